package io.millrace.engine.learn;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.BooleanVector;
import io.millrace.core.batch.BytesVector;
import io.millrace.core.batch.DecimalVector;
import io.millrace.core.batch.DoubleVector;
import io.millrace.core.batch.LongVector;
import io.millrace.core.batch.Vector;
import io.millrace.core.error.DataException;
import io.millrace.core.learn.Features;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;
import io.millrace.engine.pipeline.LearnSpecification.ModelUse;
import java.nio.charset.StandardCharsets;

/** Makes rows of numbers of the columns that a model is given; NULL is missing. One thread at a time. */
final class RowReader {
    private final String model;
    private final int[] columns;
    private final Type[] types;
    private final Features features;
    private final Vector[] vectors;

    RowReader(ModelUse use, Schema input) {
        model = use.name();
        features = use.type().features();
        columns = use.features().stream().mapToInt(Integer::intValue).toArray();
        types = new Type[columns.length];
        vectors = new Vector[columns.length];
        for (int i = 0; i < columns.length; i++) {
            types[i] = input.type(columns[i]);
        }
    }

    /** Says whose rows are read next. */
    void open(Batch batch) {
        for (int i = 0; i < columns.length; i++) {
            vectors[i] = batch.column(columns[i]).flat();
        }
    }

    /**
     * Reads a row of the batch.
     *
     * @param learns whether texts that are new get a number, rather than being missing
     * @param values a place for each feature, overwritten
     * @throws DataException when a column has more different values than the model allows
     */
    void read(int row, StoredModel stored, boolean learns, double[] values) {
        for (int i = 0; i < columns.length; i++) {
            Vector vector = vectors[i];
            if (vector.isNull(row)) {
                values[i] = Double.NaN;
            } else if (!features.isNominal(i) || vector instanceof BooleanVector) {
                values[i] = number(vector, types[i], row);
            } else {
                int index = index(vector, types[i], row, stored.categories(i), learns);
                if (index < 0 && learns) {
                    throw tooMany(i);
                }
                values[i] = index < 0 ? Double.NaN : index;
            }
        }
    }

    private DataException tooMany(int feature) {
        String name = features.get(feature).name();
        return new DataException(
                "column '" + name + "' of model '" + model + "' has more than " + features.values(feature)
                        + " different values",
                "allow more with 'max-categories' = '...', or leave '" + name
                        + "' out of INPUT: nothing is learned from values that hardly come twice");
    }

    /** A value that is not NULL as a number. */
    static double number(Vector vector, Type type, int row) {
        if (vector instanceof DoubleVector doubles) {
            return doubles.get(row);
        } else if (vector instanceof LongVector longs) {
            return longs.get(row);
        } else if (vector instanceof BooleanVector booleans) {
            return booleans.get(row) ? 1 : 0;
        }
        return ((DecimalVector) vector).get(row, type.scale()).doubleValue();
    }

    /** The number that stands for a value that is not NULL; -1 when there is none. */
    static int index(Vector vector, Type type, int row, Dictionary texts, boolean adds) {
        if (vector instanceof BytesVector bytes) {
            return adds
                    ? texts.add(bytes.data(), bytes.offset(row), bytes.length(row))
                    : texts.find(bytes.data(), bytes.offset(row), bytes.length(row));
        }
        String value = vector instanceof LongVector longs
                ? Long.toString(longs.get(row))
                : ((DecimalVector) vector).get(row, type.scale()).toPlainString();
        byte[] text = value.getBytes(StandardCharsets.UTF_8);
        return adds ? texts.add(text, 0, text.length) : texts.find(text, 0, text.length);
    }
}
