package io.millrace.engine.function;

import io.millrace.core.error.DataException;
import io.millrace.core.text.ValueText;
import io.millrace.core.type.Type;
import io.millrace.engine.value.CallSite;
import io.millrace.engine.value.Decimal;
import io.millrace.engine.value.Utf8;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.IllegalFormatException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Text from other values and back: character sets, and formats as of C's printf. */
public final class FormatFunctions {
    private FormatFunctions() {}

    /** The bytes of a text in a character set; a character that the set does not have becomes its question mark. */
    public static Utf8 encode(CallSite site, Utf8 text, Utf8 charset) {
        byte[] encoded = text.toString().getBytes(site.remember(charset, FormatFunctions::charset));
        return site.text.set(encoded, 0, encoded.length);
    }

    public static Utf8 decode(CallSite site, Utf8 bytes, Utf8 charset) {
        Charset set = site.remember(charset, FormatFunctions::charset);
        return site.text.clear().append(new String(bytes.data, bytes.offset, bytes.length, set));
    }

    private static Charset charset(Utf8 name) {
        try {
            return Charset.forName(name.toString());
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw new DataException(
                    "there is no character set '" + name + "'",
                    null,
                    "there are UTF-8, UTF-16, UTF-16BE, UTF-16LE, US-ASCII and ISO-8859-1",
                    e);
        }
    }

    /** One of the values by its number from 1; NULL if there is none. */
    public static @Nullable Utf8 elt(long index, @Nullable Utf8[] values) {
        return index >= 1 && index <= values.length ? values[(int) index - 1] : null;
    }

    /** The type of the first value; whole, as a table can be declared with it, if the second one is true. */
    public static Utf8 typeOf(CallSite site, @Nullable Object[] values) {
        Type type = site.argument(0);
        boolean whole = values.length > 1 && Boolean.TRUE.equals(values[1]);
        return site.text.clear().append(whole ? declared(type) : type.toString());
    }

    private static String declared(Type type) {
        String name = switch (type.kind()) {
            case VARCHAR, VARBINARY -> type.kind() + "(" + type.precision() + ")";
            case TIMESTAMP_LTZ -> "TIMESTAMP(" + type.precision() + ") WITH LOCAL TIME ZONE";
            default -> type.sql();
        };
        return type.nullable() ? name : name + " NOT NULL";
    }

    /** NULL for a format that is empty or does not fit the values, as in Flink. */
    public static @Nullable Utf8 printf(CallSite site, @Nullable Utf8 format, @Nullable Object[] values) {
        if (format == null || format.length == 0) {
            return null;
        }
        @Nullable Object[] shown = new Object[values.length];
        for (int i = 0; i < values.length; i++) {
            Object value = values[i];
            shown[i] = value == null ? null : shown(site, value, site.argument(i + 1));
        }
        try {
            return site.text.clear().append(String.format(Locale.ENGLISH, format.toString(), shown));
        } catch (IllegalFormatException e) {
            return null;
        }
    }

    private static Object shown(CallSite site, Object value, Type type) {
        if (value instanceof Utf8 text) {
            return type.kind().isBytes() ? CodingFunctions.hex(text) : text.toString();
        } else if (value instanceof Decimal decimal) {
            return decimal.toBigDecimal(type.scale());
        }
        return switch (type.kind()) {
            case TINYINT -> ((Long) value).byteValue();
            case SMALLINT -> ((Long) value).shortValue();
            case INT -> ((Long) value).intValue();
            case FLOAT -> ((Double) value).floatValue();
            case DATE, TIME, TIMESTAMP, TIMESTAMP_LTZ, INTERVAL_MONTH, INTERVAL_SECOND -> {
                site.builder.setLength(0);
                ValueText.appendLong(site.builder, (Long) value, type, site.zone());
                yield site.builder.toString();
            }
            default -> value;
        };
    }

    /** Whether bytes are text in UTF-8, without overlong forms and halves of pairs. */
    public static boolean isValidUtf8(Utf8 bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.data, bytes.offset, bytes.length));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
