package io.millrace.connect.jdbc;

import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.batch.BooleanVector;
import io.millrace.core.batch.BytesVector;
import io.millrace.core.batch.DecimalVector;
import io.millrace.core.batch.DoubleVector;
import io.millrace.core.batch.LongVector;
import io.millrace.core.batch.Vector;
import io.millrace.core.nested.Nested;
import io.millrace.core.nested.NestedReader;
import io.millrace.core.text.ValueText;
import io.millrace.core.type.Column;
import io.millrace.core.type.Kind;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Sets parameters of a statement to values. */
final class Binder {
    private final Dialect dialect;

    Binder(Dialect dialect) {
        this.dialect = dialect;
    }

    void bind(PreparedStatement statement, int index, Vector vector, int row, Type type) throws SQLException {
        if (vector.isNull(row)) {
            statement.setNull(index, Types.NULL);
            return;
        }
        switch (type.storage()) {
            case BOOLEAN -> statement.setBoolean(index, ((BooleanVector) vector).get(row));
            case LONG -> bindLong(statement, index, ((LongVector) vector).get(row), type);
            case DOUBLE -> {
                double value = ((DoubleVector) vector).get(row);
                if (type.kind() == Kind.FLOAT) {
                    statement.setFloat(index, (float) value);
                } else {
                    statement.setDouble(index, value);
                }
            }
            case DECIMAL -> {
                BigDecimal value = ((DecimalVector) vector).get(row, type.scale());
                if (dialect == Dialect.SQLITE) {
                    statement.setString(index, value.toPlainString());
                } else {
                    statement.setBigDecimal(index, value);
                }
            }
            case BYTES -> bindBytes(statement, index, (BytesVector) vector, row, type);
        }
    }

    private void bindBytes(PreparedStatement statement, int index, BytesVector bytes, int row, Type type)
            throws SQLException {
        if (type.kind() == Kind.ARRAY) {
            Type element = type.child(0);
            Object[] values = elements(bytes.data(), bytes.offset(row), bytes.length(row), element);
            statement.setArray(index, statement.getConnection().createArrayOf(arrayType(element), values));
        } else if (type.kind().isText()) {
            statement.setString(index, bytes.getString(row));
        } else {
            statement.setBytes(index, bytes.getBytes(row));
        }
    }

    private void bindLong(PreparedStatement statement, int index, long value, Type type) throws SQLException {
        if (type.kind().isInteger()) {
            if (type.kind() == Kind.BIGINT) {
                statement.setLong(index, value);
            } else {
                statement.setInt(index, (int) value);
            }
            return;
        }
        if (dialect == Dialect.SQLITE) {
            StringBuilder text = new StringBuilder();
            ValueText.appendLong(text, value, type, ZoneOffset.UTC);
            statement.setString(index, text.toString());
            return;
        }
        statement.setObject(index, time(value, type));
    }

    private static Object time(long value, Type type) {
        return switch (type.kind()) {
            case DATE -> LocalDate.ofEpochDay(value);
            case TIME -> LocalTime.ofNanoOfDay(value * 1_000_000);
            case TIMESTAMP -> local(value);
            default -> local(value).atOffset(ZoneOffset.UTC);
        };
    }

    private static LocalDateTime local(long micros) {
        Instant instant = Instant.ofEpochSecond(
                Math.floorDiv(micros, 1_000_000L), TimeUnit.MICROSECONDS.toNanos(Math.floorMod(micros, 1_000_000L)));
        return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    }

    private static String arrayType(Type element) {
        return switch (element.kind()) {
            case BOOLEAN -> "bool";
            case SMALLINT -> "int2";
            case INT -> "int4";
            case BIGINT -> "int8";
            case FLOAT -> "float4";
            case DOUBLE -> "float8";
            case DECIMAL -> "numeric";
            case DATE -> "date";
            case TIMESTAMP -> "timestamp";
            default -> "text";
        };
    }

    private static Object[] elements(byte[] data, int from, int length, Type type) {
        int count = Nested.count(data, from, length);
        BatchBuilder builder = new BatchBuilder(new Schema(List.of(new Column("element", type))), count);
        @Nullable Object[] values = new Object[count];
        for (int i = 0; i < count; i++) {
            NestedReader.appendElement(builder.column(0), data, from, length, i, type.storage());
            Vector vector = builder.column(0).vector();
            values[i] = vector.isNull(i)
                    ? null
                    : switch (type.storage()) {
                        case BOOLEAN -> builder.booleans(0).get(i);
                        case LONG -> whole(builder.longs(0).get(i), type);
                        case DOUBLE -> floating(builder.doubles(0).get(i), type);
                        case DECIMAL -> builder.decimals(0).get(i, type.scale());
                        case BYTES -> builder.bytes(0).getString(i);
                    };
        }
        return values;
    }

    private static Object whole(long value, Type type) {
        return switch (type.kind()) {
            case SMALLINT -> (short) value;
            case INT -> (int) value;
            case BIGINT -> value;
            // The driver writes these as the server reads them.
            case DATE -> LocalDate.ofEpochDay(value).toString();
            default -> local(value).toString().replace('T', ' ');
        };
    }

    private static Object floating(double value, Type type) {
        return type.kind() == Kind.FLOAT ? (Object) (float) value : (Object) value;
    }
}
