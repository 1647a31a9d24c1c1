package io.millrace.server;

import io.millrace.core.batch.BooleanVector;
import io.millrace.core.batch.BytesVector;
import io.millrace.core.batch.DecimalVector;
import io.millrace.core.batch.DoubleVector;
import io.millrace.core.batch.LongVector;
import io.millrace.core.batch.Vector;
import io.millrace.core.text.ValueText;
import io.millrace.core.type.Kind;
import io.millrace.core.type.Type;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;

/** Values for people and for charts. */
final class Values {
    private static final long EXACT_IN_JSON = 1L << 53;
    private static final int TEXT_CHARACTERS = 2_000;
    private static final int HEX_BYTES = 64;
    private static final DateTimeFormatter[] TIMESTAMPS = formatters("uuuu-MM-dd HH:mm:ss");
    private static final DateTimeFormatter[] TIMES = formatters("HH:mm:ss");

    private Values() {}

    private static DateTimeFormatter[] formatters(String seconds) {
        DateTimeFormatter[] byPrecision = new DateTimeFormatter[7];
        for (int i = 0; i < byPrecision.length; i++) {
            String pattern = i == 0 ? seconds : seconds + "." + "S".repeat(i);
            byPrecision[i] = DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
        }
        return byPrecision;
    }

    /** The value as a number for a chart; NaN when it is NULL or none. */
    static double number(Type type, Vector vector, int row) {
        Vector flat = vector.flat();
        int at = row;
        if (flat.isNull(at)) {
            return Double.NaN;
        }
        if (flat instanceof DoubleVector doubles) {
            return doubles.get(at);
        } else if (flat instanceof LongVector longs) {
            return longs.get(at);
        } else if (flat instanceof DecimalVector decimals) {
            return decimals.get(at, type.scale()).doubleValue();
        }
        return Double.NaN;
    }

    /** The value as people read it; NULL is {@code "NULL"}. */
    static String text(Type type, Vector vector, int row) {
        Vector flat = vector.flat();
        if (flat.isNull(row)) {
            return "NULL";
        }
        if (flat instanceof BytesVector bytes) {
            return type.kind().isText() || type.kind() == Kind.VARIANT
                    ? text(bytes, row)
                    : type.kind().isNested() || type.kind() == Kind.BITMAP ? nested(type, bytes, row) : hex(bytes, row);
        } else if (flat instanceof DoubleVector doubles) {
            double value = doubles.get(row);
            return type.kind() == Kind.FLOAT ? Float.toString((float) value) : Double.toString(value);
        } else if (flat instanceof BooleanVector booleans) {
            return booleans.get(row) ? "TRUE" : "FALSE";
        } else if (flat instanceof DecimalVector decimals) {
            return decimals.get(row, type.scale()).toPlainString();
        }
        return text(type, ((LongVector) flat).get(row));
    }

    private static String text(Type type, long value) {
        return switch (type.kind()) {
            case DATE -> LocalDate.ofEpochDay(value).toString();
            case TIME -> TIMES[Math.min(type.precision(), 3)].format(LocalTime.ofNanoOfDay(value * 1_000_000));
            case TIMESTAMP -> timestamp(value, type.precision());
            case TIMESTAMP_LTZ -> timestamp(value, type.precision()) + "Z";
            default -> Long.toString(value);
        };
    }

    private static String timestamp(long micros, int precision) {
        Instant instant =
                Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000);
        return TIMESTAMPS[Math.min(precision, 6)].format(instant);
    }

    private static String text(BytesVector bytes, int row) {
        if (bytes.length(row) <= TEXT_CHARACTERS) {
            return bytes.getString(row);
        }
        String text = bytes.getString(row);
        return text.length() <= TEXT_CHARACTERS ? text : text.substring(0, TEXT_CHARACTERS) + "…";
    }

    /** As JSON. */
    private static String nested(Type type, BytesVector bytes, int row) {
        StringBuilder text = new StringBuilder();
        ValueText.append(text, bytes, row, type, ZoneOffset.UTC);
        return text.length() <= TEXT_CHARACTERS ? text.toString() : text.substring(0, TEXT_CHARACTERS) + "…";
    }

    private static String hex(BytesVector bytes, int row) {
        int length = Math.min(bytes.length(row), HEX_BYTES);
        String hex = HexFormat.of().formatHex(bytes.data(), bytes.offset(row), bytes.offset(row) + length);
        return "0x" + hex + (length < bytes.length(row) ? "…" : "");
    }

    /** Writes the value for the page's table: a number where JavaScript holds it exactly, else text; NULL is null. */
    static void json(Json json, Type type, Vector vector, int row) {
        Vector flat = vector.flat();
        if (flat.isNull(row)) {
            json.nullValue();
        } else if (flat instanceof DoubleVector doubles && Double.isFinite(doubles.get(row))) {
            json.raw(text(type, flat, row));
        } else if (flat instanceof LongVector longs
                && type.kind().isInteger()
                && Math.abs(longs.get(row)) <= EXACT_IN_JSON) {
            json.number(longs.get(row));
        } else {
            json.text(text(type, flat, row));
        }
    }
}
