package io.millrace.engine.expression;

import io.millrace.core.batch.BytesVector;
import io.millrace.core.batch.ConstantVector;
import io.millrace.core.batch.DecimalVector;
import io.millrace.core.batch.DoubleVector;
import io.millrace.core.batch.LongVector;
import io.millrace.core.batch.Vector;
import io.millrace.core.type.Storage;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The chosen rows of columns that pass unchanged; one vector a column, reused for every batch. */
final class SelectedColumns {
    private final @Nullable Vector[] vectors;
    private final boolean[] done;
    private int[] rows = {};
    private int count;
    private long[] weights = {};

    SelectedColumns(int columns) {
        vectors = new @Nullable Vector[columns];
        done = new boolean[columns];
    }

    void begin(int[] chosen, int howMany) {
        rows = chosen;
        count = howMany;
        Arrays.fill(done, false);
    }

    Vector gather(int column, Vector source) {
        if (source instanceof ConstantVector constant) {
            return new ConstantVector(constant.value(), count);
        }
        Vector target = vectors[column];
        if (target == null) {
            target = Vector.create(storage(source), 0).vector();
            vectors[column] = target;
        }
        if (!done[column]) {
            done[column] = true;
            if (target instanceof BytesVector bytes) {
                bytes.share((BytesVector) source, rows, count);
            } else {
                Vector.Writable writable = (Vector.Writable) target;
                writable.clear();
                writable.append(source, rows, 0, count);
            }
        }
        return target;
    }

    long[] gather(long[] source) {
        if (weights.length < count) {
            weights = new long[Math.max(count, source.length)];
        }
        for (int i = 0; i < count; i++) {
            weights[i] = source[rows[i]];
        }
        return weights;
    }

    private static Storage storage(Vector vector) {
        if (vector instanceof LongVector) {
            return Storage.LONG;
        } else if (vector instanceof DoubleVector) {
            return Storage.DOUBLE;
        } else if (vector instanceof BytesVector) {
            return Storage.BYTES;
        }
        return vector instanceof DecimalVector ? Storage.DECIMAL : Storage.BOOLEAN;
    }
}
