package io.millrace.core.error;

import io.millrace.core.error.QueryException.Position;
import org.jspecify.annotations.Nullable;

/** A row cannot be read or computed, and nothing says to go on without it: what, where, and how to mend it. */
public final class DataException extends RuntimeException {
    private final transient @Nullable Position position;
    private final @Nullable String hint;

    public DataException(String message, @Nullable String hint) {
        this(message, null, hint, null);
    }

    /**
     * @param position the expression in the script that cannot be computed, or null
     */
    public DataException(
            String message, @Nullable Position position, @Nullable String hint, @Nullable Throwable cause) {
        super(message, cause);
        this.position = position;
        this.hint = hint;
    }

    public @Nullable Position position() {
        return position;
    }

    public @Nullable String hint() {
        return hint;
    }
}
