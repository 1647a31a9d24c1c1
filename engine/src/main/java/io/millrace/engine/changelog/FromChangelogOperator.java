package io.millrace.engine.changelog;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.BytesVector;
import io.millrace.core.batch.LongVector;
import io.millrace.core.batch.Vector;
import io.millrace.core.error.DataException;
import io.millrace.core.operator.Operator;
import io.millrace.core.operator.Output;
import io.millrace.core.operator.Progress;
import io.millrace.engine.pipeline.ChangelogSpecification.ChangeKind;
import io.millrace.engine.pipeline.ChangelogSpecification.Code;
import io.millrace.engine.pipeline.ChangelogSpecification.FromChangelog;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Makes changes of rows that say what they do; see {@link FromChangelog}. Keeps nothing. */
public final class FromChangelogOperator implements Operator {
    private static final int LONGEST_SHOWN = 40;

    private final FromChangelog spec;
    private final byte[][] codes;
    private final ChangeKind[] kinds;

    public FromChangelogOperator(FromChangelog spec) {
        this.spec = spec;
        List<Code> all = spec.codes();
        codes = all.stream()
                .map(code -> code.text().getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
        kinds = all.stream().map(Code::kind).toArray(ChangeKind[]::new);
    }

    @Override
    public Progress process(int input, Batch batch, Output output) {
        int size = batch.size();
        BytesVector operations = (BytesVector) batch.column(spec.operation()).flat();
        long[] weights = new long[size];
        LongVector meanings = new LongVector(size);
        long[] meant = meanings.resize(size);
        for (int row = 0; row < size; row++) {
            ChangeKind kind = kind(operations, row);
            weights[row] = kind.weight() * batch.weight(row);
            meant[row] = kind.code();
        }
        int columns = batch.columnCount();
        Vector[] changed = new Vector[columns - 1 + (spec.kinds() ? 1 : 0)];
        int next = 0;
        for (int column = 0; column < columns; column++) {
            if (column != spec.operation()) {
                changed[next++] = batch.column(column);
            }
        }
        if (spec.kinds()) {
            changed[next] = meanings;
        }
        output.emit(new Batch(changed, size, weights));
        return Progress.DONE;
    }

    private ChangeKind kind(BytesVector operations, int row) {
        if (operations.isNull(row)) {
            throw failure("a row whose operation is NULL");
        }
        int from = operations.offset(row);
        int to = from + operations.length(row);
        for (int i = 0; i < codes.length; i++) {
            if (Arrays.equals(operations.data(), from, to, codes[i], 0, codes[i].length)) {
                return kinds[i];
            }
        }
        String text = operations.getString(row);
        throw failure("a row whose operation is '"
                + (text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "...") + "'");
    }

    private DataException failure(String what) {
        List<String> known = spec.codes().stream().map(Code::text).toList();
        return new DataException(
                "FROM_CHANGELOG met " + what,
                spec.place(),
                "it knows " + String.join(", ", known)
                        + ": name others in op_mapping, or leave such rows out in a view before it",
                null);
    }
}
