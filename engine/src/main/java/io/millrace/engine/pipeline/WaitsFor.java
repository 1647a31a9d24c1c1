package io.millrace.engine.pipeline;

/** What rows that have come to an operator may have to wait for before it gives results. */
public enum WaitsFor {
    /** For nothing: what an epoch changes is given at the end of the epoch. */
    NOTHING,
    /** The watermark passes the end of their window. */
    WINDOW_END,
    /** The watermark passes their time, or that of the last row they may meet. */
    ROW_TIME,
    /** More rows of their key come, or time tells that none will. */
    LATER_ROWS,
    /** Its second input ends. */
    OTHER_INPUT,
    /** Its input ends. */
    INPUT_END
}
