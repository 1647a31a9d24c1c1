package io.millrace.engine.changelog;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.BytesVector;
import io.millrace.core.batch.Vector;
import io.millrace.core.operator.Operator;
import io.millrace.core.operator.Output;
import io.millrace.core.operator.Progress;
import io.millrace.engine.pipeline.ChangelogSpecification.ChangeKind;
import io.millrace.engine.pipeline.ChangelogSpecification.Code;
import io.millrace.engine.pipeline.ChangelogSpecification.ToChangelog;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Makes rows that stay of changes, each with what it did; see {@link ToChangelog}. Keeps nothing. */
public final class ToChangelogOperator implements Operator {
    private final int kind;
    private final byte[] @Nullable [] codes = new byte[ChangeKind.CODES][];
    private int[] chosen = new int[0];

    public ToChangelogOperator(ToChangelog spec) {
        kind = spec.kind();
        for (Code code : spec.codes()) {
            codes[code.kind().code()] = code.text().getBytes(StandardCharsets.UTF_8);
        }
    }

    @Override
    public Progress process(int input, Batch batch, Output output) {
        int size = batch.size();
        if (chosen.length < size) {
            chosen = new int[size];
        }
        long[] kinds = batch.longs(kind).values();
        BytesVector operations = new BytesVector(size);
        long[] weights = new long[size];
        int count = 0;
        for (int row = 0; row < size; row++) {
            byte[] code = codes[(int) kinds[row]];
            if (code == null) {
                operations.appendNull();
            } else {
                operations.append(code, 0, code.length);
                chosen[count++] = row;
            }
            weights[row] = Math.abs(batch.weight(row));
        }
        Vector[] columns = new Vector[batch.columnCount()];
        columns[0] = operations;
        for (int column = 0, next = 1; column < columns.length; column++) {
            if (column != kind) {
                columns[next++] = batch.column(column);
            }
        }
        Batch rows = new Batch(columns, size, weights);
        output.emit(count == size ? rows : rows.select(chosen, count));
        return Progress.DONE;
    }
}
