package io.millrace.engine.learn;

import io.millrace.core.batch.BatchBuilder;

/** Makes rows of what models tell. One thread at a time. */
interface ReportRows<T extends EpochReport> {
    /** Adds the rows that a report changes. */
    void add(T report, BatchBuilder rows);
}
