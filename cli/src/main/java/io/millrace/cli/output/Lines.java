package io.millrace.cli.output;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Complete lines on their way to a stream. What reaches the stream always ends with a line end, whenever the process is
 * stopped. Several threads may use one object, each for whole lines ({@link #add}).
 */
public final class Lines {
    private static final int FLUSH_CHARACTERS = 1 << 16;

    private final OutputStream target;
    private final StringBuilder waiting = new StringBuilder();
    private volatile boolean closed;

    public Lines(OutputStream target) {
        this.target = target;
    }

    /**
     * Adds some complete lines, each with its line end.
     *
     * @throws ClosedException when nobody reads the stream any more
     */
    public synchronized void add(CharSequence lines) {
        waiting.append(lines);
        if (waiting.length() >= FLUSH_CHARACTERS) {
            flush();
        }
    }

    /**
     * Hands on everything added so far.
     *
     * @throws ClosedException when nobody reads the stream any more
     */
    public synchronized void flush() {
        if (closed) {
            throw new ClosedException(null);
        }
        if (waiting.length() == 0) {
            return;
        }
        byte[] bytes = waiting.toString().getBytes(StandardCharsets.UTF_8);
        waiting.setLength(0);
        try {
            target.write(bytes);
            target.flush();
        } catch (IOException e) {
            closed = true;
            throw new ClosedException(e);
        }
    }

    /** Whether the reader of the stream has gone, as {@code head} does when it has seen enough. */
    public boolean isClosed() {
        return closed;
    }

    /** Nobody reads the stream any more. */
    public static final class ClosedException extends RuntimeException {
        ClosedException(@Nullable Throwable cause) {
            super("nobody reads the output", cause);
        }
    }
}
