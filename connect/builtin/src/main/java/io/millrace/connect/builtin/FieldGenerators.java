package io.millrace.connect.builtin;

import io.millrace.core.batch.BooleanVector;
import io.millrace.core.batch.BytesVector;
import io.millrace.core.batch.DecimalVector;
import io.millrace.core.batch.DoubleVector;
import io.millrace.core.batch.LongVector;
import io.millrace.core.batch.Vector;
import io.millrace.core.connect.Quantities;
import io.millrace.core.connect.TableOptions;
import io.millrace.core.error.ConnectorException;
import io.millrace.core.text.ValueParser;
import io.millrace.core.type.Column;
import io.millrace.core.type.Kind;
import io.millrace.core.type.Storage;
import io.millrace.core.type.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes generators from options. */
final class FieldGenerators {
    private static final int DEFAULT_LENGTH = 100;
    private static final int LONGEST = 1 << 20;
    private static final int DEFAULT_ELEMENTS = 3;
    private static final int MOST_ELEMENTS = 10_000;
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private final Column column;
    private final Type type;
    private final TableOptions options;
    private final long seed;

    private FieldGenerators(Column column, TableOptions options, long seed) {
        this.column = column;
        this.type = column.type();
        this.options = options;
        this.seed = FieldGenerator.random(seed, column.name().hashCode());
    }

    static FieldGenerator of(Column column, TableOptions options, long seed) {
        FieldGenerators maker = new FieldGenerators(column, options, seed);
        String kind = maker.text("kind").orElse("random");
        return switch (kind) {
            case "random" -> maker.withNulls(maker.random());
            case "sequence" -> maker.sequence();
            default -> throw maker.wrong("kind", kind, "it takes random or sequence");
        };
    }

    private String optionName(String option) {
        return "fields." + column.name() + "." + option;
    }

    private Optional<String> text(String option) {
        return options.text(optionName(option));
    }

    private ConnectorException wrong(String option, String value, String hint) {
        return new ConnectorException("option '" + optionName(option) + "' is '" + value + "'", hint);
    }

    private Optional<BigDecimal> number(String option) {
        Optional<String> value = text(option);
        try {
            return value.map(String::trim).map(BigDecimal::new);
        } catch (NumberFormatException e) {
            throw wrong(option, value.orElse(""), "it takes a number");
        }
    }

    private long whole(String option, long defaultValue) {
        Optional<BigDecimal> value = number(option);
        try {
            return value.isPresent() ? value.get().longValueExact() : defaultValue;
        } catch (ArithmeticException e) {
            throw wrong(option, value.get().toPlainString(), "it takes a whole number");
        }
    }

    private FieldGenerator random() {
        return switch (type.kind()) {
            case BOOLEAN ->
                (out, from, to, now) -> {
                    for (long row = from; row < to; row++) {
                        ((BooleanVector) out).append(FieldGenerator.random(seed, row) < 0);
                    }
                };
            case TINYINT -> longs(Byte.MIN_VALUE, Byte.MAX_VALUE);
            case SMALLINT -> longs(Short.MIN_VALUE, Short.MAX_VALUE);
            case INT -> longs(Integer.MIN_VALUE, Integer.MAX_VALUE);
            case BIGINT -> longs(Long.MIN_VALUE, Long.MAX_VALUE);
            case INTERVAL_MONTH -> longs(0, 120_000);
            case INTERVAL_SECOND -> longs(0, 1_000_000_000L);
            case TIME -> longs(0, 86_399_999);
            case FLOAT -> doubles(-Float.MAX_VALUE, Float.MAX_VALUE);
            case DOUBLE -> doubles(-Double.MAX_VALUE, Double.MAX_VALUE);
            case DECIMAL -> decimals();
            case CHAR, VARCHAR, BINARY, VARBINARY -> bytes();
            case DATE, TIMESTAMP, TIMESTAMP_LTZ -> past();
            case ARRAY, MAP, MULTISET, ROW -> nested();
            case BITMAP, VARIANT ->
                throw new ConnectorException(
                        "datagen makes no values of type " + type.sql(),
                        "generate plain columns, and make a view with ROW(...) or ARRAY[...] of them");
            case NULL -> (out, from, to, now) -> appendNulls(out, to - from);
        };
    }

    private FieldGenerator nested() {
        long length = type.kind() == Kind.ROW ? 1 : whole("length", DEFAULT_ELEMENTS);
        if (length < 0 || length > MOST_ELEMENTS) {
            throw wrong("length", Long.toString(length), "it takes 0 to " + MOST_ELEMENTS);
        }
        List<FieldGenerator> parts = new ArrayList<>();
        for (Column part : NestedGenerator.parts(type)) {
            FieldGenerator generator = of(new Column(column.name() + "." + part.name(), part.type()), options, seed);
            if (generator.rows() != Long.MAX_VALUE) {
                throw new ConnectorException(
                        "'" + column.name() + "." + part.name() + "' cannot be a sequence",
                        "sequences are whole columns; make a view with ROW(...) or ARRAY[...] of them");
            }
            parts.add(generator);
        }
        return new NestedGenerator(type, parts, (int) length);
    }

