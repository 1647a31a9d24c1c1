package io.millrace.engine.aggregate;

import io.millrace.core.batch.BytesVector;
import io.millrace.core.batch.Vector;
import io.millrace.core.error.DataException;
import io.millrace.core.type.Type;
import io.millrace.engine.json.JsonText;
import io.millrace.engine.value.Utf8;
import java.util.List;

/**
 * JSON_OBJECTAGG: names and values, which are JSON already, as an object with its names in order. Keeps every name and value
 * of an id until it is taken back or the id is forgotten; an answer costs as much as it is long.
 */
final class JsonObject extends OrderedState {
    private final boolean keepsNull;
    private final JsonText text = new JsonText();
    private final Utf8 name = new Utf8();
    private final Utf8 last = new Utf8();
    private final Utf8 value = new Utf8();

    /**
     * @param keepsNull whether a value that is NULL is in the object; else it is left out
     */
    JsonObject(boolean keepsNull) {
        super(List.of(Type.STRING, Type.STRING));
        this.keepsNull = keepsNull;
    }

    @Override
    long times(Vector[] arguments, int row, long weight) {
        if (arguments[0].isNull(row)) {
            throw new DataException(
                    "a key of JSON_OBJECTAGG is NULL", "leave such rows out with WHERE, or name them with COALESCE");
        }
        return keepsNull || !arguments[1].isNull(row) ? weight : 0;
    }

    @Override
    void result(int id, Vector.Writable out) {
        text.beginObject();
        last.clear();
        boolean[] any = {false};
        BytesVector names = (BytesVector) rows.columns()[0];
        BytesVector values = (BytesVector) rows.columns()[1];
        rows.forEach(id, (column, row, count) -> {
            name.set(names.data(), names.offset(row), names.length(row));
            if (count > 1 || any[0] && name.sameAs(last)) {
                throw new DataException(
                        "the key '" + name + "' comes twice in JSON_OBJECTAGG",
                        "aggregate the values of a key first, or collect them with JSON_ARRAYAGG");
            } else if (count > 0) {
                text.member(
                        name,
                        values.isNull(row) ? null : value.set(values.data(), values.offset(row), values.length(row)));
                last.set(names.data(), names.offset(row), names.length(row));
                any[0] = true;
            }
        });
        Utf8 object = text.endObject();
        ((BytesVector) out).append(object.data, object.offset, object.length);
    }
}
