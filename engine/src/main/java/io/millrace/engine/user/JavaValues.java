package io.millrace.engine.user;

import io.millrace.core.type.Kind;
import io.millrace.core.type.Type;
import io.millrace.engine.value.Decimal;
import io.millrace.engine.value.Utf8;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Values of SQL as objects of Java, in the classes that Flink has for them. An object of ours, as compiled code boxes it,
 * is a Boolean, a Long, a Double, a {@link Utf8} or a {@link Decimal}, whatever the type.
 */
final class JavaValues {
    private static final long MICROS = 1_000_000;
    private static final long NANOS_OF_MILLI = 1_000_000;

    private static final Map<Class<?>, Type> TYPES = Map.ofEntries(
            Map.entry(boolean.class, Type.BOOLEAN.notNull()),
            Map.entry(Boolean.class, Type.BOOLEAN),
            Map.entry(byte.class, Type.TINYINT.notNull()),
            Map.entry(Byte.class, Type.TINYINT),
            Map.entry(short.class, Type.SMALLINT.notNull()),
            Map.entry(Short.class, Type.SMALLINT),
            Map.entry(int.class, Type.INT.notNull()),
            Map.entry(Integer.class, Type.INT),
            Map.entry(long.class, Type.BIGINT.notNull()),
            Map.entry(Long.class, Type.BIGINT),
            Map.entry(float.class, Type.FLOAT.notNull()),
            Map.entry(Float.class, Type.FLOAT),
            Map.entry(double.class, Type.DOUBLE.notNull()),
            Map.entry(Double.class, Type.DOUBLE),
            Map.entry(String.class, Type.STRING),
            Map.entry(byte[].class, Type.BYTES),
            Map.entry(LocalDate.class, Type.DATE),
            Map.entry(LocalDateTime.class, Type.timestamp(6)),
            Map.entry(Instant.class, Type.timestampLtz(6)));

    private JavaValues() {}

    /** The type that a class stands for without a hint; empty for those that stand for several, and for all others. */
    static Optional<Type> type(Class<?> type) {
        return Optional.ofNullable(TYPES.get(type));
    }

    /** The class that a type is handed over as. */
    static Optional<Class<?>> boxed(Type type) {
        return Optional.ofNullable(
                switch (type.kind()) {
                    case BOOLEAN -> Boolean.class;
                    case TINYINT -> Byte.class;
                    case SMALLINT -> Short.class;
                    case INT -> Integer.class;
                    case BIGINT -> Long.class;
                    case FLOAT -> Float.class;
                    case DOUBLE -> Double.class;
                    case DECIMAL -> BigDecimal.class;
                    case CHAR, VARCHAR -> String.class;
                    case BINARY, VARBINARY -> byte[].class;
                    case DATE -> LocalDate.class;
                    case TIME -> LocalTime.class;
                    case TIMESTAMP -> LocalDateTime.class;
                    case TIMESTAMP_LTZ -> Instant.class;
                    default -> null;
                });
    }

    /** A value of ours as an object of Java. */
    static Object toJava(Object value, Type type) {
        if (value instanceof Long number) {
            long n = number;
            return switch (type.kind()) {
                case TINYINT -> (byte) n;
                case SMALLINT -> (short) n;
                case INT -> (int) n;
                case DATE -> LocalDate.ofEpochDay(n);
                case TIME -> LocalTime.ofNanoOfDay(n * NANOS_OF_MILLI);
                case TIMESTAMP ->
                    LocalDateTime.ofEpochSecond(
                            Math.floorDiv(n, MICROS), (int) Math.floorMod(n, MICROS) * 1000, ZoneOffset.UTC);
                case TIMESTAMP_LTZ -> Instant.ofEpochSecond(Math.floorDiv(n, MICROS), Math.floorMod(n, MICROS) * 1000L);
                default -> number;
            };
        } else if (value instanceof Double number) {
            return type.kind() == Kind.FLOAT ? (Object) number.floatValue() : number;
        } else if (value instanceof Utf8 text) {
            return type.kind().isText() ? text.toString() : text.toBytes();
        } else if (value instanceof Decimal decimal) {
            return decimal.toBigDecimal(type.scale());
        }
        return value;
    }

    /** An object of Java as a long of ours; only for types that are held as one. */
    static long toLong(Object value) {
        if (value instanceof LocalDate date) {
            return date.toEpochDay();
        } else if (value instanceof LocalTime time) {
            return time.toNanoOfDay() / NANOS_OF_MILLI;
        } else if (value instanceof LocalDateTime time) {
            return ChronoUnit.MICROS.between(LocalDateTime.ofEpochSecond(0, 0, ZoneOffset.UTC), time);
        } else if (value instanceof Instant instant) {
            return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), MICROS), instant.getNano() / 1000);
        }
        return ((Number) value).longValue();
    }

    /** An object of Java as bytes of ours. */
    static Utf8 toUtf8(Utf8 out, Object value) {
        out.clear();
        if (value instanceof byte[] bytes) {
            return out.append(bytes, 0, bytes.length);
        }
        return out.append((CharSequence) value);
    }

    /** An object of Java as a decimal of ours; null when it has too many digits. */
    static @Nullable Decimal toDecimal(Decimal out, Object value, Type type) {
        return Decimal.from(out, (BigDecimal) value, type.precision(), type.scale());
    }
}
