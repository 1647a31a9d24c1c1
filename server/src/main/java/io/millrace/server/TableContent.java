package io.millrace.server;

import java.util.List;

/** What a tile shows at one epoch. One thread at a time, never the engine's. */
sealed interface TableContent permits AppendedRows, CurrentRows {
    /** Takes the changes of whole epochs, in order. */
    void apply(PendingEpochs.Group group);

    /** Everything up to an epoch was applied; its wall clock in microseconds. */
    void shown(long wallMicros);

    /** How many rows there are, also those that are not kept. */
    long total();

    /** The kept rows; the order is that of the page's table. */
    RowList rows();

    /** The lines of the chosen measures, at most {@link Lines#SHOWN}. */
    List<Series> lines(List<Integer> measures);
}
