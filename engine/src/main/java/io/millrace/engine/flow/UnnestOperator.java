package io.millrace.engine.flow;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.batch.BooleanVector;
import io.millrace.core.batch.BytesVector;
import io.millrace.core.batch.LongVector;
import io.millrace.core.batch.Vector;
import io.millrace.core.nested.Nested;
import io.millrace.core.nested.NestedReader;
import io.millrace.core.nested.RowLayout;
import io.millrace.core.operator.Operator;
import io.millrace.core.operator.Output;
import io.millrace.core.operator.Progress;
import io.millrace.core.type.Kind;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;
import io.millrace.engine.expression.Calculation;
import io.millrace.engine.expression.ExpressionCompiler;
import io.millrace.engine.pipeline.Specification.Unnest;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes a row of each element of a collection, with the other columns beside it; see {@link Unnest}. A row that goes away
 * takes the same rows with it, so it keeps nothing.
 */
public final class UnnestOperator implements Operator {
    private final Unnest unnest;
    private final Type type;
    private final boolean counted;
    private final boolean rows;
    private final RowLayout layout;
    /** How many columns an element has. */
    private final int width;

    private final int before;
    private final BatchBuilder builder;
    /** The rows of the input that the rows collected are made of. */
    private final int[] sources = new int[Batch.TARGET_ROWS];

    private int collected;
    /** How many elements of the current MULTISET came before. */
    private int copied;

    private final @Nullable Calculation condition;
    /** The rows of a batch that have an element that the condition holds for. */
    private boolean[] matched = {};

    /** @param output the other columns, then those of the elements, then the position if there is one */
    public UnnestOperator(Unnest unnest, Schema input, Schema output, ZoneId zone) {
        this.unnest = unnest;
        type = input.type(unnest.column());
        Type item = type.item();
        rows = item.kind() == Kind.ROW;
        counted = type.kind() == Kind.MULTISET;
        layout = RowLayout.of(rows ? item : type);
        width = counted ? 1 : rows ? layout.size() : 1;
        before = input.size() - 1;
        builder = new BatchBuilder(output, 0);
        condition = unnest.condition() == null
                ? null
                : ExpressionCompiler.compile(null, List.of(unnest.condition()), output, zone);
    }

    @Override
    public Progress process(int input, Batch batch, Output output) {
        BytesVector collections = (BytesVector) batch.column(unnest.column()).flat();
        byte[] data = collections.data();
        if (matched.length < batch.size()) {
            matched = new boolean[batch.size()];
        }
        for (int row = 0; row < batch.size(); row++) {
            boolean some = false;
            copied = 0;
            if (!collections.isNull(row)) {
                int from = collections.offset(row);
                int length = collections.length(row);
                int count = Nested.count(data, from, length);
                for (int i = 0; i < count; i++) {
                    some |= element(data, from, length, i, batch, row, output);
                }
            }
            matched[row] = some && condition == null;
            if (!some && unnest.outer() && condition == null) {
                fill(batch, row, output);
            }
        }
        flush(batch, output);
        if (condition != null && unnest.outer()) {
            for (int row = 0; row < batch.size(); row++) {
                if (!matched[row]) {
                    fill(batch, row, output);
                }
            }
            emit(batch, output);
        }
        return Progress.DONE;
    }

    /** Collects a row with NULL for its element. */
    private void fill(Batch batch, int row, Output output) {
        for (int column = 0; column < width; column++) {
            builder.column(before + column).appendNull();
        }
        position(-1);
        sources[collected++] = row;
        if (collected == sources.length) {
            if (condition == null) {
                flush(batch, output);
            } else {
                emit(batch, output);
            }
        }
    }

    /** False when the element makes no row, as a ROW that is NULL does. */
    private boolean element(byte[] data, int from, int length, int index, Batch batch, int row, Output output) {
        if (!rows) {
            NestedReader.appendElement(
                    builder.column(before),
                    data,
                    from,
                    length,
                    index,
                    type.child(0).storage());
            position(index);
            collect(batch, row, output);
            return true;
        }
        if (Nested.isNull(data, from, length, index)) {
            return false;
        }
        int start = Nested.start(data, from, length, index);
        long copies = counted ? Nested.longAt(data, start + layout.slot(1)) : 1;
        int at = counted ? copied : index;
        for (long copy = 0; copy < copies; copy++) {
            for (int field = 0; field < width; field++) {
                NestedReader.appendField(builder.column(before + field), data, start, field, layout);
            }
            position(at++);
            collect(batch, row, output);
        }
        copied = at;
        return copies > 0;
    }

    private void position(int index) {
        if (unnest.ordinality()) {
            LongVector positions = builder.longs(before + width);
            if (index < 0) {
                positions.appendNull();
            } else {
                positions.append(index + 1L);
            }
        }
    }

    private void collect(Batch batch, int row, Output output) {
        sources[collected++] = row;
        if (collected == sources.length) {
            flush(batch, output);
        }
    }

    /** Emits what was collected, as far as the condition holds. */
    private void flush(Batch batch, Output output) {
        if (condition == null || collected == 0) {
            emit(batch, output);
            return;
        }
        Batch all = built(batch);
        Vector holds = condition.apply(all).column(0).flat();
        int[] chosen = new int[all.size()];
        int count = 0;
        for (int i = 0; i < all.size(); i++) {
            if (!holds.isNull(i) && ((BooleanVector) holds).get(i)) {
                matched[sources[i]] = true;
                chosen[count++] = i;
            }
        }
        if (count > 0) {
            output.emit(all.select(chosen, count));
        }
        builder.clear();
        collected = 0;
    }

    private void emit(Batch batch, Output output) {
        if (collected > 0) {
            output.emit(built(batch));
            builder.clear();
            collected = 0;
        }
    }

    private Batch built(Batch batch) {
        int next = 0;
        for (int column = 0; column <= before; column++) {
            if (column != unnest.column()) {
                Vector source = batch.column(column);
                builder.column(next++).append(source, sources, 0, collected);
            }
        }
        for (int i = 0; i < collected; i++) {
            builder.endRow(batch.weight(sources[i]));
        }
        return builder.build();
    }

    @Override
    public void close() {
        if (condition != null) {
            condition.close();
        }
    }
}
