package io.millrace.core.operator;

/** What a call into an operator achieved. */
public enum Progress {
    /** All that the call asked for. */
    DONE,
    /** A part: the same call is made again, with the same arguments, when there is room downstream. */
    MORE
}
