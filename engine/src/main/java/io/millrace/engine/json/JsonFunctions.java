package io.millrace.engine.json;

import io.millrace.core.error.DataException;
import io.millrace.core.nested.NestedText;
import io.millrace.core.nested.NestedWriter;
import io.millrace.core.text.ValueText;
import io.millrace.core.type.Kind;
import io.millrace.core.type.Storage;
import io.millrace.core.type.Type;
import io.millrace.engine.json.JsonScratch.Found;
import io.millrace.engine.value.CallSite;
import io.millrace.engine.value.Decimal;
import io.millrace.engine.value.NestedValues;
import io.millrace.engine.value.Utf8;
import org.jspecify.annotations.Nullable;

/** Functions of JSON text. */
public final class JsonFunctions {
    private static final Utf8 NULL = Utf8.of("null");
    private static final Utf8 EMPTY_ARRAY = Utf8.of("[]");
    private static final Utf8 EMPTY_OBJECT = Utf8.of("{}");

    private JsonFunctions() {}

    /** @param kind VALUE, SCALAR, ARRAY or OBJECT */
    public static boolean isJson(CallSite site, @Nullable Utf8 text, @Nullable Utf8 kind) {
        JsonScratch scratch = JsonScratch.of(site);
        return text != null
                && scratch.document.read(text)
                && (kind == null || JsonWriter.isKind(scratch.document, kind.toString()));
    }

    /** @param onError TRUE, FALSE, UNKNOWN or ERROR */
    public static boolean exists(CallSite site, Utf8 json, Utf8 path, Utf8 onError) {
        JsonScratch scratch = JsonScratch.of(site);
        Found found = scratch.find(site, json, path);
        if (found == Found.ERROR) {
            return switch (onError.toString()) {
                case "TRUE" -> true;
                case "UNKNOWN" -> site.nullBoolean();
                case "ERROR" -> throw scratch.failure(json, path);
                default -> false;
            };
        }
        return found == Found.MANY || found == Found.ONE && scratch.kind() != JsonDocument.Kind.NULL;
    }

    /**
     * A single value as text.
     *
     * @param onEmpty NULL, ERROR or DEFAULT, and then the default
     * @param onError the same
     */
    public static @Nullable Utf8 value(
            CallSite site,
            @Nullable Utf8 json,
            @Nullable Utf8 path,
            @Nullable Utf8 onEmpty,
            @Nullable Utf8 emptyDefault,
            @Nullable Utf8 onError,
            @Nullable Utf8 errorDefault) {
        if (json == null || path == null) {
            return null;
        }
        JsonScratch scratch = JsonScratch.of(site);
        return switch ((int) state(site, json, path)) {
            case 0 -> scratch.text(site.text);
            case 1 -> otherwise(scratch, json, path, onEmpty, emptyDefault);
            default -> otherwise(scratch, json, path, onError, errorDefault);
        };
    }

    private static @Nullable Utf8 otherwise(
            JsonScratch scratch, Utf8 json, Utf8 path, @Nullable Utf8 mode, @Nullable Utf8 value) {
        if (mode != null && mode.toString().equals("ERROR")) {
            throw scratch.failure(json, path);
        }
        return mode != null && mode.toString().equals("DEFAULT") ? value : null;
    }

    /** 0 when the path leads to a single value that is not NULL, 1 when it is EMPTY, 2 when that is an ERROR. */
    public static long state(CallSite site, Utf8 json, Utf8 path) {
        JsonScratch scratch = JsonScratch.of(site);
        Found found = scratch.find(site, json, path);
        if (found == Found.ONE && scratch.isScalar() && scratch.kind() != JsonDocument.Kind.NULL) {
            return 0;
        }
        return found != Found.ERROR && scratch.isLax() ? 1 : 2;
    }

