package io.millrace.engine.function;

import io.millrace.core.error.DataException;
import io.millrace.core.type.Kind;
import io.millrace.engine.value.CallSite;
import io.millrace.engine.value.Decimal;
import io.millrace.engine.value.Utf8;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Digests, encodings, and questions about what a text consists of. */
public final class CodingFunctions {
    private static final long MICROS_PER_MILLI = 1000;
    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private CodingFunctions() {}

    public static Utf8 md5(CallSite site, Utf8 value) {
        return digest(site, "MD5", value);
    }

    public static Utf8 sha1(CallSite site, Utf8 value) {
        return digest(site, "SHA-1", value);
    }

    public static Utf8 sha224(CallSite site, Utf8 value) {
        return digest(site, "SHA-224", value);
    }

    public static Utf8 sha256(CallSite site, Utf8 value) {
        return digest(site, "SHA-256", value);
    }

    public static Utf8 sha384(CallSite site, Utf8 value) {
        return digest(site, "SHA-384", value);
    }

    public static Utf8 sha512(CallSite site, Utf8 value) {
        return digest(site, "SHA-512", value);
    }

    private static Utf8 digest(CallSite site, String algorithm, Utf8 value) {
        MessageDigest digest = site.remember(Utf8.of(algorithm), key -> {
            try {
                return MessageDigest.getInstance(algorithm);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("bug: every Java runtime has " + algorithm, e);
            }
        });
        digest.update(value.data, value.offset, value.length);
        Utf8 out = site.text.clear();
        for (byte part : digest.digest()) {
            out.append(HEX[part >> 4 & 15]).append(HEX[part & 15]);
        }
        return out;
    }

    public static Utf8 toBase64(CallSite site, Utf8 value) {
        byte[] encoded = Base64.getEncoder().encode(value.toBytes());
        return site.text.set(encoded, 0, encoded.length);
    }

    public static @Nullable Utf8 fromBase64(CallSite site, Utf8 value) {
        try {
            byte[] decoded = Base64.getDecoder().decode(value.toBytes());
            return site.text.set(decoded, 0, decoded.length);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    public static Utf8 uuid(CallSite site) {
        RandomGenerator random = site.random();
        // Version 4, variant 2: the bits that say "random".
        long high = random.nextLong() & ~0xF000L | 0x4000L;
        long low = random.nextLong() >>> 2 | 0x8000000000000000L;
        return site.text.clear().append(new UUID(high, low).toString());
    }

    public static boolean isAlpha(@Nullable Utf8 value) {
        return value != null
                && value.length > 0
                && value.toString().codePoints().allMatch(Character::isLetter);
    }

    public static boolean isDigit(@Nullable Utf8 value) {
        return value != null
                && value.length > 0
                && value.toString().codePoints().allMatch(Character::isDigit);
    }

    public static boolean isDecimal(CallSite site, @Nullable Utf8 value) {
        if (value == null) {
            return false;
        }
        int start = value.offset;
        int end = start + value.length;
        while (start < end && value.data[start] >= 0 && value.data[start] <= ' ') {
            start++;
        }
        while (end > start && value.data[end - 1] >= 0 && value.data[end - 1] <= ' ') {
            end--;
        }
        return site.parser.parseDouble(value.data, start, end) && Double.isFinite(site.parser.doubleValue());
    }

    public static long hash(boolean value) {
        return Boolean.hashCode(value);
    }

    public static long hash(CallSite site, long value) {
        return switch (site.argument(0).kind()) {
            case BIGINT -> Long.hashCode(value);
            case TIMESTAMP -> {
                long millis = Math.floorDiv(value, MICROS_PER_MILLI);
                int nanos = (int) Math.floorMod(value, MICROS_PER_MILLI) * 1000;
                yield 31 * ((int) millis ^ (int) (millis >> 32)) + nanos;
            }
            default -> value;
        };
    }

    public static long hash(CallSite site, double value) {
        return site.argument(0).kind() == Kind.FLOAT ? Float.hashCode((float) value) : Double.hashCode(value);
    }

    public static long hash(CallSite site, Decimal value) {
        return value.toBigDecimal(site.argument(0).scale()).hashCode();
    }

    /** Of the text's UTF-16 units; negative ones lose their sign, but for the least. */
    public static long hash(Utf8 value) {
        int hash = value.toString().hashCode();
        return hash < 0 ? -hash : hash;
    }

    /** CURRENT_DATABASE(), to which a planner gives the name. */
    public static Utf8 database(Utf8 name) {
        return name;
    }

    /** SHA-2 of a length in bits. */
    public static Utf8 sha2(CallSite site, Utf8 value, long bits) {
        if (bits != 224 && bits != 256 && bits != 384 && bits != 512) {
            throw new DataException("SHA2 has no digest of " + bits + " bits", "there are 224, 256, 384 and 512");
        }
        return digest(site, "SHA-" + bits, value);
    }

    /** The bytes in hexadecimal digits. */
    static String hex(Utf8 bytes) {
        StringBuilder out = new StringBuilder(bytes.length * 2);
        for (int i = 0; i < bytes.length; i++) {
            out.append(HEX[bytes.at(i) >> 4 & 15]).append(HEX[bytes.at(i) & 15]);
        }
        return out.toString();
    }
}
