package io.millrace.engine.function;

import io.millrace.engine.value.CallSite;
import io.millrace.engine.value.Utf8;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Addresses: parts of URLs, and IPv4 addresses as numbers. */
public final class NetworkFunctions {
    private static final long LAST_ADDRESS = 0xFFFF_FFFFL;

    private NetworkFunctions() {}

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

    /** NULL for what is no URL of a protocol that Java knows, as in Flink. */
    public static @Nullable Utf8 parseUrl(CallSite site, Utf8 text, Utf8 part) {
        URL url = url(text);
        if (url == null) {
            return null;
        }
        String found = switch (part.toString()) {
            case "HOST" -> url.getHost();
            case "PATH" -> url.getPath();
            case "QUERY" -> url.getQuery();
            case "REF" -> url.getRef();
            case "PROTOCOL" -> url.getProtocol();
            case "FILE" -> url.getFile();
            case "AUTHORITY" -> url.getAuthority();
            case "USERINFO" -> url.getUserInfo();
            default -> null;
        };
        return found == null ? null : site.text.clear().append(found);
    }

    public static @Nullable Utf8 parseUrl(CallSite site, Utf8 text, Utf8 part, Utf8 key) {
        URL url = part.toString().equals("QUERY") ? url(text) : null;
        String query = url == null ? null : url.getQuery();
        if (query == null) {
            return null;
        }
        String wanted = key + "=";
        for (String pair : query.split("&", -1)) {
            if (pair.startsWith(wanted)) {
                return site.text.clear().append(pair.substring(wanted.length()));
            }
        }
        return null;
    }

    /** Makes no connection and asks nobody: a URL is only taken apart. */
    private static @Nullable URL url(Utf8 text) {
        try {
            return new URL(text.toString());
        } catch (MalformedURLException e) {
            return null;
        }
    }

    /**
     * The number of an address of one to four parts; the last one fills the bytes that are left, though it too must be
     * at most 255, as in Flink. NULL for other text.
     */
    public static long inetAton(CallSite site, Utf8 text) {
        long address = 0;
        int parts = 0;
        int part = -1;
        for (int i = 0; i <= text.length; i++) {
            byte letter = i < text.length ? text.at(i) : (byte) '.';
            if (letter == '.') {
                if (part < 0 || parts == 4) {
                    return site.nullLong();
                }
                boolean last = i == text.length;
                address = last ? (address << 8 * (4 - parts)) + part : address << 8 | part;
                parts++;
                part = -1;
            } else if (letter >= '0' && letter <= '9') {
                part = Math.max(part, 0) * 10 + (letter - '0');
                if (part > 255) {
                    return site.nullLong();
                }
            } else {
                return site.nullLong();
            }
        }
        return address;
    }

    public static @Nullable Utf8 inetNtoa(CallSite site, long address) {
        if (address < 0 || address > LAST_ADDRESS) {
            return null;
        }
        StringBuilder out = site.builder;
        out.setLength(0);
        for (int shift = 24; shift >= 0; shift -= 8) {
            out.append(address >> shift & 255).append(shift == 0 ? "" : ".");
        }
        return site.text.clear().append(out);
    }
}
