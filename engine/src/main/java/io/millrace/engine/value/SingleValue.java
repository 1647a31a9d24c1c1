package io.millrace.engine.value;

import io.millrace.core.error.DataException;
import io.millrace.core.error.QueryException.Position;
import org.jspecify.annotations.Nullable;

/** The value of a subquery that may have one row at most. */
public record SingleValue(@Nullable Position position) {
    /** What to throw when it has more. */
    public DataException several(long rows) {
        return new DataException(
                "a subquery that stands for a value has " + rows + " rows",
                position,
                "it may have one at most: use an aggregate such as MAX, or a condition that chooses one row",
                null);
    }
}
