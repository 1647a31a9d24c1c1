package io.millrace.engine.function;

import io.millrace.core.error.DataException;
import io.millrace.engine.value.CallSite;
import io.millrace.engine.value.Utf8;
import org.jspecify.annotations.Nullable;

/** LIKE, SIMILAR TO and regular expressions. */
public final class PatternFunctions {
    private static final Utf8 NO_ESCAPE = new Utf8();

    private PatternFunctions() {}

    public static boolean like(CallSite site, Utf8 text, Utf8 pattern) {
        return site.remember(pattern, key -> LikePattern.of(key, NO_ESCAPE)).matches(text);
    }

    public static boolean like(CallSite site, Utf8 text, Utf8 pattern, Utf8 escape) {
        return site.remember(pattern, key -> LikePattern.of(key, escape)).matches(text);
    }

    public static boolean similarTo(CallSite site, Utf8 text, Utf8 pattern) {
        return site.remember(pattern, key -> RegularExpression.similar(key, NO_ESCAPE))
                .matches(text);
    }

    public static boolean similarTo(CallSite site, Utf8 text, Utf8 pattern, Utf8 escape) {
        return site.remember(pattern, key -> RegularExpression.similar(key, escape))
                .matches(text);
    }

    public static boolean regexp(CallSite site, Utf8 text, Utf8 pattern) {
        return expression(site, pattern).find(text);
    }

    public static @Nullable Utf8 extract(CallSite site, Utf8 text, Utf8 pattern) {
        return extract(site, text, pattern, 0);
    }

    public static @Nullable Utf8 extract(CallSite site, Utf8 text, Utf8 pattern, long group) {
        RegularExpression expression = expression(site, pattern);
        if (group < 0 || group > expression.groups() || !expression.find(text)) {
            return null;
        }
        return expression.group(site.text, (int) group);
    }

    public static Utf8 replace(CallSite site, Utf8 text, Utf8 pattern, Utf8 replacement) {
        try {
            return site.text.clear().append(expression(site, pattern).replaceAll(text, replacement.toString()));
        } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
            throw new DataException(
                    "'" + replacement + "' cannot replace matches of '" + pattern + "': " + e.getMessage(),
                    "write \\$ for a dollar sign; $1 is the first group");
        }
    }

    public static long count(CallSite site, Utf8 text, Utf8 pattern) {
        return expression(site, pattern).count(text);
    }

    private static RegularExpression expression(CallSite site, Utf8 pattern) {
        return site.remember(pattern, key -> RegularExpression.of(key.toString()));
    }
}
