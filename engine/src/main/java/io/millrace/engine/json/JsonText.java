package io.millrace.engine.json;

import io.millrace.engine.value.Utf8;
import org.jspecify.annotations.Nullable;

/** Puts an object or array of JSON together from values that are JSON already. One thread at a time. */
public final class JsonText {
    private static final Utf8 NULL = Utf8.of("null");

    private final JsonScratch scratch = new JsonScratch();
    private final Utf8 text = new Utf8();
    private final Utf8 sorted = new Utf8();
    private boolean first;

    public void beginObject() {
        begin('{');
    }

    public void beginArray() {
        begin('[');
    }

    private void begin(char bracket) {
        text.clear().append(bracket);
        first = true;
    }

    /**
     * Adds a member of an object.
     *
     * @param value JSON, or null for JSON's null
     */
    public void member(Utf8 name, @Nullable Utf8 value) {
        separate();
        JsonWriter.quote(name.data, name.offset, name.offset + name.length, text);
        text.append(':').append(value == null ? NULL : value);
    }

    /**
     * Adds an element of an array.
     *
     * @param value JSON, or null for JSON's null
     */
    public void element(@Nullable Utf8 value) {
        separate();
        text.append(value == null ? NULL : value);
    }

    private void separate() {
        if (!first) {
            text.append(',');
        }
        first = false;
    }

    /** The object, its members in the order of their names; good until the next one begins. */
    public Utf8 endObject() {
        return scratch.sorted(text.append('}'), sorted);
    }

    /** The array; good until the next one begins. */
    public Utf8 endArray() {
        return text.append(']');
    }
}
