package io.millrace.engine.group;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.batch.LongVector;
import io.millrace.core.batch.Vector;
import io.millrace.core.expression.Expression;
import io.millrace.core.operator.Operator;
import io.millrace.core.operator.Output;
import io.millrace.core.operator.Progress;
import io.millrace.core.type.Column;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;
import io.millrace.engine.aggregate.AggregateRows;
import io.millrace.engine.aggregate.Rows;
import io.millrace.engine.expression.Calculation;
import io.millrace.engine.expression.ExpressionCompiler;
import io.millrace.engine.flow.UnnestOperator;
import io.millrace.engine.pipeline.Specification.AggregateElements;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * Aggregates the elements of a collection in each row; see {@link AggregateElements}. A row that goes away has the same
 * results, so nothing is kept from one batch to the next: accumulators are those of the rows of a batch, by their number.
 */
public final class AggregateElementsOperator implements Operator {
    private static final Column NUMBER = new Column("row number", Type.BIGINT.notNull());

    private final int collection;
    private final UnnestOperator elements;
    private final Calculation calculation;
    private final int numberColumn;
    private final AggregateRows accumulators;
    private final BatchBuilder results;
    private final LongVector numbers = new LongVector(Batch.TARGET_ROWS);
    private final Rows rows = new Rows();
    private final Added added = new Added();
    private int[] ids = {};

    /** @param output the input's columns without the collection, then the results */
    public AggregateElementsOperator(AggregateElements spec, Schema input, Schema output, ZoneId zone) {
        collection = spec.elements().column();
        List<Column> others = new ArrayList<>(input.columns());
        others.remove(collection);
        int number = others.size();
        others.add(NUMBER);
        others.addAll(spec.columns());
        Schema unnested = new Schema(others);
        elements = new UnnestOperator(spec.elements(), input.with(NUMBER), unnested, zone);
        List<Expression> values = new ArrayList<>(spec.values());
        numberColumn = values.size();
        values.add(new Expression.Column(number, NUMBER.type()));
        calculation = ExpressionCompiler.compile(spec.filter(), values, unnested, zone);
        accumulators = new AggregateRows(spec.calls(), false);
        results = new BatchBuilder(
                new Schema(output.columns().subList(input.size() - 1, output.size())), Batch.TARGET_ROWS);
    }

    @Override
    public Progress process(int input, Batch batch, Output output) {
        int size = batch.size();
        identify(size);
        accumulators.ensure(size);
        int before = batch.columnCount();
        Vector[] numbered = new Vector[before + 1];
        System.arraycopy(batch.columns(), 0, numbered, 0, before);
        numbered[before] = numbers;
        elements.process(0, new Batch(numbered, size), added);
        accumulators.result(ids, size, results, 0);
        for (int i = 0; i < size; i++) {
            results.endRow();
        }
        Batch totals = results.build();
        Vector[] columns = new Vector[before - 1 + totals.columnCount()];
        System.arraycopy(batch.columns(), 0, columns, 0, collection);
        System.arraycopy(batch.columns(), collection + 1, columns, collection, before - 1 - collection);
        System.arraycopy(totals.columns(), 0, columns, before - 1, totals.columnCount());
        output.emit(new Batch(columns, size, batch.weights()));
        results.clear();
        accumulators.reset(0, size);
        return Progress.DONE;
    }

    private void identify(int size) {
        long[] values = numbers.resize(size);
        if (ids.length < size) {
            ids = new int[size];
        }
        for (int i = 0; i < size; i++) {
            values[i] = i;
            ids[i] = i;
        }
    }

    @Override
    public void close() {
        elements.close();
        calculation.close();
    }

    /** Adds elements to what is known of their rows. */
    private final class Added implements Output {
        @Override
        public void emit(Batch batch) {
            Batch chosen = calculation.apply(batch);
            int count = chosen.size();
            long[] rowOf = chosen.longs(numberColumn).values();
            int[] into = rows.reserve(count);
            for (int i = 0; i < count; i++) {
                into[i] = (int) rowOf[i];
            }
            rows.count = count;
            accumulators.add(chosen, rows);
        }

        @Override
        public boolean hasRoom() {
            return true;
        }
    }
}
