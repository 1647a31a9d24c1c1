package io.millrace.core.error;

/** Assertions against bugs of our own; always on. User input never reaches them. */
public final class Check {
    private Check() {}

    /** Throws if {@code condition} is false. */
    public static void that(boolean condition, String message) {
        if (!condition) {
            throw new IllegalStateException("bug: " + message);
        }
    }

    /** Throws if {@code condition} is false; {@code detail} is appended to the message. */
    public static void that(boolean condition, String message, Object detail) {
        if (!condition) {
            throw new IllegalStateException("bug: " + message + ": " + detail);
        }
    }
}