    private static void appendNulls(Vector.Writable out, long count) {
        for (long i = 0; i < count; i++) {
            out.appendNull();
        }
    }

    private FieldGenerator longs(long lowest, long highest) {
        long minimum = whole("min", lowest);
        long maximum = whole("max", highest);
        if (minimum > maximum || minimum < lowest || maximum > highest) {
            throw wrong("max", Long.toString(maximum), "min and max must be in order and fit " + type.sql());
        }
        long span = maximum - minimum + 1;
        return (out, from, to, now) -> {
            LongVector longs = (LongVector) out;
            for (long row = from; row < to; row++) {
                long random = FieldGenerator.random(seed, row);
                // A span of 2^64 wraps to 0: every number is in it. The high half of a product is uniform in 0..span.
                longs.append(span == 0 ? random : minimum + unsignedHigh(random, span));
            }
        };
    }

    private static long unsignedHigh(long random, long span) {
        long high = Math.multiplyHigh(random, span);
        return high + (random >> 63 & span) + (span >> 63 & random);
    }

    private FieldGenerator doubles(double lowest, double highest) {
        double minimum = number("min").map(BigDecimal::doubleValue).orElse(lowest);
        double maximum = number("max").map(BigDecimal::doubleValue).orElse(highest);
        if (!(minimum <= maximum)) {
            throw wrong("max", Double.toString(maximum), "it must not be below min");
        }
        boolean single = type.kind() == Kind.FLOAT;
        return (out, from, to, now) -> {
            DoubleVector doubles = (DoubleVector) out;
            for (long row = from; row < to; row++) {
                double part = FieldGenerator.fraction(FieldGenerator.random(seed, row));
                // Not maximum - minimum, which overflows.
                double value = minimum * (1 - part) + maximum * part;
                doubles.append(single ? (float) value : value);
            }
        };
    }

    private FieldGenerator decimals() {
        BigDecimal limit = new BigDecimal(BigInteger.TEN.pow(type.precision()).subtract(BigInteger.ONE), type.scale());
        BigInteger minimum = unscaled(number("min").orElse(limit.negate()));
        BigInteger maximum = unscaled(number("max").orElse(limit));
        if (minimum.compareTo(maximum) > 0 || maximum.abs().max(minimum.abs()).compareTo(limit.unscaledValue()) > 0) {
            throw wrong("max", "" + maximum, "min and max must be in order and fit " + type.sql());
        }
        BigInteger span = maximum.subtract(minimum).add(BigInteger.ONE);
        return (out, from, to, now) -> {
            DecimalVector decimals = (DecimalVector) out;
            for (long row = from; row < to; row++) {
                BigInteger random = new BigInteger(1, sixteenBytes(row));
                decimals.append(random.multiply(span).shiftRight(128).add(minimum));
            }
        };
    }

    private byte[] sixteenBytes(long row) {
        return ByteBuffer.allocate(16)
                .putLong(FieldGenerator.random(seed, row))
                .putLong(FieldGenerator.random(~seed, row))
                .array();
    }

    private BigInteger unscaled(BigDecimal value) {
        return value.setScale(type.scale(), RoundingMode.HALF_UP).unscaledValue();
    }

    private FieldGenerator bytes() {
        int declared = type.precision() == Type.UNBOUNDED ? DEFAULT_LENGTH : type.precision();
        long wanted = whole("length", declared);
        if (wanted < 0 || wanted > LONGEST || type.precision() != Type.UNBOUNDED && wanted > type.precision()) {
            throw wrong("length", Long.toString(wanted), "it takes 0 to " + Math.min(LONGEST, type.precision()));
        }
        int length = (int) wanted;
        boolean varying = text("var-len").map("true"::equalsIgnoreCase).orElse(false);
        boolean isText = type.kind().isText();
        return (out, from, to, now) -> {
            byte[] scratch = new byte[length];
            for (long row = from; row < to; row++) {
                long start = FieldGenerator.random(seed, row);
                int size = varying && length > 0 ? 1 + (int) Long.remainderUnsigned(start, length) : length;
                for (int i = 0; i < size; i += 16) {
                    long random = FieldGenerator.random(start, i);
                    for (int k = i; k < Math.min(i + 16, size); k++, random >>>= 4) {
                        scratch[k] = isText ? HEX[(int) random & 15] : (byte) (random & 0xFF);
                    }
                }
                ((BytesVector) out).append(scratch, 0, size);
            }
        };
    }

