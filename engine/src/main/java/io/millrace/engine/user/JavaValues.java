package io.millrace.engine.user;

import io.millrace.core.type.Kind;
import io.millrace.core.type.Type;
import io.millrace.engine.value.Decimal;
import io.millrace.engine.value.Utf8;
import java.lang.invoke.MethodType;
import java.math.BigDecimal;
import java.sql.Date;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
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
    private static final long NANOS_OF_MICRO = 1000;

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
            Map.entry(LocalTime.class, Type.TIME),
            Map.entry(LocalDateTime.class, Type.timestamp(6)),
            Map.entry(Instant.class, Type.timestampLtz(6)),
            Map.entry(Date.class, Type.DATE),
            Map.entry(Time.class, Type.TIME),
            Map.entry(Timestamp.class, Type.timestamp(6)),
            Map.entry(Duration.class, new Type(Kind.INTERVAL_SECOND, 0, 0, true)),
            Map.entry(Period.class, new Type(Kind.INTERVAL_MONTH, 0, 0, true)));

    private JavaValues() {}

    /** The type that a class stands for without a hint; empty for those that stand for several, and for all others. */
    static Optional<Type> type(Class<?> type) {
        return Optional.ofNullable(TYPES.get(type));
    }

    /** The class that a type is handed over as, unless another one is wanted. */
    private static Class<?> usual(Type type) {
        return switch (type.kind()) {
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
            case INTERVAL_SECOND -> Duration.class;
            case INTERVAL_MONTH -> Period.class;
            case MAP, MULTISET -> Map.class;
            case ARRAY, ROW, BITMAP, VARIANT, NULL -> Object.class;
        };
    }

    /** As the other, with Flink's Row and arrays of what is usual. */
    static Class<?> usual(Type type, ClassLoader loader) {
        return switch (type.kind()) {
            case ROW -> RowClass.seenBy(loader);
            case ARRAY -> usual(type.child(0), loader).arrayType();
            default -> usual(type);
        };
    }

    /** How well a parameter or result of a class suits a type: 2 as it is usual, 1 otherwise, 0 not at all. */
    static int suits(Class<?> java, Type type) {
        Class<?> boxed = MethodType.methodType(java).wrap().returnType();
        boolean suits = switch (type.kind()) {
            case ARRAY -> boxed.isArray() && boxed != byte[].class || boxed == List.class;
            case ROW -> RowClass.isOne(boxed) || JavaStructure.isOne(boxed);
            case DATE -> boxed == Date.class || boxed == Integer.class;
            case TIME -> boxed == Time.class || boxed == Integer.class;
            case TIMESTAMP -> boxed == Timestamp.class;
            case TIMESTAMP_LTZ -> boxed == Timestamp.class || boxed == Long.class || boxed == Integer.class;
            case INTERVAL_SECOND -> boxed == Long.class;
            case INTERVAL_MONTH -> boxed == Integer.class;
            default -> false;
        };
        boolean nested = type.kind() == Kind.ARRAY || type.kind() == Kind.ROW;
        if (suits) {
            return nested ? 2 : 1;
        } else if (boxed == Object.class) {
            return 1;
        }
        return !nested && boxed.isAssignableFrom(usual(type)) ? 2 : 0;
    }

    /** A value of ours that is not nested as an object of a class that {@link #suits} its type. */
    static Object toJava(Object value, Type type, Class<?> wanted) {
        if (value instanceof Long number) {
            return toJava(
                    (long) number, type, MethodType.methodType(wanted).wrap().returnType());
        } else if (value instanceof Double number) {
            return type.kind() == Kind.FLOAT ? (Object) number.floatValue() : number;
        } else if (value instanceof Utf8 text) {
            return type.kind().isText() ? text.toString() : text.toBytes();
        } else if (value instanceof Decimal decimal) {
            return decimal.toBigDecimal(type.scale());
        }
        return value;
    }

    private static Object toJava(long n, Type type, Class<?> wanted) {
        return switch (type.kind()) {
            case TINYINT -> (byte) n;
            case SMALLINT -> (short) n;
            case INT -> (int) n;
            case DATE ->
                wanted == Integer.class
                        ? (Object) (int) n
                        : wanted == Date.class ? Date.valueOf(LocalDate.ofEpochDay(n)) : LocalDate.ofEpochDay(n);
            case TIME -> time(n, wanted);
            case TIMESTAMP -> {
                LocalDateTime time = LocalDateTime.ofEpochSecond(
                        Math.floorDiv(n, MICROS), (int) Math.floorMod(n, MICROS) * 1000, ZoneOffset.UTC);
                yield wanted == Timestamp.class ? Timestamp.valueOf(time) : time;
            }
            case TIMESTAMP_LTZ -> instant(n, wanted);
            case INTERVAL_SECOND -> wanted == Long.class ? (Object) n : Duration.ofMillis(n);
            case INTERVAL_MONTH -> wanted == Integer.class ? (Object) (int) n : Period.ofMonths((int) n);
            default -> n;
        };
    }

    private static Object time(long millis, Class<?> wanted) {
        LocalTime time = LocalTime.ofNanoOfDay(millis * NANOS_OF_MILLI);
        return wanted == Integer.class ? (Object) (int) millis : wanted == Time.class ? Time.valueOf(time) : time;
    }

    private static Object instant(long micros, Class<?> wanted) {
        Instant instant = Instant.ofEpochSecond(Math.floorDiv(micros, MICROS), Math.floorMod(micros, MICROS) * 1000L);
        if (wanted == Long.class) {
            return instant.toEpochMilli();
        } else if (wanted == Integer.class) {
            return (int) instant.getEpochSecond();
        }
        return wanted == Timestamp.class ? Timestamp.from(instant) : instant;
    }

    /** An object of Java as a long of ours; only for types that are held as one. */
    static long toLong(Object value, Type type) {
        if (value instanceof Number number) {
            return type.kind() == Kind.TIMESTAMP_LTZ
                    ? Math.multiplyExact(number.longValue(), value instanceof Integer ? MICROS : MICROS / 1000)
                    : number.longValue();
        } else if (value instanceof Timestamp time) {
            return type.kind() == Kind.TIMESTAMP_LTZ
                    ? toLong(time.toInstant(), type)
                    : toLong(time.toLocalDateTime(), type);
        } else if (value instanceof Duration duration) {
            return duration.toMillis();
        } else if (value instanceof Period period) {
            return period.toTotalMonths();
        } else if (value instanceof Instant instant) {
            return Math.addExact(
                    Math.multiplyExact(instant.getEpochSecond(), MICROS), instant.getNano() / NANOS_OF_MICRO);
        }
        return local(value);
    }

    private static long local(Object value) {
        if (value instanceof LocalDate date) {
            return date.toEpochDay();
        } else if (value instanceof Date date) {
            return date.toLocalDate().toEpochDay();
        } else if (value instanceof Time time) {
            return local(time.toLocalTime());
        } else if (value instanceof LocalTime time) {
            return time.toNanoOfDay() / NANOS_OF_MILLI;
        }
        return ChronoUnit.MICROS.between(LocalDateTime.ofEpochSecond(0, 0, ZoneOffset.UTC), (LocalDateTime) value);
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