    /**
     * An object or array as text.
     *
     * @param wrapper WITHOUT_ARRAY, WITH_CONDITIONAL_ARRAY or WITH_UNCONDITIONAL_ARRAY
     * @param onEmpty NULL, ERROR, EMPTY_ARRAY or EMPTY_OBJECT
     * @param onError the same
     */
    public static @Nullable Utf8 query(CallSite site, Utf8 json, Utf8 path, Utf8 wrapper, Utf8 onEmpty, Utf8 onError) {
        JsonScratch scratch = JsonScratch.of(site);
        Found found = scratch.find(site, json, path);
        if (found == Found.ERROR) {
            return otherwise(scratch, json, path, onError);
        }
        boolean many = found == Found.MANY;
        if (found == Found.NOTHING || !many && scratch.kind() == JsonDocument.Kind.NULL) {
            return otherwise(scratch, json, path, onEmpty);
        }
        String wrapping = wrapper.toString();
        boolean collection = many || scratch.kind() == JsonDocument.Kind.ARRAY;
        boolean wrapped =
                wrapping.equals("WITH_UNCONDITIONAL_ARRAY") || wrapping.equals("WITH_CONDITIONAL_ARRAY") && !collection;
        if (!wrapped && !many && scratch.isScalar()) {
            return otherwise(scratch, json, path, scratch.isLax() ? onEmpty : onError);
        }
        Utf8 out = site.text.clear();
        if (wrapped) {
            out.append('[');
        }
        scratch.write(out);
        return wrapped ? out.append(']') : out;
    }

    private static @Nullable Utf8 otherwise(JsonScratch scratch, Utf8 json, Utf8 path, Utf8 mode) {
        return switch (mode.toString()) {
            case "ERROR" -> throw scratch.failure(json, path);
            case "EMPTY_ARRAY" -> EMPTY_ARRAY;
            case "EMPTY_OBJECT" -> EMPTY_OBJECT;
            default -> null;
        };
    }

    /** The elements of an array in JSON text as texts: strings as they are, others as JSON. */
    public static @Nullable Utf8 texts(CallSite site, Utf8 json) {
        JsonScratch scratch = JsonScratch.of(site);
        JsonDocument document = scratch.document;
        if (!document.read(json) || document.kind(0) != JsonDocument.Kind.ARRAY) {
            return null;
        }
        NestedWriter out = scratch.writer.clear();
        out.beginArray(Storage.BYTES);
        Utf8 part = scratch.part;
        for (int child = document.first(0); child < document.after(0); child = document.after(child)) {
            switch (document.kind(child)) {
                case NULL -> out.writeNull();
                case STRING -> {
                    JsonWriter.unescape(document.data(), document.start(child), document.end(child), part.clear());
                    out.writeBytes(part.data, part.offset, part.length);
                }
                default -> {
                    JsonWriter.write(document, child, part.clear());
                    out.writeBytes(part.data, part.offset, part.length);
                }
            }
        }
        out.end();
        return NestedValues.written(site.text, out);
    }

    /** The first argument says NULL or ABSENT; then names and values, which are JSON or NULL, take turns. */
    public static Utf8 object(CallSite site, @Nullable Utf8[] parts) {
        JsonScratch scratch = JsonScratch.of(site);
        Utf8 raw = scratch.part.clear().append('{');
        boolean keeps = keepsNull(parts);
        for (int i = 1; i + 1 < parts.length; i += 2) {
            Utf8 name = parts[i];
            Utf8 value = parts[i + 1];
            if (name == null) {
                throw new DataException("a name in JSON_OBJECT is NULL", "leave out what has no name");
            }
            if (value != null || keeps) {
                if (raw.length > 1) {
                    raw.append(',');
                }
                JsonWriter.quote(name.data, name.offset, name.offset + name.length, raw);
                raw.append(':').append(value == null ? NULL : value);
            }
        }
        return scratch.sorted(raw.append('}'), site.text);
    }

    private static boolean keepsNull(@Nullable Utf8[] parts) {
        Utf8 mode = parts[0];
        return mode != null && mode.toString().startsWith("NULL");
    }

