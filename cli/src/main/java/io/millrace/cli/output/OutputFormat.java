package io.millrace.cli.output;

/** How results are printed: the values of {@code --output}. */
public enum OutputFormat {
    /** Aligned columns, for people. */
    TABLE,
    /** RFC 4180 with a header line. */
    CSV,
    /** One object a line. */
    JSON,
    /** Every change as it happens: CSV whose first column says what happened. */
    CHANGELOG
}
