package io.millrace.engine.user;

import io.millrace.core.state.StateInput;
import io.millrace.core.state.StateOutput;
import java.math.BigDecimal;
import java.math.BigInteger;
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
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Objects that are a value: numbers, texts, times, constants of an enum. */
@SuppressWarnings("JavaUtilDate") // Accumulators of users have what they have.
final class KeptValues {
    private static final Map<Class<?>, JavaKeeping> KNOWN = new HashMap<>();

    static {
        put(boolean.class, Boolean.class, (value, out) -> out.writeBoolean(value), StateInput::readBoolean);
        put(byte.class, Byte.class, (value, out) -> out.writeByte(value), in -> (byte) in.readByte());
        put(short.class, Short.class, (value, out) -> out.writeSigned(value), in -> (short) in.readSigned());
        put(int.class, Integer.class, (value, out) -> out.writeSigned(value), in -> (int) in.readSigned());
        put(long.class, Long.class, (value, out) -> out.writeSigned(value), StateInput::readSigned);
        put(char.class, Character.class, (value, out) -> out.writeNumber(value), in -> (char) in.readNumber());
        put(
                float.class,
                Float.class,
                (value, out) -> out.writeInt(Float.floatToRawIntBits(value)),
                in -> Float.intBitsToFloat(in.readInt()));
        put(double.class, Double.class, (value, out) -> out.writeDouble(value), StateInput::readDouble);
        put(String.class, (value, out) -> out.writeText(value), StateInput::readText);
        put(
                StringBuilder.class,
                (value, out) -> out.writeText(value.toString()),
                in -> new StringBuilder(in.readText()));
        put(byte[].class, (value, out) -> out.writeBytes(value, 0, value.length), StateInput::readBytes);
        put(BigInteger.class, KeptValues::write, in -> new BigInteger(in.readBytes()));
        put(BigDecimal.class, KeptValues::write, in -> {
            int scale = (int) in.readSigned();
            return new BigDecimal(new BigInteger(in.readBytes()), scale);
        });
        put(UUID.class, KeptValues::write, in -> new UUID(in.readLong(), in.readLong()));
        put(BitSet.class, KeptValues::write, in -> BitSet.valueOf(in.readBytes()));
        put(LocalDate.class, KeptValues::write, KeptValues::readDate);
        put(LocalTime.class, KeptValues::write, KeptValues::readTime);
        put(
                LocalDateTime.class,
                (value, out) -> {
                    write(value.toLocalDate(), out);
                    write(value.toLocalTime(), out);
                },
                in -> LocalDateTime.of(readDate(in), readTime(in)));
        put(
                Instant.class,
                (value, out) -> {
                    out.writeSigned(value.getEpochSecond());
                    out.writeNumber(value.getNano());
                },
                in -> Instant.ofEpochSecond(in.readSigned(), in.readNumber()));
        put(
                Duration.class,
                (value, out) -> {
                    out.writeSigned(value.getSeconds());
                    out.writeNumber(value.getNano());
                },
                in -> Duration.ofSeconds(in.readSigned(), in.readNumber()));
        put(Period.class, (value, out) -> out.writeText(value.toString()), in -> Period.parse(in.readText()));
        put(ZoneOffset.class, (value, out) -> out.writeText(value.getId()), in -> ZoneOffset.of(in.readText()));
        put(
                java.util.Date.class,
                (value, out) -> out.writeLong(value.getTime()),
                in -> new java.util.Date(in.readLong()));
        put(Date.class, (value, out) -> out.writeLong(value.getTime()), in -> new Date(in.readLong()));
        put(Time.class, (value, out) -> out.writeLong(value.getTime()), in -> new Time(in.readLong()));
        put(Timestamp.class, KeptValues::write, in -> {
            Timestamp made = new Timestamp(in.readLong());
            made.setNanos((int) in.readNumber());
            return made;
        });
    }

    private KeptValues() {}

    private static <T> void put(
            Class<?> primitive, Class<T> boxed, BiConsumer<T, StateOutput> writer, Function<StateInput, T> reader) {
        put(boxed, writer, reader);
        JavaKeeping keeping = KNOWN.get(boxed);
        if (keeping != null) {
            KNOWN.put(primitive, keeping);
        }
    }

    private static <T> void put(Class<T> java, BiConsumer<T, StateOutput> writer, Function<StateInput, T> reader) {
        KNOWN.put(java, new JavaKeeping() {
            @Override
            public void write(Object value, StateOutput out) {
                writer.accept(java.cast(value), out);
            }

            @Override
            public Object read(StateInput in, @Nullable Object fresh) {
                return reader.apply(in);
            }
        });
    }

    /** How a value is kept; null when it is none. */
    static @Nullable JavaKeeping of(Class<?> java) {
        return java.isEnum() ? constants(java) : KNOWN.get(java);
    }

    private static JavaKeeping constants(Class<?> java) {
        Map<String, Object> constants = new HashMap<>();
        for (Object constant : java.getEnumConstants()) {
            constants.put(((Enum<?>) constant).name(), constant);
        }
        return new JavaKeeping() {
            @Override
            public void write(Object value, StateOutput out) {
                out.writeText(((Enum<?>) value).name());
            }

            @Override
            public Object read(StateInput in, @Nullable Object fresh) {
                String name = in.readText();
                Object constant = constants.get(name);
                if (constant == null) {
                    throw new StateInput.DamagedStateException(java.getName() + " has no constant " + name);
                }
                return constant;
            }
        };
    }

    private static void write(BigInteger value, StateOutput out) {
        byte[] bytes = value.toByteArray();
        out.writeBytes(bytes, 0, bytes.length);
    }

    private static void write(BigDecimal value, StateOutput out) {
        out.writeSigned(value.scale());
        write(value.unscaledValue(), out);
    }

    private static void write(UUID value, StateOutput out) {
        out.writeLong(value.getMostSignificantBits());
        out.writeLong(value.getLeastSignificantBits());
    }

    private static void write(BitSet value, StateOutput out) {
        byte[] bytes = value.toByteArray();
        out.writeBytes(bytes, 0, bytes.length);
    }

    private static void write(LocalDate value, StateOutput out) {
        out.writeSigned(value.toEpochDay());
    }

    private static LocalDate readDate(StateInput in) {
        return LocalDate.ofEpochDay(in.readSigned());
    }

    private static void write(LocalTime value, StateOutput out) {
        out.writeNumber(value.toNanoOfDay());
    }

    private static LocalTime readTime(StateInput in) {
        return LocalTime.ofNanoOfDay(in.readNumber());
    }

    private static void write(Timestamp value, StateOutput out) {
        out.writeLong(value.getTime());
        out.writeNumber(value.getNanos());
    }
}
