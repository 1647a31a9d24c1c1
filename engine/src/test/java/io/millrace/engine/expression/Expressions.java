package io.millrace.engine.expression;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.LongVector;
import io.millrace.core.batch.Vector;
import io.millrace.core.expression.Expression;
import io.millrace.core.expression.Expression.Call;
import io.millrace.core.expression.Expression.Column;
import io.millrace.core.expression.Expression.Literal;
import io.millrace.core.text.ValueText;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Short ways to write expressions and to read their values, for tests. */
final class Expressions {
    static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private Expressions() {}

    static Expression call(String function, Type type, Expression... arguments) {
        return new Call(function, List.of(arguments), type);
    }

    static Expression truth(String function, Expression... arguments) {
        return call(function, Type.BOOLEAN, arguments);
    }

    static Expression column(int index, Type type) {
        return new Column(index, type);
    }

    static Expression integer(long value) {
        return new Literal(value, Type.INT);
    }

    static Expression bigint(long value) {
        return new Literal(value, Type.BIGINT);
    }

    static Expression real(double value) {
        return new Literal(value, Type.DOUBLE);
    }

    static Expression text(String value) {
        return new Literal(value, Type.STRING);
    }

    static Expression bool(boolean value) {
        return new Literal(value, Type.BOOLEAN);
    }

    static Expression decimal(String value, int precision, int scale) {
        return new Literal(new BigDecimal(value), Type.decimal(precision, scale));
    }

    static Expression timestamp(String value) {
        return call("CAST", Type.timestamp(6), text(value));
    }

    static Expression date(String value) {
        return call("CAST", Type.DATE, text(value));
    }

    static Expression none(Type type) {
        return new Literal(null, type);
    }

    /** The value of an expression without columns, as text. */
    static @Nullable String value(Expression expression) {
        Batch row = new Batch(new Vector[] {new LongVector(new long[1], 1)}, 1);
        Schema schema = Schema.of(new io.millrace.core.type.Column("x", Type.BIGINT));
        Batch result = ExpressionCompiler.compile(null, List.of(expression), schema, BERLIN)
                .apply(row);
        return show(result, 0, 0, expression.type());
    }

    static @Nullable String show(Batch batch, int column, int row, Type type) {
        Vector vector = batch.column(column);
        return vector.isNull(row) ? null : ValueText.of(vector, row, type, BERLIN);
    }
}
