package io.millrace.server;

/**
 * How the live page is served.
 *
 * @param port where to listen on the loopback interface; 0 for any free port
 * @param portRequired whether a taken port is an error; otherwise one of the next free ports is used
 * @param retainedRows at most so many rows of each tile are kept for its table
 */
public record LiveOptions(int port, boolean portRequired, int retainedRows) {
    public static final int DEFAULT_PORT = 8080;
    public static final int DEFAULT_RETAINED_ROWS = 10_000;

    public LiveOptions {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("a port is a number from 0 to 65535, not " + port);
        }
        if (retainedRows < 1) {
            throw new IllegalArgumentException("at least one row must be retained");
        }
    }

    /** Port 8080, or the next free one. */
    public static LiveOptions defaults() {
        return new LiveOptions(DEFAULT_PORT, false, DEFAULT_RETAINED_ROWS);
    }

    /** Exactly this port. */
    public static LiveOptions onPort(int port) {
        return new LiveOptions(port, true, DEFAULT_RETAINED_ROWS);
    }
}
