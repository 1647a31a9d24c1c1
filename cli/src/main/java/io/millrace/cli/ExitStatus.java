package io.millrace.cli;

/** The exit statuses that scripts rely on. */
public final class ExitStatus {
    public static final int DONE = 0;
    /** The script or its data failed. */
    public static final int FAILED = 1;
    /** The command line is wrong, or asks for what is not there. */
    public static final int USAGE = 2;
    /** The state could not be written. */
    public static final int STATE_NOT_WRITTEN = 74;
    /** Ended by Ctrl-C. */
    public static final int INTERRUPTED = 130;

    private ExitStatus() {}
}
