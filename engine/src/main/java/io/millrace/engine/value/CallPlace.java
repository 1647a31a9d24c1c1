package io.millrace.engine.value;

import io.millrace.core.error.DataException;
import io.millrace.core.error.QueryException.Position;

/** Where in the script a call stands, for generated loops that cannot compute it. */
public record CallPlace(Position position) {
    /** The failure with this place, unless a call inside of this one has given it a place already. */
    public RuntimeException of(RuntimeException failure) {
        if (failure instanceof DataException data && data.position() == null) {
            return new DataException(String.valueOf(data.getMessage()), position, data.hint(), data);
        } else if (failure instanceof ArithmeticException) {
            return new DataException(
                    "the result is too large for its type",
                    position,
                    "check the unit: seconds, milliseconds or microseconds",
                    failure);
        }
        return failure;
    }
}
