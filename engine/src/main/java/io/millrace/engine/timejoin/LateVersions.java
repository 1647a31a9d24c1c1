package io.millrace.engine.timejoin;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.batch.LongVector;
import io.millrace.core.type.Column;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Versions that came late in the open epoch. They count at its end, in the order of what they saw and then of their
 * ordinals: so what they change does not depend on who read them first. Late rows are few; one thread at a time.
 */
final class LateVersions {
    private final int size;
    private final Arrivals arrivals;
    private final BatchBuilder rows;

    LateVersions(Schema input, Arrivals arrivals) {
        this.arrivals = arrivals;
        size = input.size();
        rows = new BatchBuilder(input.with(new Column("$closed", Type.BIGINT)), 16);
    }

    void add(Batch batch, int row, long closed) {
        for (int c = 0; c < size; c++) {
            rows.column(c).append(batch.column(c), row);
        }
        rows.longs(size).append(closed);
        rows.endRow();
    }

    /** Puts them among the others, in their order, and forgets them. */
    void settle(Versions versions) {
        if (rows.size() == 0) {
            return;
        }
        Batch all = rows.build();
        LongVector closed = all.longs(size);
        arrivals.look(all, Long.MIN_VALUE);
        Batch visible = arrivals.visible(all);
        List<Integer> order = new ArrayList<>();
        for (int row = 0; row < all.size(); row++) {
            order.add(row);
        }
        order.sort(Comparator.<Integer>comparingLong(closed::get)
                .thenComparingLong(arrivals::ordinal)
                .thenComparing((a, b) -> Values.compare(visible.columns(), a, b)));
        for (int row : order) {
            if (!versions.addLate(visible, all, row, closed.get(row), arrivals)) {
                arrivals.refuse(row);
            }
        }
        rows.clear();
    }
}
