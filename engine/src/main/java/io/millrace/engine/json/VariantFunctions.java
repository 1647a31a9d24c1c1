package io.millrace.engine.json;

import io.millrace.core.error.DataException;
import io.millrace.engine.json.JsonDocument.Kind;
import io.millrace.engine.value.CallSite;
import io.millrace.engine.value.Utf8;
import org.jspecify.annotations.Nullable;

/** Functions of the type VARIANT, whose values are JSON as {@link VariantWriter} writes it. */
public final class VariantFunctions {
    private VariantFunctions() {}

    public static Utf8 parse(CallSite site, Utf8 json) {
        return parse(site, json, false);
    }

    /** @param duplicates whether a key may come twice */
    public static Utf8 parse(CallSite site, Utf8 json, boolean duplicates) {
        Utf8 parsed = tryParse(site, json, duplicates);
        if (parsed == null) {
            String text = json.toString();
            boolean wellFormed = JsonScratch.of(site).document.read(json);
            throw new DataException(
                    "'" + (text.length() > 60 ? text.substring(0, 60) + "…" : text) + "' is no JSON"
                            + (wellFormed ? ": a key comes twice, or a number is too large" : ""),
                    wellFormed && !duplicates
                            ? "PARSE_JSON(text, TRUE) takes the last value of a key"
                            : "TRY_PARSE_JSON gives NULL for such texts");
        }
        return parsed;
    }

    public static @Nullable Utf8 tryParse(CallSite site, Utf8 json) {
        return tryParse(site, json, false);
    }

    /** @param duplicates whether a key may come twice */
    public static @Nullable Utf8 tryParse(CallSite site, Utf8 json, boolean duplicates) {
        JsonDocument document = JsonScratch.of(site).document;
        if (!document.read(json)) {
            return null;
        }
        Utf8 out = site.text.clear();
        return VariantWriter.write(document, 0, duplicates, out) ? out : null;
    }

    /** The value of a key of an object; NULL where it has none. */
    public static @Nullable Utf8 field(CallSite site, Utf8 variant, Utf8 key) {
        JsonScratch scratch = JsonScratch.of(site);
        JsonDocument document = scratch.document;
        document.read(variant);
        if (document.kind(0) != Kind.OBJECT) {
            throw new DataException(
                    "['" + key + "'] of a VARIANT that is no object but " + shown(document),
                    "check with JSON_STRING(v) IS JSON OBJECT first");
        }
        for (int child = document.first(0); child < document.after(0); ) {
            int value = document.after(child);
            Utf8 name = scratch.part.clear();
            JsonWriter.unescape(document.data(), document.start(child), document.end(child), name);
            if (name.sameAs(key)) {
                return slice(site, document, value);
            }
            child = document.after(value);
        }
        return null;
    }

    /** The element at a position counted from 1; NULL where there is none. */
    public static @Nullable Utf8 element(CallSite site, Utf8 variant, long position) {
        JsonDocument document = JsonScratch.of(site).document;
        document.read(variant);
        if (document.kind(0) != Kind.ARRAY) {
            throw new DataException(
                    "[" + position + "] of a VARIANT that is no array but " + shown(document),
                    "check with JSON_STRING(v) IS JSON ARRAY first");
        }
        long at = 1;
        for (int child = document.first(0); child < document.after(0); child = document.after(child), at++) {
            if (at == position) {
                return slice(site, document, child);
            }
        }
        return null;
    }

    private static String shown(JsonDocument document) {
        return switch (document.kind(0)) {
            case OBJECT -> "an object";
            case ARRAY -> "an array";
            case STRING -> "a text";
            case NUMBER -> "a number";
            case TRUE, FALSE -> "a truth value";
            case NULL -> "null";
        };
    }

    private static Utf8 slice(CallSite site, JsonDocument document, int node) {
        int quote = document.kind(node) == Kind.STRING ? 1 : 0;
        int from = document.start(node) - quote;
        return site.text.set(document.data(), from, document.end(node) + quote - from);
    }

    /** A text as it is, everything else as JSON; NULL for JSON's null. */
    public static @Nullable Utf8 text(CallSite site, Utf8 variant) {
        JsonDocument document = JsonScratch.of(site).document;
        document.read(variant);
        if (document.kind(0) == Kind.NULL) {
            return null;
        } else if (document.kind(0) != Kind.STRING) {
            return variant;
        }
        Utf8 out = site.text.clear();
        JsonWriter.unescape(document.data(), document.start(0), document.end(0), out);
        return out;
    }
}
