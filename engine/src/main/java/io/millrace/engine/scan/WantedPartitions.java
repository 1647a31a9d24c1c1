package io.millrace.engine.scan;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.BooleanVector;
import io.millrace.core.batch.Vector;
import io.millrace.core.connect.Table;
import io.millrace.core.error.DataException;
import io.millrace.core.expression.Expression;
import io.millrace.engine.expression.Calculation;
import io.millrace.engine.expression.ExpressionCompiler;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Predicate;

/** Tells of the values of a partition whether a query wants its rows. Any thread. */
final class WantedPartitions implements Predicate<Batch> {
    private final Calculation condition;

    /** @param condition over the columns of PARTITIONED BY, in its order */
    WantedPartitions(Table table, Expression condition, ZoneId zone) {
        int[] keys = table.partitionedBy().stream().mapToInt(Integer::intValue).toArray();
        this.condition = ExpressionCompiler.compile(
                null, List.of(condition), table.schema().select(keys), zone);
    }

    @Override
    public synchronized boolean test(Batch values) {
        try {
            Vector holds = condition.apply(values).column(0).flat();
            return !holds.isNull(0) && ((BooleanVector) holds).get(0);
        } catch (DataException e) {
            // Whoever has such a row is told so, and a partition may have none.
            return true;
        }
    }
}
