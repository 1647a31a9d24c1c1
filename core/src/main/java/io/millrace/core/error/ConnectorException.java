package io.millrace.core.error;

import org.jspecify.annotations.Nullable;

/** A source or sink cannot do what it was asked: a file that is missing, a broker that is away. */
public final class ConnectorException extends RuntimeException {
    private final @Nullable String hint;
    private final boolean retryable;

    public ConnectorException(String message, @Nullable String hint) {
        this(message, hint, false, null);
    }

    public ConnectorException(String message, @Nullable String hint, boolean retryable, @Nullable Throwable cause) {
        super(message, cause);
        this.hint = hint;
        this.retryable = retryable;
    }

    public @Nullable String hint() {
        return hint;
    }

    /** Whether the same call may work later. */
    public boolean retryable() {
        return retryable;
    }
}
