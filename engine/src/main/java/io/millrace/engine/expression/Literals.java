package io.millrace.engine.expression;

import io.millrace.core.batch.BooleanVector;
import io.millrace.core.batch.BytesVector;
import io.millrace.core.batch.DecimalVector;
import io.millrace.core.batch.DoubleVector;
import io.millrace.core.batch.LongVector;
import io.millrace.core.batch.Vector;
import io.millrace.core.expression.Expression.Literal;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Literals as vectors. */
public final class Literals {
    private Literals() {}

    /** A vector of one row that holds the literal. */
    public static Vector vector(Literal literal) {
        Vector.Writable vector = Vector.create(literal.type(), 1);
        append(vector, literal);
        return vector.vector();
    }

    /** Adds a row that holds the literal to a vector for its type. */
    public static void append(Vector.Writable vector, Literal literal) {
        Object value = literal.value();
        if (value == null) {
            vector.appendNull();
        } else if (vector instanceof LongVector longs) {
            longs.append(((Number) value).longValue());
        } else if (vector instanceof DoubleVector doubles) {
            doubles.append(((Number) value).doubleValue());
        } else if (vector instanceof BooleanVector booleans) {
            booleans.append((Boolean) value);
        } else if (vector instanceof DecimalVector decimals) {
            BigDecimal exact = new BigDecimal(value.toString());
            decimals.append(
                    exact.setScale(literal.type().scale(), RoundingMode.HALF_UP).unscaledValue());
        } else if (value instanceof byte[] bytes) {
            ((BytesVector) vector).append(bytes, 0, bytes.length);
        } else {
            ((BytesVector) vector).append(value.toString());
        }
    }
}
