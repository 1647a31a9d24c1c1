package io.millrace.engine.expression;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.BooleanVector;
import io.millrace.core.batch.DecimalVector;
import io.millrace.core.batch.DoubleVector;
import io.millrace.core.batch.LongVector;
import io.millrace.core.batch.Vector;
import io.millrace.core.env.Environment;
import io.millrace.core.error.DataException;
import io.millrace.core.expression.Expression;
import io.millrace.core.expression.Expression.Column;
import io.millrace.core.expression.Expression.Literal;
import io.millrace.core.type.Schema;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs a generated kernel for what must be computed, and passes or gathers plain columns. There are two kernels: one for
 * batches without any NULL in the columns it reads, and one for all others, each compiled when first needed.
 */
final class CompiledCalculation implements Calculation {
    private static final int PLAIN = 0;
    private static final int WITH_NULLS = 1;

    private final @Nullable Expression filter;
    private final List<Expression> projections;
    private final List<Expression> computed = new ArrayList<>();
    private final Schema input;
    private final ZoneId zone;
    private final Environment environment;
    private final UserCalls userCalls = new UserCalls();

    private final @Nullable Kernel[] kernels = new @Nullable Kernel[2];
    /** For each kernel, the columns it reads: where nothing is NULL, an alternative to NULL is never read. */
    private final int[][] columnsRead = new int[2][];

    private final Vector[] flat;
    private final Vector[] outputs;
    private final @Nullable Vector[] literals;
    private final SelectedColumns selectedColumns;
    private int[] selected = new int[Batch.TARGET_ROWS];

    CompiledCalculation(
            @Nullable Expression filter,
            List<Expression> projections,
            Schema input,
            ZoneId zone,
            Environment environment) {
        this.filter = filter;
        this.projections = projections;
        this.input = input;
        this.zone = zone;
        this.environment = environment;
        literals = new @Nullable Vector[projections.size()];
        for (int i = 0; i < projections.size(); i++) {
            Expression projection = projections.get(i);
            if (projection instanceof Literal literal) {
                literals[i] = Literals.vector(literal);
            } else if (!(projection instanceof Column)) {
                computed.add(projection);
            }
        }
        outputs = new Vector[computed.size()];
        for (int i = 0; i < outputs.length; i++) {
            outputs[i] = Vector.create(computed.get(i).type(), 0).vector();
        }
        flat = new Vector[input.size()];
        selectedColumns = new SelectedColumns(input.size());
        KernelCode code = new KernelCode(false, zone, environment, userCalls);
        kernels[PLAIN] = code.compile(filter, computed);
        columnsRead[PLAIN] = code.columnsRead();
    }

    @Override
    public Batch apply(Batch batch) {
        int size = batch.size();
        boolean nulls = false;
        for (int column : columnsRead[PLAIN]) {
            nulls |= batch.column(column).hasNulls();
        }
        int which = nulls ? WITH_NULLS : PLAIN;
        Kernel kernel = kernel(which);
        for (int column : columnsRead[which]) {
            flat[column] = batch.column(column).flat();
        }
        if (selected.length < size) {
            selected = new int[size];
        }
        int count;
        try {
            count = run(kernel, size);
        } catch (DataException e) {
            throw inRow(e, kernel, columnsRead[which], size);
        }
        if (count < size) {
            for (Vector output : outputs) {
                ((Vector.Writable) output).truncate(count);
            }
        }
        return assemble(batch, count);
    }

    @Override
    public void close() {
        userCalls.close();
    }

    private int run(Kernel kernel, int size) {
        for (Vector output : outputs) {
            prepare(output, size);
        }
        return kernel.run(flat, size, selected, outputs);
    }

    /** The failure of the first row that fails, with what is in that row. */
    private DataException inRow(DataException failure, Kernel kernel, int[] columns, int size) {
        DataException first = failure;
        int good = 0;
        int bad = size;
        while (bad - good > 1) {
            int middle = good + (bad - good) / 2;
            try {
                run(kernel, middle);
                good = middle;
            } catch (DataException e) {
                bad = middle;
                first = e;
            }
        }
        String row = new FailedRow(input, zone).text(flat, columns, bad - 1);
        return row.isEmpty()
                ? first
                : new DataException(first.getMessage() + row, first.position(), first.hint(), first);
    }

    private Kernel kernel(int which) {
        Kernel kernel = kernels[which];
        if (kernel == null) {
            KernelCode code = new KernelCode(which == WITH_NULLS, zone, environment, userCalls);
            kernel = code.compile(filter, computed);
            kernels[which] = kernel;
            columnsRead[which] = code.columnsRead();
        }
        return kernel;
    }

    private static void prepare(Vector output, int size) {
        if (output instanceof LongVector longs) {
            longs.resize(size);
        } else if (output instanceof DoubleVector doubles) {
            doubles.resize(size);
        } else if (output instanceof BooleanVector booleans) {
            booleans.resize(size);
        } else if (output instanceof DecimalVector decimals) {
            decimals.resize(size);
        } else {
            ((Vector.Writable) output).clear();
        }
    }

    private Batch assemble(Batch batch, int count) {
        boolean all = count == batch.size();
        selectedColumns.begin(selected, count);
        Vector[] result = new Vector[projections.size()];
        int next = 0;
        for (int i = 0; i < result.length; i++) {
            Vector literal = literals[i];
            if (literal != null) {
                result[i] = new io.millrace.core.batch.ConstantVector(literal, count);
            } else if (projections.get(i) instanceof Column column) {
                Vector vector = batch.column(column.index());
                result[i] = all ? vector : selectedColumns.gather(column.index(), vector);
            } else {
                result[i] = outputs[next++];
            }
        }
        long[] weights = batch.weights();
        return new Batch(result, count, weights == null || all ? weights : selectedColumns.gather(weights));
    }
}
