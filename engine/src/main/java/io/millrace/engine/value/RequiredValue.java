package io.millrace.engine.value;

import io.millrace.core.error.DataException;
import io.millrace.core.error.QueryException.Position;
import org.jspecify.annotations.Nullable;

/**
 * A value that must be there.
 *
 * @param name what it is for: {@code column 'x' of 't'}
 */
public record RequiredValue(String name, @Nullable Position position) {
    /** What to throw when it is not. */
    public DataException missing() {
        return new DataException(
                name + " must not be NULL",
                position,
                "leave such rows out with WHERE x IS NOT NULL, or give them a value with COALESCE(x, ...)",
                null);
    }
}
