package io.millrace.engine.checkpoint;

import org.jspecify.annotations.Nullable;

/** State cannot be kept or taken back: the disk fails, what is on it is damaged, or it belongs to something else. */
public final class StateException extends RuntimeException {
    private final @Nullable String hint;
    private final Kind kind;

    /** What is wrong. */
    public enum Kind {
        /** The disk failed: nothing that was not sure before is sure now, and the run cannot go on. */
        NOT_WRITTEN,
        /** The state cannot be used as it is: damaged, of another script, of a newer version, in use. */
        UNUSABLE,
        /** Something in the pipeline cannot be kept: with state it would not be exact after an accident. */
        NOT_KEPT
    }

    public StateException(Kind kind, String message, @Nullable String hint, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.hint = hint;
    }

    static StateException notWritten(String what, Throwable cause) {
        return new StateException(
                Kind.NOT_WRITTEN,
                what + ": " + cause.getMessage(),
                "look at the disk; started again, the run goes on from its last checkpoint",
                cause);
    }

    /** Something cannot be kept. */
    public static StateException notKept(String label) {
        return new StateException(
                Kind.NOT_KEPT,
                "'" + label + "' keeps what checkpoints do not know yet how to write",
                "run it without --state; nothing survives a restart then",
                null);
    }

    public static StateException unusable(String message, String hint) {
        return new StateException(Kind.UNUSABLE, message, hint, null);
    }

    public @Nullable String hint() {
        return hint;
    }

    public Kind kind() {
        return kind;
    }
}
