package io.millrace.core.error;

import org.jspecify.annotations.Nullable;

/** The script is wrong: a place in it, what is wrong there, and how to mend it. */
public final class QueryException extends RuntimeException {
    private final transient @Nullable Position position;
    private final @Nullable String hint;

    public QueryException(String message, @Nullable Position position, @Nullable String hint) {
        super(message);
        this.position = position;
        this.hint = hint;
    }

    public QueryException(String message, @Nullable Position position, @Nullable String hint, Throwable cause) {
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

    /** A place in a script; line and column count from 1, the column in UTF-16 units. */
    public record Position(int line, int column) {}
}
