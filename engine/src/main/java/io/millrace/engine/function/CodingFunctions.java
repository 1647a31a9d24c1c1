package io.millrace.engine.function;

import io.millrace.engine.value.CallSite;
import io.millrace.engine.value.Utf8;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Digests, encodings, and questions about what a text consists of. */
public final class CodingFunctions {
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

    public static Utf8 urlEncode(CallSite site, Utf8 value) {
        return site.text.clear().append(URLEncoder.encode(value.toString(), StandardCharsets.UTF_8));
    }

    public static @Nullable Utf8 urlDecode(CallSite site, Utf8 value) {
        try {
            return site.text.clear().append(URLDecoder.decode(value.toString(), StandardCharsets.UTF_8));
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

    public static boolean isAlpha(Utf8 value) {
        return value.length > 0 && value.toString().codePoints().allMatch(Character::isLetter);
    }

    public static boolean isDigit(Utf8 value) {
        return value.length > 0 && value.toString().codePoints().allMatch(Character::isDigit);
    }

    public static boolean isDecimal(CallSite site, Utf8 value) {
        return site.parser.parseDouble(value.data, value.offset, value.offset + value.length)
                && Double.isFinite(site.parser.doubleValue());
    }

    public static @Nullable Utf8 parseUrl(CallSite site, Utf8 url, Utf8 part) {
        try {
            URI uri = new URI(url.toString());
            String query = uri.getRawQuery();
            String path = uri.getRawPath();
            String found = switch (part.toString()) {
                case "HOST" -> uri.getHost();
                case "PATH" -> path;
                case "QUERY" -> query;
                case "REF" -> uri.getRawFragment();
                case "PROTOCOL" -> uri.getScheme();
                case "FILE" -> query == null ? path : path + "?" + query;
                case "AUTHORITY" -> uri.getRawAuthority();
                case "USERINFO" -> uri.getRawUserInfo();
                default -> null;
            };
            return found == null ? null : site.text.clear().append(found);
        } catch (URISyntaxException e) {
            return null;
        }
    }

    public static @Nullable Utf8 parseUrl(CallSite site, Utf8 url, Utf8 part, Utf8 key) {
        if (!part.toString().equals("QUERY")) {
            return null;
        }
        Utf8 query = parseUrl(site, url, part);
        if (query == null) {
            return null;
        }
        String wanted = key + "=";
        for (String pair : query.toString().split("&", -1)) {
            if (pair.startsWith(wanted)) {
                return site.text.clear().append(pair.substring(wanted.length()));
            }
        }
        return null;
    }
}
