package io.millrace.engine.learn;

import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.state.OperatorStates;

/** Makes rows of what models tell. One thread at a time. */
interface ReportRows<T extends EpochReport> {
    /** Adds the rows that a report changes. */
    void add(T report, BatchBuilder rows);

    /** Has what was shown survive a restart. */
    void keep(OperatorStates states);
}
