package io.millrace.server;

import io.millrace.core.batch.Vector;

/** Rows by position. */
interface RowList {
    int size();

    /** The vector that holds a column of the row at a position. */
    Vector column(int position, int column);

    /** The row's place in that vector. */
    int row(int position);
}
