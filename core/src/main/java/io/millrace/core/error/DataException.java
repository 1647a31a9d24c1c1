package io.millrace.core.error;

import org.jspecify.annotations.Nullable;

/** The data is wrong and its source was told to fail on that: what, where, and how to go on. */
public final class DataException extends RuntimeException {
    private final @Nullable String hint;

    public DataException(String message, @Nullable String hint) {
        super(message);
        this.hint = hint;
    }

    public @Nullable String hint() {
        return hint;
    }
}