    /** The first argument says NULL or ABSENT; the values are JSON or NULL. */
    public static Utf8 array(CallSite site, @Nullable Utf8[] parts) {
        Utf8 out = site.text.clear().append('[');
        boolean keeps = keepsNull(parts);
        for (int i = 1; i < parts.length; i++) {
            Utf8 value = parts[i];
            if (value != null || keeps) {
                if (out.length > 1) {
                    out.append(',');
                }
                out.append(value == null ? NULL : value);
            }
        }
        return out.append(']');
    }

    /** JSON text that is checked, and written as this engine writes JSON. */
    public static Utf8 json(CallSite site, Utf8 text) {
        return JsonScratch.of(site).canonical(text, site.text);
    }

    public static Utf8 string(CallSite site, boolean value) {
        return site.text.clear().append(value ? "true" : "false");
    }

    public static Utf8 string(CallSite site, long value) {
        Type type = site.argument(0);
        StringBuilder out = site.builder;
        out.setLength(0);
        boolean bare = type.kind().isInteger();
        out.append(bare ? "" : "\"");
        ValueText.appendLong(out, value, type, java.time.ZoneOffset.UTC);
        if (type.kind().isTimestamp()) {
            JsonScratch.makeIso(out, type.precision() > 0);
        }
        return site.text.clear().append(out.append(bare ? "" : "\""));
    }

    public static Utf8 string(CallSite site, double value) {
        StringBuilder out = site.builder;
        out.setLength(0);
        ValueText.appendDouble(out, value, site.argument(0));
        Utf8 text = site.text.clear();
        return Double.isFinite(value)
                ? text.append(new java.math.BigDecimal(out.toString()).toString())
                : text.append('"').append(out).append('"');
    }

    public static Utf8 string(CallSite site, Decimal value) {
        StringBuilder out = site.builder;
        out.setLength(0);
        ValueText.appendDecimal(out, value.high, value.low, site.argument(0).scale());
        return site.text.clear().append(out);
    }

    public static Utf8 string(CallSite site, Utf8 value) {
        Type type = site.argument(0);
        if (type.kind().isNested()) {
            StringBuilder out = site.builder;
            out.setLength(0);
            NestedText text = new NestedText(java.time.ZoneOffset.UTC, true, true);
            text.append(out, value.data, value.offset, value.length, type);
            JsonScratch scratch = JsonScratch.of(site);
            return scratch.canonical(scratch.part.clear().append(out), site.text);
        }
        Utf8 out = site.text.clear();
        if (type.kind() == Kind.BINARY || type.kind() == Kind.VARBINARY) {
            byte[] encoded = java.util.Base64.getEncoder().encode(value.toBytes());
            return out.append('"').append(encoded, 0, encoded.length).append('"');
        }
        if (type.kind() == Kind.VARIANT) {
            return value;
        }
        JsonWriter.quote(value.data, value.offset, value.offset + value.length, out);
        return out;
    }

    /** The text as a string of JSON, in ASCII, with slashes escaped, as in Flink. */
    public static Utf8 quote(CallSite site, Utf8 text) {
        String value = text.toString();
        Utf8 out = site.text.clear().append('"');
        for (int i = 0; i < value.length(); i++) {
            char character = value.charAt(i);
            int simple = "\"\\/\b\f\n\r\t".indexOf(character);
            if (simple >= 0) {
                out.append('\\').append("\"\\/bfnrt".charAt(simple));
            } else if (character < 0x20 || character > 0x7E) {
                out.append(String.format("\\u%04x", (int) character));
            } else {
                out.append(character);
            }
        }
        return out.append('"');
    }

    /** What a string of JSON stands for; any other text as it is. */
    public static Utf8 unquote(CallSite site, Utf8 text) {
        JsonDocument document = JsonScratch.of(site).document;
        boolean quoted = text.length > 1
                && text.at(0) == '"'
                && document.read(text)
                && document.kind(0) == JsonDocument.Kind.STRING
                && document.end(0) == text.offset + text.length - 1;
        if (!quoted) {
            return text;
        }
        JsonWriter.unescape(document.data(), document.start(0), document.end(0), site.text.clear());
        return site.text;
    }
}
