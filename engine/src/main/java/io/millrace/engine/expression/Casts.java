package io.millrace.engine.expression;

import io.millrace.core.bitmap.Bitmap;
import io.millrace.core.text.ValueParser;
import io.millrace.core.text.ValueText;
import io.millrace.core.type.Kind;
import io.millrace.core.type.Type;
import io.millrace.engine.value.CallSite;
import io.millrace.engine.value.ClampedTimestamp;
import io.millrace.engine.value.Decimal;
import io.millrace.engine.value.Utf8;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The casts that are more than a Java operator, for generated loops to call. */
public final class Casts {
    private static final String[] TRUE_WORDS = {"true", "t", "yes", "y", "1"};
    private static final String[] FALSE_WORDS = {"false", "f", "no", "n", "0"};

    private static final byte[] ZERO = {'0'};

    private Casts() {}

    public static @Nullable Decimal longToDecimal(CallSite site, long value) {
        Type type = site.type();
        return Decimal.rescale(site.decimal, site.decimal.set(value), 0, type.precision(), type.scale());
    }

    public static @Nullable Decimal doubleToDecimal(CallSite site, double value) {
        if (!Double.isFinite(value)) {
            return null;
        }
        BigDecimal exact = BigDecimal.valueOf(value);
        return Decimal.from(
                site.decimal, exact, site.type().precision(), site.type().scale());
    }

    public static @Nullable Decimal decimalToDecimal(CallSite site, Decimal value) {
        Type type = site.type();
        return Decimal.rescale(site.decimal, value, site.argument(0).scale(), type.precision(), type.scale());
    }

    /** The number of microseconds in the last digit of a timestamp. */
    static long unit(int precision) {
        long unit = 1;
        for (int i = precision; i < 6; i++) {
            unit *= 10;
        }
        return unit;
    }

    public static long truncate(long micros, long unit) {
        return micros - Math.floorMod(micros, unit);
    }

    public static Utf8 toText(CallSite site, boolean value) {
        return fit(site, site.text.clear().append(value ? "TRUE" : "FALSE"), true);
    }

    /** As {@link ValueText}, but a TIMESTAMP_LTZ without its offset, as in Flink. */
    public static Utf8 toText(CallSite site, long value) {
        StringBuilder out = cleared(site);
        Type type = site.argument(0);
        if (type.kind() == Kind.TIMESTAMP_LTZ) {
            ValueText.appendTimestamp(out, ValueParser.toLocal(value, site.zone()), type.precision());
        } else {
            ValueText.appendLong(out, value, type, site.zone());
        }
        return fit(site, site.text.clear().append(out), true);
    }

    public static Utf8 toText(CallSite site, double value) {
        StringBuilder out = cleared(site);
        ValueText.appendDouble(out, value, site.argument(0));
        return fit(site, site.text.clear().append(out), true);
    }

    public static Utf8 toText(CallSite site, Decimal value) {
        StringBuilder out = cleared(site);
        ValueText.appendDecimal(out, value.high, value.low, site.argument(0).scale());
        return fit(site, site.text.clear().append(out), true);
    }

    public static Utf8 bitmapToText(CallSite site, Utf8 value) {
        StringBuilder out = cleared(site);
        Bitmap.append(out, value.data, value.offset, value.length);
        return fit(site, site.text.clear().append(out), true);
    }

    public static Utf8 nestedToText(CallSite site, Utf8 value) {
        StringBuilder out = cleared(site);
        new NestedPrint(out, site.zone()).print(value.data, value.offset, value.length, site.argument(0));
        return fit(site, site.text.clear().append(out), true);
    }

    private static StringBuilder cleared(CallSite site) {
        site.builder.setLength(0);
        return site.builder;
    }

    public static Utf8 fitText(CallSite site, Utf8 value) {
        return fit(site, value, false);
    }

    /**
     * Cuts text that is too long and pads a CHAR that is too short.
     *
     * @param written whether the value already is in the register of the site
     */
    private static Utf8 fit(CallSite site, Utf8 value, boolean written) {
        Utf8 result = site.text;
        int limit = site.type().precision();
        if (limit == Type.UNBOUNDED) {
            return value;
        }
        int characters = value.characters();
        if (characters > limit) {
            return result.slice(value, 0, value.byteOf(limit));
        }
        if (site.type().kind() != Kind.CHAR || characters == limit) {
            return value;
        }
        if (!written) {
            result.clear().append(value);
        }
        for (int i = characters; i < limit; i++) {
            result.append(' ');
        }
        return result;
    }

