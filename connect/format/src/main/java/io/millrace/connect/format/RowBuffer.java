package io.millrace.connect.format;

import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.nested.NestedWriter;
import io.millrace.core.text.ValueParser;
import io.millrace.core.type.Column;
import io.millrace.core.type.Kind;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One row while it is decoded: values come as text, column by column, and go to the batch together, so that a bad row
 * leaves nothing behind. One thread at a time.
 */
final class RowBuffer {
    private static final byte[] NOTHING = {};
    private static final int SHOWN_BYTES = 40;
    /** Microseconds in the last digit of a precision. */
    private static final long[] UNITS = {1_000_000, 100_000, 10_000, 1_000, 100, 10, 1};

    private final Column[] columns;
    private final Kind[] kinds;
    private final boolean[] nulls;
    /** A long, the bits of a double, the lower half of a decimal, or 0 and 1. */
    private final long[] values;
    /** The upper half of a decimal, or where the bytes start and how many there are. */
    private final long[] extra;

    private final byte[][] bytes;
    private final NumberText numbers = new NumberText();
    private final ValueParser parser = new ValueParser();
    private final ZoneId zone;
    private @Nullable String problem;

    RowBuffer(Schema wanted, ZoneId zone) {
        int count = wanted.size();
        columns = wanted.columns().toArray(new Column[0]);
        kinds = wanted.columns().stream().map(column -> column.type().kind()).toArray(Kind[]::new);
        nulls = new boolean[count];
        values = new long[count];
        extra = new long[count];
        bytes = new byte[count][];
        Arrays.fill(bytes, NOTHING);
        this.zone = zone;
    }

    /** What was wrong with the last value that was refused. */
    String problem() {
        return Objects.requireNonNullElse(problem, "cannot be read");
    }

    int size() {
        return columns.length;
    }

    /** Sets a column to NULL; false when it is NOT NULL. */
    boolean setNull(int column) {
        nulls[column] = true;
        if (!columns[column].type().nullable()) {
            problem = "column '" + columns[column].name() + "' is NOT NULL, but there is no value";
            return false;
        }
        return true;
    }

    /** Sets a column from text; the bytes must stay as they are until {@link #commit}. False when it does not fit. */
    boolean set(int column, byte[] data, int from, int end) {
        nulls[column] = false;
        Kind kind = kinds[column];
        if (kind == Kind.VARCHAR || kind == Kind.CHAR) {
            bytes[column] = data;
            extra[column] = (long) from << 32 | end - from;
            return Utf8.isValid(data, from, end) || refuse(column, "is not valid UTF-8", data, from, end);
        }
        int first = ValueParser.trimStart(data, from, end);
        int behind = ValueParser.trimEnd(data, first, end);
        return parse(column, kind, data, first, behind)
                || refuse(column, "is no " + columns[column].type().sql(), data, from, end);
    }

