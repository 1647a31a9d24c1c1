package io.millrace.cli.output;

import io.millrace.core.batch.Batch;

/** Lays out single rows. */
interface RowFormat {
    /** Prints what comes before the first row. */
    void begin();

    /**
     * Prints a row.
     *
     * @param op what happened to it; ignored by layouts without an op column
     */
    void row(Op op, Batch batch, int row);

    /** Prints what had to wait for the last row. */
    default void end() {}

    /** What happened to a row. */
    enum Op {
        INSERT("+I"),
        UPDATE_BEFORE("-U"),
        UPDATE_AFTER("+U"),
        DELETE("-D");

        private final String sign;

        Op(String sign) {
            this.sign = sign;
        }

        String sign() {
            return sign;
        }
    }
}