    public static Utf8 fitBytes(CallSite site, Utf8 value) {
        int limit = site.type().precision();
        if (value.length > limit) {
            return site.text.slice(value, 0, limit);
        }
        if (site.type().kind() != Kind.BINARY || value.length == limit) {
            return value;
        }
        site.text.clear().append(value);
        while (site.text.length < limit) {
            site.text.append(0);
        }
        return site.text;
    }

    public static boolean parseBoolean(CallSite site, Utf8 value, boolean tries) {
        String text = value.toString();
        for (String word : TRUE_WORDS) {
            if (word.equalsIgnoreCase(text)) {
                return true;
            }
        }
        for (String word : FALSE_WORDS) {
            if (word.equalsIgnoreCase(text)) {
                return false;
            }
        }
        if (!tries) {
            throw site.unreadable(value);
        }
        return site.nullBoolean();
    }

    public static long parseLong(CallSite site, Utf8 value, boolean tries) {
        ValueParser parser = site.parser;
        byte[] data = value.data;
        int from = ValueParser.trimStart(data, value.offset, value.offset + value.length);
        int to = ValueParser.trimEnd(data, from, value.offset + value.length);
        Kind kind = site.type().kind();
        if (kind == Kind.TIMESTAMP || kind == Kind.TIMESTAMP_LTZ) {
            return parseTimestamp(site, value, from, to, tries);
        }
        boolean read = switch (kind) {
            case DATE -> LooseTime.parseDate(parser, data, from, to);
            case TIME -> LooseTime.parseTime(parser, data, from, to);
            default -> parseWhole(parser, data, from, to) && isInRange(kind, parser.longValue());
        };
        if (!read) {
            if (!tries) {
                throw site.unreadable(value);
            }
            return site.nullLong();
        }
        return switch (kind) {
            case DATE -> Math.floorDiv(parser.longValue(), 86_400_000_000L);
            case TIME -> truncate(parser.longValue(), unit(site.type().precision()) / 1000);
            default -> parser.longValue();
        };
    }

    private static long parseTimestamp(CallSite site, Utf8 value, int from, int to, boolean tries) {
        boolean local = site.type().kind() == Kind.TIMESTAMP;
        long micros = ClampedTimestamp.read(site.parser, value.data, from, to, local ? null : site.zone());
        if (micros != ClampedTimestamp.UNREADABLE) {
            return truncate(micros, unit(site.type().precision()));
        } else if (!tries) {
            throw site.unreadable(value);
        }
        return site.nullLong();
    }

    /** Flink reads {@code '12.7'} as the integer 12 and {@code '.7'} and {@code '.'} as 0. */
    private static boolean parseWhole(ValueParser parser, byte[] data, int from, int to) {
        int end = wholeNumber(data, from, to);
        boolean signed = from < end && (data[from] == '-' || data[from] == '+');
        if (end < to && end == (signed ? from + 1 : from)) {
            return parser.parseLong(ZERO, 0, 1);
        }
        return parser.parseLong(data, from, end);
    }

    /** Where the digits before a well-formed fraction end. */
    private static int wholeNumber(byte[] data, int from, int to) {
        for (int i = from; i < to; i++) {
            if (data[i] == '.') {
                for (int j = i + 1; j < to; j++) {
                    if (data[j] < '0' || data[j] > '9') {
                        return to;
                    }
                }
                return i;
            }
        }
        return to;
    }

    private static boolean isInRange(Kind kind, long value) {
        return switch (kind) {
            case TINYINT -> value == (byte) value;
            case SMALLINT -> value == (short) value;
            case INT -> value == (int) value;
            default -> true;
        };
    }

    public static double parseDouble(CallSite site, Utf8 value, boolean tries) {
        int from = ValueParser.trimStart(value.data, value.offset, value.offset + value.length);
        int to = ValueParser.trimEnd(value.data, from, value.offset + value.length);
        if (!site.parser.parseDouble(value.data, from, to)) {
            if (!tries) {
                throw site.unreadable(value);
            }
            return site.nullDouble();
        }
        if (site.type().kind() == Kind.FLOAT) {
            return Float.parseFloat(new String(value.data, from, to - from, StandardCharsets.UTF_8));
        }
        return site.parser.doubleValue();
    }

    public static @Nullable Decimal parseDecimal(CallSite site, Utf8 value, boolean tries) {
        int from = ValueParser.trimStart(value.data, value.offset, value.offset + value.length);
        int to = ValueParser.trimEnd(value.data, from, value.offset + value.length);
        Type type = site.type();
        if (site.parser.parseDecimal(value.data, from, to, type.precision(), type.scale())) {
            return site.decimal.set(site.parser.decimal());
        }
        if (!tries) {
            throw site.unreadable(value);
        }
        return null;
    }
}
