package io.millrace.engine.join;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.LongVector;
import io.millrace.core.batch.Vector;
import io.millrace.core.operator.Output;
import io.millrace.core.type.Schema;
import io.millrace.engine.expression.Calculation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Pairs of rows on their way out, up to a batch of them: row ids first, and the columns in one go. One thread at a time.
 */
final class Pairs {
    private static final int CAPACITY = Batch.TARGET_ROWS;

    private final JoinSide left;
    private final JoinSide right;
    private final @Nullable RowMatches leftMatches;
    private final @Nullable RowMatches rightMatches;
    private final boolean emitting;
    private final @Nullable Calculation condition;
    private final int leftColumns;
    private final Vector.Writable[] columns;
    private final LongVector numbers = new LongVector(0);
    private final int[] leftRows = new int[CAPACITY];
    private final int[] rightRows = new int[CAPACITY];
    private final long[] weights = new long[CAPACITY];
    private final long[] forLeft = new long[CAPACITY];
    private final long[] forRight = new long[CAPACITY];
    private final long[] passedWeights = new long[CAPACITY];
    private int count;

    /**
     * What becomes of pairs.
     *
     * @param condition what they must fulfil: takes the columns of both sides and the pair's number, and gives them back;
     *     null when nothing
     * @param emitting whether pairs are emitted, and not only counted
     * @param leftMatches counts the pairs of each left row; null when nobody asks
     * @param rightMatches counts the pairs of each right row; null when nobody asks
     */
    record Use(
            @Nullable Calculation condition,
            boolean emitting,
            @Nullable RowMatches leftMatches,
            @Nullable RowMatches rightMatches) {}

    Pairs(JoinSide left, Schema leftSchema, JoinSide right, Schema rightSchema, Use use) {
        this.left = left;
        this.right = right;
        leftMatches = use.leftMatches();
        rightMatches = use.rightMatches();
        emitting = use.emitting();
        condition = use.condition();
        leftColumns = leftSchema.size();
        columns = new Vector.Writable[leftColumns + rightSchema.size()];
        for (int c = 0; c < columns.length; c++) {
            columns[c] =
                    Vector.create(c < leftColumns ? leftSchema.type(c) : rightSchema.type(c - leftColumns), CAPACITY);
        }
    }

    boolean isFull() {
        return count == CAPACITY;
    }

    /** Adds a pair of which at least one row changes in the open epoch; only if that makes a difference. */
    void add(int leftRow, int rightRow) {
        long leftBefore = left.weight(leftRow);
        long leftAfter = leftBefore + left.delta(leftRow);
        long rightBefore = right.weight(rightRow);
        long rightAfter = rightBefore + right.delta(rightRow);
        long weight = emitting ? leftAfter * rightAfter - leftBefore * rightBefore : 0;
        long leftMore = 0;
        if (leftMatches != null && leftAfter != 0) {
            leftMore = leftBefore == 0 ? rightAfter : right.delta(rightRow);
        }
        long rightMore = 0;
        if (rightMatches != null && rightAfter != 0) {
            rightMore = rightBefore == 0 ? leftAfter : left.delta(leftRow);
        }
        if (weight != 0 || leftMore != 0 || rightMore != 0) {
            leftRows[count] = leftRow;
            rightRows[count] = rightRow;
            weights[count] = weight;
            forLeft[count] = leftMore;
            forRight[count] = rightMore;
            count++;
        }
    }

    /** Emits what was added and passes, and counts it. */
    void flush(Output output) {
        if (count == 0) {
            return;
        }
        Vector[] vectors = new Vector[columns.length + (condition == null ? 0 : 1)];
        for (int c = 0; c < columns.length; c++) {
            columns[c].clear();
            columns[c].append(
                    c < leftColumns ? left.column(c) : right.column(c - leftColumns),
                    c < leftColumns ? leftRows : rightRows,
                    0,
                    count);
            vectors[c] = columns[c].vector();
        }
        if (condition == null) {
            emit(new Batch(vectors, count), null, output);
        } else {
            long[] values = numbers.resize(count);
            for (int i = 0; i < count; i++) {
                values[i] = i;
            }
            vectors[columns.length] = numbers;
            Batch passed = condition.apply(new Batch(vectors, count));
            emit(passed, passed.longs(columns.length).values(), output);
        }
        count = 0;
    }

    private void emit(Batch passed, long @Nullable [] which, Output output) {
        boolean plain = true;
        int zeros = 0;
        for (int i = 0; i < passed.size(); i++) {
            int pair = which == null ? i : (int) which[i];
            if (leftMatches != null && forLeft[pair] != 0) {
                leftMatches.add(leftRows[pair], forLeft[pair]);
            }
            if (rightMatches != null && forRight[pair] != 0) {
                rightMatches.add(rightRows[pair], forRight[pair]);
            }
            passedWeights[i] = weights[pair];
            plain &= weights[pair] == 1;
            zeros += weights[pair] == 0 ? 1 : 0;
        }
        if (emitting && zeros < passed.size()) {
            Vector[] vectors =
                    List.of(passed.columns()).subList(0, columns.length).toArray(Vector[]::new);
            Batch batch = new Batch(vectors, passed.size(), plain ? null : passedWeights);
            output.emit(zeros == 0 ? batch : withoutZeros(batch));
        }
    }

    private static Batch withoutZeros(Batch batch) {
        int[] chosen = new int[batch.size()];
        int kept = 0;
        for (int i = 0; i < batch.size(); i++) {
            if (batch.weight(i) != 0) {
                chosen[kept++] = i;
            }
        }
        return batch.select(chosen, kept);
    }
}
