package io.millrace.testkit;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.batch.BooleanVector;
import io.millrace.core.batch.BytesVector;
import io.millrace.core.batch.DecimalVector;
import io.millrace.core.batch.DoubleVector;
import io.millrace.core.batch.LongVector;
import io.millrace.core.batch.Vector;
import io.millrace.core.type.Kind;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows as lists of plain Java values, to batches and back. By type: Boolean; Integer or Long for whole numbers and
 * intervals; Float or Double; BigDecimal; String; byte[]; LocalDate; LocalTime; LocalDateTime for TIMESTAMP; Instant for
 * TIMESTAMP_LTZ. Going in, any whole number does for each type that is held as a long, in that type's unit.
 */
public final class Rows {
    private Rows() {}

    /** One row; values may be null. */
    public static List<@Nullable Object> row(@Nullable Object... values) {
        return new ArrayList<>(Arrays.asList(values));
    }

    /** A batch of rows of weight +1. */
    public static Batch batch(Schema schema, List<List<@Nullable Object>> rows) {
        BatchBuilder builder = new BatchBuilder(schema, rows.size());
        for (List<@Nullable Object> row : rows) {
            append(builder, schema, 1, row);
        }
        return builder.build();
    }

    /** Adds one row. */
    public static void append(BatchBuilder builder, Schema schema, long weight, List<@Nullable Object> row) {
        if (row.size() != schema.size()) {
            throw new IllegalArgumentException(row + " is no row of " + schema);
        }
        for (int i = 0; i < schema.size(); i++) {
            append(builder.column(i), schema.type(i), row.get(i));
        }
        builder.endRow(weight);
    }

    private static void append(Vector.Writable column, Type type, @Nullable Object value) {
        if (value == null) {
            column.appendNull();
        } else if (column instanceof BooleanVector booleans) {
            booleans.append((Boolean) value);
        } else if (column instanceof DoubleVector doubles) {
            doubles.append(((Number) value).doubleValue());
        } else if (column instanceof DecimalVector decimals) {
            BigDecimal decimal = new BigDecimal(value.toString());
            decimals.append(decimal.setScale(type.scale(), RoundingMode.HALF_UP).unscaledValue());
        } else if (column instanceof BytesVector bytes) {
            byte[] content =
                    value instanceof byte[] raw ? raw : value.toString().getBytes(StandardCharsets.UTF_8);
            bytes.append(content, 0, content.length);
        } else {
            ((LongVector) column).append(toLong(value));
        }
    }

    private static long toLong(Object value) {
        if (value instanceof LocalDate date) {
            return date.toEpochDay();
        } else if (value instanceof LocalTime time) {
            return time.toNanoOfDay() / 1_000_000;
        } else if (value instanceof LocalDateTime moment) {
            return ChronoUnit.MICROS.between(Instant.EPOCH, moment.toInstant(ZoneOffset.UTC));
        } else if (value instanceof Instant instant) {
            return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
        }
        return ((Number) value).longValue();
    }

    /** The rows of a batch, without their weights. */
    public static List<List<@Nullable Object>> of(Batch batch, Schema schema) {
        List<List<@Nullable Object>> rows = new ArrayList<>(batch.size());
        for (int row = 0; row < batch.size(); row++) {
            List<@Nullable Object> values = new ArrayList<>(schema.size());
            for (int i = 0; i < schema.size(); i++) {
                values.add(value(batch.column(i), row, schema.type(i)));
            }
            rows.add(values);
        }
        return rows;
    }

    /** One value. */
    public static @Nullable Object value(Vector vector, int row, Type type) {
        if (vector.isNull(row)) {
            return null;
        }
        Vector flat = vector.flat();
        return switch (type.storage()) {
            case BOOLEAN -> ((BooleanVector) flat).get(row);
            case LONG -> ofLong(((LongVector) flat).get(row), type.kind());
            case DOUBLE -> ofDouble(((DoubleVector) flat).values()[row], type.kind());
            case DECIMAL -> ((DecimalVector) flat).get(row, type.scale());
            case BYTES ->
                type.kind().isText() ? ((BytesVector) flat).getString(row) : ((BytesVector) flat).getBytes(row);
        };
    }

    private static Object ofDouble(double value, Kind kind) {
        if (kind == Kind.FLOAT) {
            return (float) value;
        }
        return value;
    }

    private static Object ofLong(long value, Kind kind) {
        return switch (kind) {
            case TINYINT, SMALLINT, INT -> (int) value;
            case DATE -> LocalDate.ofEpochDay(value);
            case TIME -> LocalTime.ofNanoOfDay(value * 1_000_000);
            case TIMESTAMP -> LocalDateTime.ofInstant(Instant.EPOCH.plus(value, ChronoUnit.MICROS), ZoneOffset.UTC);
            case TIMESTAMP_LTZ -> Instant.EPOCH.plus(value, ChronoUnit.MICROS);
            default -> value;
        };
    }
}
