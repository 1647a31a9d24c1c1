package io.millrace.engine.timejoin;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.BooleanVector;
import io.millrace.core.batch.ConstantVector;
import io.millrace.core.batch.Vector;
import io.millrace.core.expression.Expression;
import io.millrace.core.type.Schema;
import io.millrace.engine.expression.Calculation;
import io.millrace.engine.expression.ExpressionCompiler;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes joined rows: columns of the left side, then columns of the right one, or NULL for one of them. What it makes is
 * lent until the next call. One thread at a time.
 */
final class JoinedRows {
    private final int leftColumns;
    private final Vector.Writable[] columns;
    private final Vector[] nothing;
    private final @Nullable Calculation condition;
    private int[] passing = new int[Batch.TARGET_ROWS];
    private int passed;

    /**
     * @param output the columns made
     * @param leftColumns how many of them are of the left side
     * @param condition over them, what pairs must fulfil, or null
     */
    JoinedRows(Schema output, int leftColumns, @Nullable Expression condition, ZoneId zone) {
        this.leftColumns = leftColumns;
        columns = new Vector.Writable[output.size()];
        nothing = new Vector[output.size()];
        for (int c = 0; c < columns.length; c++) {
            columns[c] = Vector.create(output.type(c), 16);
            Vector.Writable missing = Vector.create(output.type(c), 1);
            missing.appendNull();
            nothing[c] = missing.vector();
        }
        this.condition = condition == null ? null : ExpressionCompiler.compile(null, List.of(condition), output, zone);
    }

    /** Pairs of rows; {@link #passing} then says which of them fulfil the condition. */
    Batch pairs(Vector[] left, int[] leftRows, Vector[] right, int[] rightRows, int count) {
        Vector[] made = new Vector[columns.length];
        for (int c = 0; c < leftColumns; c++) {
            made[c] = copy(c, left[c], leftRows, count);
        }
        for (int c = leftColumns; c < columns.length; c++) {
            made[c] = copy(c, right[c - leftColumns], rightRows, count);
        }
        Batch pairs = new Batch(made, count);
        choose(pairs);
        return pairs;
    }

    private Vector copy(int column, Vector source, int[] rows, int count) {
        columns[column].clear();
        columns[column].append(source, rows, 0, count);
        return columns[column].vector();
    }

    private void choose(Batch pairs) {
        int count = pairs.size();
        if (passing.length < count) {
            passing = new int[count];
        }
        passed = 0;
        if (condition == null) {
            for (int i = 0; i < count; i++) {
                passing[passed++] = i;
            }
            return;
        }
        BooleanVector fulfilled = condition.apply(pairs).booleans(0);
        for (int i = 0; i < count; i++) {
            if (!fulfilled.isNull(i) && fulfilled.get(i)) {
                passing[passed++] = i;
            }
        }
    }

    /** Which of the last pairs fulfil the condition; the first {@link #passed} count. */
    int[] passing() {
        return passing;
    }

    int passed() {
        return passed;
    }

    /** Rows of the left side with nothing beside them. */
    Batch leftAlone(Vector[] left, int[] rows, int count) {
        Vector[] made = new Vector[columns.length];
        for (int c = 0; c < columns.length; c++) {
            made[c] = c < leftColumns ? copy(c, left[c], rows, count) : new ConstantVector(nothing[c], count);
        }
        return new Batch(made, count);
    }

    /** Rows of the right side with nothing beside them. */
    Batch rightAlone(Vector[] right, int[] rows, int count) {
        Vector[] made = new Vector[columns.length];
        for (int c = 0; c < columns.length; c++) {
            made[c] = c < leftColumns
                    ? new ConstantVector(nothing[c], count)
                    : copy(c, right[c - leftColumns], rows, count);
        }
        return new Batch(made, count);
    }

    long bytes() {
        long sum = 0;
        for (Vector.Writable column : columns) {
            sum += column.vector().bytes();
        }
        return sum;
    }
}
