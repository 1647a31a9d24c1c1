package io.millrace.engine.function;

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

    /** An empty pattern is nowhere, as in Flink. */
    public static boolean regexp(CallSite site, Utf8 text, Utf8 pattern) {
        return pattern.length > 0 && expression(site, pattern).find(text);
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

    /** {@code $1} in the replacement is no group but itself, as in Flink. */
    public static Utf8 replace(CallSite site, Utf8 text, Utf8 pattern, Utf8 replacement) {
        return site.text.clear().append(expression(site, pattern).replaceAll(text, replacement.toString()));
    }

    public static long count(CallSite site, Utf8 text, Utf8 pattern) {
        return expression(site, pattern).count(text);
    }

    /** The character at which the first match begins, from 1, or 0. */
    public static long instr(CallSite site, Utf8 text, Utf8 pattern) {
        RegularExpression expression = expression(site, pattern);
        return expression.find(text) ? expression.start() : 0;
    }

    private static RegularExpression expression(CallSite site, Utf8 pattern) {
        return site.remember(pattern, key -> RegularExpression.of(key.toString()));
    }
}
