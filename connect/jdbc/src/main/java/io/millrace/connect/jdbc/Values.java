package io.millrace.connect.jdbc;

import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.batch.DecimalVector;
import io.millrace.core.nested.NestedWriter;
import io.millrace.core.text.ValueParser;
import io.millrace.core.type.Column;
import io.millrace.core.type.Kind;
import io.millrace.core.type.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Reads values of a result. SQLite, which knows no times, has them as text, or as milliseconds since 1970. */
final class Values {
    private static final long MICROS_PER_DAY = 86_400_000_000L;
    private static final long[] UNITS = {1_000_000, 100_000, 10_000, 1_000, 100, 10, 1};

    private final Dialect dialect;
    private final ValueParser parser = new ValueParser();
    private final NestedWriter nested = new NestedWriter();

    Values(Dialect dialect) {
        this.dialect = dialect;
    }

    /** A value is none of its column's type. */
    static final class Unfit extends Exception {
        Unfit(Column column, String reason) {
            super("column '" + column.name() + "' " + reason, null, false, false);
        }
    }

    /** Whether a column of a database can have a type. */
    static boolean fits(Type type, Dialect dialect) {
        return switch (type.kind()) {
            case BOOLEAN,
                    TINYINT,
                    SMALLINT,
                    INT,
                    BIGINT,
                    FLOAT,
                    DOUBLE,
                    DECIMAL,
                    CHAR,
                    VARCHAR,
                    BINARY,
                    VARBINARY,
                    DATE,
                    TIME,
                    TIMESTAMP,
                    TIMESTAMP_LTZ -> true;
            case ARRAY ->
                dialect == Dialect.POSTGRESQL && isElement(type.child(0).kind());
            default -> false;
        };
    }

    private static boolean isElement(Kind kind) {
        return kind == Kind.BOOLEAN
                || kind.isInteger() && kind != Kind.TINYINT
                || kind.isFloating()
                || kind == Kind.DECIMAL
                || kind.isText()
                || kind == Kind.DATE
                || kind == Kind.TIMESTAMP;
    }

    /**
     * Appends a value to a column of a batch.
     *
     * @throws Unfit when it does not fit; then nothing was appended
     */
    void read(ResultSet result, int index, Column column, BatchBuilder builder, int target) throws SQLException, Unfit {
        Type type = column.type();
        switch (type.storage()) {
            case BOOLEAN -> {
                boolean value = result.getBoolean(index);
                if (isThere(result.wasNull(), column, builder, target)) {
                    builder.booleans(target).append(value);
                }
            }
            case LONG -> {
                Long value = type.kind().isInteger() ? integer(result, index, column) : time(result, index, column);
                if (isThere(value == null, column, builder, target) && value != null) {
                    builder.longs(target).append(value);
                }
            }
            case DOUBLE -> {
                double value = result.getDouble(index);
                if (isThere(result.wasNull(), column, builder, target)) {
                    builder.doubles(target).append(type.kind() == Kind.FLOAT ? (float) value : value);
                }
            }
            case DECIMAL -> {
                BigDecimal value = decimal(result, index);
                if (isThere(value == null, column, builder, target) && value != null) {
                    builder.decimals(target).append(unscaled(value, column));
                }
            }
            case BYTES -> {
                byte[] value = bytes(result, index, column);
                if (isThere(value == null, column, builder, target) && value != null) {
                    builder.bytes(target).append(value, 0, value.length);
                }
            }
        }
    }

    private static boolean isThere(boolean isNull, Column column, BatchBuilder builder, int target) throws Unfit {
        if (!isNull) {
            return true;
        } else if (!column.type().nullable()) {
            throw new Unfit(column, "is NOT NULL, but there is no value");
        }
        builder.column(target).appendNull();
        return false;
    }

    private static @Nullable Long integer(ResultSet result, int index, Column column) throws SQLException, Unfit {
        long value = result.getLong(index);
        if (result.wasNull()) {
            return null;
        }
        boolean good = switch (column.type().kind()) {
            case TINYINT -> value == (byte) value;
            case SMALLINT -> value == (short) value;
            case INT -> value == (int) value;
            default -> true;
        };
        if (!good) {
            throw unfit(column, value);
        }
        return value;
    }

    private static Unfit unfit(Column column, Object value) {
        String text = String.valueOf(value);
        return new Unfit(
                column,
                "'" + (text.length() > 40 ? text.substring(0, 40) + "…" : text) + "' is no "
                        + column.type().sql());
    }

    private @Nullable BigDecimal decimal(ResultSet result, int index) throws SQLException {
        if (dialect != Dialect.SQLITE) {
            return result.getBigDecimal(index);
        }
        String text = result.getString(index);
        try {
            return text == null ? null : new BigDecimal(text.strip());
        } catch (NumberFormatException e) {
            throw new SQLException("'" + text + "' is no number", "22018");
        }
    }

