package io.millrace.sql.plan;

import io.millrace.core.type.Type;
import io.millrace.engine.pipeline.WindowSpecification.Firing;

/**
 * The window that rows are of already.
 *
 * @param start which of the input's columns is its start
 * @param end which is its end
 * @param time the type of the event time it was cut by
 * @param late the hidden late column, or -1
 * @param firing when results of it are given besides its end
 */
record Attached(int start, int end, Type time, int late, Firing firing) {
    /** A window whose results are given at its end alone. */
    Attached(int start, int end, Type time, int late) {
        this(start, end, time, late, Firing.ONCE);
    }

    /** The same with the hidden columns of a pruned input. */
    Attached pruned(Pruned below) {
        return new Attached(below.place(start), below.place(end), time, below.late(), firing);
    }

    Attached with(Firing other) {
        return new Attached(start, end, time, late, other);
    }

    /** Whether results of it change before it is gone. */
    boolean isChanging() {
        return !firing.equals(Firing.ONCE);
    }
}