    private boolean parse(int column, Kind kind, byte[] data, int from, int end) {
        Type type = columns[column].type();
        boolean good;
        switch (kind) {
            case TINYINT -> good = integer(column, data, from, end, Byte.MIN_VALUE, Byte.MAX_VALUE);
            case SMALLINT -> good = integer(column, data, from, end, Short.MIN_VALUE, Short.MAX_VALUE);
            case INT -> good = integer(column, data, from, end, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case BIGINT -> good = integer(column, data, from, end, Long.MIN_VALUE, Long.MAX_VALUE);
            case FLOAT, DOUBLE -> {
                good = numbers.parseDouble(data, from, end, kind == Kind.FLOAT);
                values[column] = Double.doubleToRawLongBits(numbers.floating());
            }
            case DECIMAL -> {
                good = numbers.parseDecimal(data, from, end, type.precision(), type.scale());
                values[column] = numbers.value();
                extra[column] = numbers.high();
            }
            case BOOLEAN -> good = truth(column, data, from, end);
            case DATE -> good = moment(column, parser.parseDate(data, from, end));
            case TIME -> good = moment(column, parser.parseTime(data, from, end));
            case TIMESTAMP -> good = timestamp(column, type.precision(), local(data, from, end));
            case TIMESTAMP_LTZ ->
                good = timestamp(column, type.precision(), parser.parseInstant(data, from, end, zone));
            case INTERVAL_MONTH, INTERVAL_SECOND ->
                good = integer(column, data, from, end, Long.MIN_VALUE, Long.MAX_VALUE);
            case BINARY, VARBINARY -> good = base64(column, data, from, end);
            default -> good = false;
        }
        return good;
    }

    private boolean integer(int column, byte[] data, int from, int end, long minimum, long maximum) {
        boolean good = numbers.parseLong(data, from, end, minimum, maximum);
        values[column] = numbers.value();
        return good;
    }

    private boolean moment(int column, boolean good) {
        values[column] = parser.longValue();
        return good;
    }

    /** A TIMESTAMP has no zone; one that is written with an offset is taken as that moment in UTC. */
    private boolean local(byte[] data, int from, int end) {
        return parser.parseTimestamp(data, from, end) || parser.parseInstant(data, from, end, ZoneOffset.UTC);
    }

    private boolean timestamp(int column, int precision, boolean good) {
        long micros = parser.longValue();
        values[column] = precision == 6 ? micros : micros - Math.floorMod(micros, UNITS[precision]);
        return good;
    }

    private boolean truth(int column, byte[] data, int from, int end) {
        int length = end - from;
        boolean yes = length == 4 && is(data, from, "true") || length == 1 && data[from] == '1';
        values[column] = yes ? 1 : 0;
        return yes || length == 5 && is(data, from, "false") || length == 1 && data[from] == '0';
    }

    private static boolean is(byte[] data, int from, String lowerCase) {
        for (int i = 0; i < lowerCase.length(); i++) {
            if ((data[from + i] | 0x20) != lowerCase.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private boolean base64(int column, byte[] data, int from, int end) {
        try {
            byte[] decoded = Base64.getDecoder().decode(Arrays.copyOfRange(data, from, end));
            bytes[column] = decoded;
            extra[column] = decoded.length;
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Refuses a value; answers false. */
    boolean refuse(int column, String reason) {
        problem = "column '" + columns[column].name() + "' " + reason;
        return false;
    }

    /** Refuses a value with a reason that names its column; answers false. */
    boolean refuseAs(String reason) {
        problem = reason;
        return false;
    }

    private boolean refuse(int column, String what, byte[] data, int from, int end) {
        int shown = Math.min(end - from, SHOWN_BYTES);
        String text = new String(data, from, shown, StandardCharsets.UTF_8);
        problem = "column '" + columns[column].name() + "': '" + text + (shown < end - from ? "…" : "") + "' " + what;
        return false;
    }

    /** Sets a column that is held as a long. */
    void setLong(int column, long value) {
        nulls[column] = false;
        values[column] = value;
    }

    void setDouble(int column, double value) {
        setLong(column, Double.doubleToRawLongBits(value));
    }

    void setDecimal(int column, long high, long low) {
        setLong(column, low);
        extra[column] = high;
    }

    /** Sets a column of timestamps, cut to its precision. */
    void setTimestamp(int column, long micros) {
        long unit = UNITS[columns[column].type().precision()];
        setLong(column, unit == 1 ? micros : micros - Math.floorMod(micros, unit));
    }

    /** Sets a column to bytes as they are, which must stay so until {@link #commit}. */
    void setBytes(int column, byte[] data, int from, int length) {
        nulls[column] = false;
        bytes[column] = data;
        extra[column] = (long) from << 32 | length;
    }

    /** Writes a column as the next part of a nested value. */
    void write(int column, NestedWriter out) {
        if (nulls[column]) {
            out.writeNull();
            return;
        }
        switch (columns[column].type().storage()) {
            case BOOLEAN -> out.writeBoolean(values[column] != 0);
            case LONG -> out.writeLong(values[column]);
            case DOUBLE -> out.writeDouble(Double.longBitsToDouble(values[column]));
            case DECIMAL -> out.writeDecimal(extra[column], values[column]);
            case BYTES -> out.writeBytes(bytes[column], (int) (extra[column] >>> 32), (int) extra[column]);
        }
    }

    /** Appends the row. */
    void commit(BatchBuilder builder, long weight) {
        for (int i = 0; i < kinds.length; i++) {
            if (nulls[i]) {
                builder.column(i).appendNull();
                continue;
            }
            switch (kinds[i]) {
                case BOOLEAN -> builder.booleans(i).append(values[i] != 0);
                case FLOAT, DOUBLE -> builder.doubles(i).append(Double.longBitsToDouble(values[i]));
                case DECIMAL -> builder.decimals(i).append(extra[i], values[i]);
                case CHAR, VARCHAR, BINARY, VARBINARY, ARRAY, MAP, MULTISET, ROW ->
                    builder.bytes(i).append(bytes[i], (int) (extra[i] >>> 32), (int) extra[i]);
                default -> builder.longs(i).append(values[i]);
            }
        }
        builder.endRow(weight);
    }
}