    private static BigInteger unscaled(BigDecimal value, Column column) throws Unfit {
        Type type = column.type();
        if (value.scale() < -1000 || value.scale() > 100_000) {
            throw unfit(column, value);
        }
        BigDecimal scaled = value.setScale(type.scale(), RoundingMode.HALF_UP);
        if (scaled.precision() > type.precision() && scaled.signum() != 0) {
            throw unfit(column, value.toPlainString());
        }
        return scaled.unscaledValue();
    }

    private byte @Nullable [] bytes(ResultSet result, int index, Column column) throws SQLException, Unfit {
        Type type = column.type();
        if (type.kind() == Kind.ARRAY) {
            java.sql.Array array = result.getArray(index);
            return array == null ? null : array((Object[]) array.getArray(), column);
        } else if (type.kind().isText()) {
            String text = result.getString(index);
            return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
        }
        return result.getBytes(index);
    }

    private byte[] array(Object[] elements, Column column) throws Unfit {
        Type type = column.type().child(0);
        Column element = new Column(column.name() + "[]", type);
        nested.clear().beginArray(type.storage());
        for (Object value : elements) {
            if (value == null) {
                nested.writeNull();
                continue;
            }
            try {
                switch (type.storage()) {
                    case BOOLEAN -> nested.writeBoolean((Boolean) value);
                    case LONG -> nested.writeLong(whole(value));
                    case DOUBLE -> nested.writeDouble(((Number) value).doubleValue());
                    case DECIMAL -> {
                        BigInteger unscaled = unscaled((BigDecimal) value, element);
                        nested.writeDecimal(DecimalVector.highOf(unscaled), unscaled.longValue());
                    }
                    case BYTES -> {
                        byte[] text = value.toString().getBytes(StandardCharsets.UTF_8);
                        nested.writeBytes(text, 0, text.length);
                    }
                }
            } catch (ClassCastException e) {
                throw unfit(element, value);
            }
        }
        nested.end();
        byte[] written = new byte[nested.length()];
        System.arraycopy(nested.data(), 0, written, 0, written.length);
        return written;
    }

    private static long whole(Object value) {
        if (value instanceof java.sql.Date date) {
            return date.toLocalDate().toEpochDay();
        } else if (value instanceof Timestamp timestamp) {
            return micros(timestamp.toLocalDateTime());
        }
        return ((Number) value).longValue();
    }

    private static long micros(LocalDateTime time) {
        return Math.addExact(
                Math.multiplyExact(time.toLocalDate().toEpochDay(), MICROS_PER_DAY),
                time.toLocalTime().toNanoOfDay() / 1000);
    }

    private @Nullable Long time(ResultSet result, int index, Column column) throws SQLException, Unfit {
        try {
            Long value = dialect == Dialect.SQLITE ? parsed(result, index, column) : given(result, index, column);
            boolean timestamp = column.type().kind().isTimestamp();
            return value == null || !timestamp
                    ? value
                    : Long.valueOf(
                            value - Math.floorMod(value, UNITS[column.type().precision()]));
        } catch (ArithmeticException e) {
            throw new Unfit(column, "has a time that is out of range");
        }
    }

    private static @Nullable Long given(ResultSet result, int index, Column column) throws SQLException {
        return switch (column.type().kind()) {
            case DATE -> {
                LocalDate date = result.getObject(index, LocalDate.class);
                yield date == null ? null : Long.valueOf(date.toEpochDay());
            }
            case TIME -> {
                LocalTime time = result.getObject(index, LocalTime.class);
                yield time == null ? null : Long.valueOf(time.toNanoOfDay() / 1_000_000);
            }
            case TIMESTAMP -> {
                LocalDateTime time = result.getObject(index, LocalDateTime.class);
                yield time == null ? null : Long.valueOf(micros(time));
            }
            default -> {
                OffsetDateTime time = result.getObject(index, OffsetDateTime.class);
                yield time == null ? null : Long.valueOf(ChronoUnit.MICROS.between(Instant.EPOCH, time.toInstant()));
            }
        };
    }

    private @Nullable Long parsed(ResultSet result, int index, Column column) throws SQLException, Unfit {
        String text = result.getString(index);
        if (text == null) {
            return null;
        }
        byte[] bytes = text.strip().getBytes(StandardCharsets.UTF_8);
        Kind kind = column.type().kind();
        boolean good = switch (kind) {
            case DATE -> parser.parseDate(bytes, 0, bytes.length);
            case TIME -> parser.parseTime(bytes, 0, bytes.length);
            case TIMESTAMP -> parser.parseTimestamp(bytes, 0, bytes.length);
            default -> parser.parseInstant(bytes, 0, bytes.length, ZoneOffset.UTC);
        };
        if (good) {
            return parser.longValue();
        } else if (!parser.parseLong(bytes, 0, bytes.length)) {
            throw unfit(column, text);
        }
        long millis = parser.longValue();
        return switch (kind) {
            case DATE -> Math.floorDiv(millis, 86_400_000L);
            case TIME -> Math.floorMod(millis, 86_400_000L);
            default -> Math.multiplyExact(millis, 1000L);
        };
    }
}
