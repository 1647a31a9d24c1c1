package io.millrace.engine.json;

import io.millrace.core.error.Check;
import io.millrace.core.error.DataException;
import io.millrace.core.nested.NestedWriter;
import io.millrace.engine.value.CallSite;
import io.millrace.engine.value.Utf8;

/** What a call of a function of JSON works with, kept from row to row. One thread at a time. */
final class JsonScratch {
    final JsonDocument document = new JsonDocument();
    final NestedWriter writer = new NestedWriter();
    final Utf8 part = new Utf8();
    private final JsonMatch match = new JsonMatch(document);
    private boolean lax;
    private boolean single;
    private boolean read;

    /** What a path leads to. */
    enum Found {
        /** One value. */
        ONE,
        /** A list of values, perhaps an empty one, of a path that may lead to several. */
        MANY,
        /** Nothing, where that is no error. */
        NOTHING,
        /** Nothing, or no JSON at all. */
        ERROR
    }

    static JsonScratch of(CallSite site) {
        return site.keep(JsonScratch::new);
    }

    Found find(CallSite site, Utf8 json, Utf8 source) {
        JsonPath path = site.remember(source, JsonPath::of);
        lax = path.isLax();
        single = path.isSingle();
        read = document.read(json);
        if (!read || !match.find(path)) {
            return lax ? Found.NOTHING : Found.ERROR;
        }
        return single ? Found.ONE : Found.MANY;
    }

    boolean isLax() {
        return lax;
    }

    /** Of the one value that was found. */
    JsonDocument.Kind kind() {
        return document.kind(match.node(0));
    }

    boolean isScalar() {
        return document.isScalar(match.node(0));
    }

    /** Appends the value that was found, or the values as an array. */
    void write(Utf8 out) {
        if (single) {
            JsonWriter.write(document, match.node(0), out);
            return;
        }
        out.append('[');
        for (int i = 0; i < match.count(); i++) {
            if (i > 0) {
                out.append(',');
            }
            JsonWriter.write(document, match.node(i), out);
        }
        out.append(']');
    }

    /** The single value that was found, as text. */
    Utf8 text(Utf8 register) {
        int node = match.node(0);
        Utf8 out = register.clear();
        switch (document.kind(node)) {
            case STRING -> JsonWriter.unescape(document.data(), document.start(node), document.end(node), out);
            case NUMBER -> out.append(JsonWriter.number(document, node));
            default -> out.append(document.data(), document.start(node), document.end(node) - document.start(node));
        }
        return out;
    }

    DataException failure(Utf8 json, Utf8 path) {
        String text = json.toString();
        String shown = text.length() > 60 ? text.substring(0, 60) + "…" : text;
        return new DataException(
                read
                        ? "the path '" + path + "' leads to nothing that fits in '" + shown + "'"
                        : "'" + shown + "' is no JSON",
                "NULL ON ERROR gives NULL for such rows");
    }

    /** JSON text as this engine writes it. */
    Utf8 canonical(Utf8 text, Utf8 register) {
        if (!document.read(text)) {
            String shown = text.toString();
            throw new DataException(
                    "'" + (shown.length() > 60 ? shown.substring(0, 60) + "…" : shown) + "' is no JSON",
                    "check with IS JSON first");
        }
        Utf8 out = register.clear();
        JsonWriter.write(document, 0, out);
        return out;
    }

    /** An object whose members' values are as this engine writes them, with its members in order. */
    Utf8 sorted(Utf8 object, Utf8 register) {
        Check.that(document.read(object), "an object that is no JSON");
        Utf8 out = register.clear();
        JsonWriter.sorted(document, out);
        return out;
    }

    /** Makes a timestamp, which begins behind a quote, one with a T and without zeros at its end. */
    static void makeIso(StringBuilder text, boolean fraction) {
        text.setCharAt(text.indexOf(" "), 'T');
        int end = text.length();
        boolean zone = text.charAt(end - 1) == 'Z';
        int digits = zone ? end - 1 : end;
        if (fraction) {
            while (text.charAt(digits - 1) == '0') {
                digits--;
            }
            digits -= text.charAt(digits - 1) == '.' ? 1 : 0;
        }
        text.delete(digits, zone ? end - 1 : end);
    }
}
