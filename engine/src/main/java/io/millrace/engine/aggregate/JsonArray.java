package io.millrace.engine.aggregate;

import io.millrace.core.batch.BytesVector;
import io.millrace.core.batch.Vector;
import io.millrace.core.type.Type;
import io.millrace.engine.json.JsonText;
import io.millrace.engine.value.Utf8;
import java.util.List;

/**
 * JSON_ARRAYAGG: values, which are JSON already, as an array in the order of the rows' ordinals and, where these are the
 * same, of the values. Keeps every value of an id until it is taken back or the id is forgotten; an answer costs as much as
 * it is long.
 */
final class JsonArray extends OrderedState {
    private final boolean keepsNull;
    private final JsonText text = new JsonText();
    private final Utf8 value = new Utf8();
    private final Vector[] kept = new Vector[2];

    /**
     * @param keepsNull whether a value that is NULL is in the array; else it is left out
     */
    JsonArray(boolean keepsNull) {
        super(List.of(Type.BIGINT, Type.STRING));
        this.keepsNull = keepsNull;
    }

    @Override
    Vector[] kept(Vector[] arguments) {
        kept[0] = arguments[1];
        kept[1] = arguments[0];
        return kept;
    }

    @Override
    long times(Vector[] arguments, int row, long weight) {
        return keepsNull || !arguments[0].isNull(row) ? weight : 0;
    }

    @Override
    void result(int id, Vector.Writable out) {
        text.beginArray();
        BytesVector values = (BytesVector) rows.columns()[1];
        rows.forEach(id, (column, row, count) -> {
            for (long i = 0; i < count; i++) {
                text.element(
                        values.isNull(row) ? null : value.set(values.data(), values.offset(row), values.length(row)));
            }
        });
        Utf8 array = text.endArray();
        ((BytesVector) out).append(array.data, array.offset, array.length);
    }
}