    private FieldGenerator past() {
        long most = text("max-past").map(this::micros).orElse(0L);
        long unit = unit();
        long cut = type.kind() == Kind.DATE ? 1 : unit;
        return (out, from, to, now) -> {
            LongVector longs = (LongVector) out;
            for (long row = from; row < to; row++) {
                long back = most == 0 ? 0 : unsignedHigh(FieldGenerator.random(seed, row), most);
                long units = Math.floorDiv(now - back, unit);
                longs.append(units * (type.kind() == Kind.DATE ? 1 : cut));
            }
        };
    }

    private long micros(String duration) {
        try {
            return Quantities.duration(duration).toNanos() / 1000;
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw wrong("max-past", duration, "it takes a duration such as 10 s or 1 h");
        }
    }

    /** Microseconds in the smallest difference of two values: a day, or the last digit of the precision. */
    private long unit() {
        return type.kind() == Kind.DATE ? 86_400_000_000L : (long) Math.pow(10, 6 - type.precision());
    }

    private FieldGenerator withNulls(FieldGenerator generator) {
        double rate = number("null-rate").map(BigDecimal::doubleValue).orElse(0.0);
        if (rate < 0 || rate > 1) {
            throw wrong("null-rate", Double.toString(rate), "it takes 0 to 1");
        }
        if (rate == 0) {
            return generator;
        }
        if (!type.nullable()) {
            throw wrong("null-rate", Double.toString(rate), "the column is NOT NULL");
        }
        long nullSeed = FieldGenerator.random(seed, -7);
        return (out, from, to, now) -> {
            for (long row = from; row < to; row++) {
                if (FieldGenerator.fraction(FieldGenerator.random(nullSeed, row)) < rate) {
                    out.appendNull();
                } else {
                    generator.append(out, row, row + 1, now);
                }
            }
        };
    }

    private FieldGenerator sequence() {
        if (type.kind().isTimestamp()) {
            return moments();
        }
        if (!type.kind().isNumeric() && !type.kind().isText() && type.kind() != Kind.DATE) {
            throw wrong("kind", "sequence", "there are no sequences of " + type.sql());
        }
        long start = start("start", 0);
        long end = text("end").isPresent() ? start("end", 0) : Long.MAX_VALUE;
        long step = whole("step", 1);
        long rows = rows(start, end, step);
        return new Sequence(type, start, step, rows);
    }

    private long start(String option, long defaultValue) {
        return type.kind() == Kind.DATE ? moment(option).orElse(defaultValue) : whole(option, defaultValue);
    }

    private FieldGenerator moments() {
        long start = moment("start")
                .orElseThrow(() -> wrong("start", "", "a sequence of times needs a start such as 2026-01-01 00:00:00"));
        Optional<String> written = text("step");
        long step = 1_000_000;
        if (written.isPresent()) {
            step = micros(written.get());
        }
        long unit = unit();
        if (step < unit || step % unit != 0) {
            throw wrong("step", written.orElse("1 s"), "it takes a duration that " + type.sql() + " can show");
        }
        long end = moment("end").orElse(Long.MAX_VALUE);
        return new Sequence(type, start, step, rows(start, end, step));
    }

    private Optional<Long> moment(String option) {
        Optional<String> written = text(option);
        if (written.isEmpty()) {
            return Optional.empty();
        }
        byte[] utf8 = written.get().trim().getBytes(StandardCharsets.UTF_8);
        ValueParser parser = new ValueParser();
        boolean good = type.kind() == Kind.DATE
                ? parser.parseDate(utf8, 0, utf8.length)
                : parser.parseInstant(utf8, 0, utf8.length, ZoneOffset.UTC);
        if (!good) {
            throw wrong(option, written.get(), "it takes a time such as 2026-01-01 00:00:00, in UTC");
        }
        return Optional.of(parser.longValue());
    }

    private long rows(long start, long end, long step) {
        if (step <= 0 || end < start) {
            throw wrong("end", Long.toString(end), "it must not be before start, and step must be above 0");
        }
        return end == Long.MAX_VALUE ? Long.MAX_VALUE : (end - start) / step + 1;
    }

    /** Numbers or times one step apart. */
    private record Sequence(Type type, long start, long step, long rows) implements FieldGenerator {
        @Override
        public void append(Vector.Writable out, long from, long to, long nowMicros) {
            Storage storage = type.storage();
            for (long row = from; row < to; row++) {
                long value = start + row * step;
                switch (storage) {
                    case LONG -> ((LongVector) out).append(value);
                    case DOUBLE -> ((DoubleVector) out).append((double) value);
                    case DECIMAL ->
                        ((DecimalVector) out)
                                .append(BigInteger.valueOf(value).multiply(BigInteger.TEN.pow(type.scale())));
                    case BYTES -> ((BytesVector) out).append(Long.toString(value));
                    case BOOLEAN -> ((BooleanVector) out).append(value != 0);
                }
            }
        }
    }
}
