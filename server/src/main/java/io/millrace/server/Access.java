package io.millrace.server;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who may see the page: whoever has opened a printed link, each of which holds a token that works once and is exchanged
 * for a cookie. Requests that come by another host name (DNS rebinding) or from another page are refused. Any thread.
 */
final class Access {
    private static final int SECRET_BYTES = 32;
    private static final int TOKENS_MAX = 64;
    private static final int COOKIES_MAX = 64;
    private static final Set<String> LOOPBACK_NAMES = Set.of("127.0.0.1", "localhost", "[::1]");

    private final SecureRandom random = new SecureRandom();
    private final Deque<String> tokens = new ArrayDeque<>();
    private final Deque<String> cookies = new ArrayDeque<>();

    /** A new token that can be exchanged once; the oldest unused ones are forgotten when there are too many. */
    synchronized String newToken() {
        String token = secret();
        tokens.addLast(token);
        if (tokens.size() > TOKENS_MAX) {
            tokens.removeFirst();
        }
        return token;
    }

    /** The cookie for a token, which is then used up; null when the token is not, or no longer, good. */
    synchronized @Nullable String exchange(String token) {
        if (!removeEqual(tokens, token)) {
            return null;
        }
        String cookie = secret();
        cookies.addLast(cookie);
        if (cookies.size() > COOKIES_MAX) {
            cookies.removeFirst();
        }
        return cookie;
    }

    /** Whether a cookie was given out by {@link #exchange}. */
    synchronized boolean admits(@Nullable String cookie) {
        return cookie != null && find(cookies, cookie) != null;
    }

    private String secret() {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static boolean removeEqual(Deque<String> secrets, String candidate) {
        String found = find(secrets, candidate);
        return found != null && secrets.remove(found);
    }

    /** Compares with all, each in constant time, so that answers take equally long. */
    private static @Nullable String find(Deque<String> secrets, String candidate) {
        byte[] wanted = candidate.getBytes(StandardCharsets.UTF_8);
        String found = null;
        for (String secret : secrets) {
            if (MessageDigest.isEqual(secret.getBytes(StandardCharsets.UTF_8), wanted)) {
                found = secret;
            }
        }
        return found;
    }

    /** Whether a Host header names this machine's loopback interface; the port may differ, for a forwarded one. */
    static boolean isLoopbackHost(@Nullable String host) {
        if (host == null) {
            return false;
        }
        int colon = host.lastIndexOf(':');
        boolean hasPort = colon > host.lastIndexOf(']');
        if (hasPort && !host.substring(colon + 1).matches("\\d{1,5}")) {
            return false;
        }
        return LOOPBACK_NAMES.contains((hasPort ? host.substring(0, colon) : host).toLowerCase(Locale.ROOT));
    }

    /** Whether a request with this Origin header comes from the page itself. */
    static boolean isSameOrigin(String origin, String host) {
        return origin.equalsIgnoreCase("http://" + host);
    }

    /** The link to print. */
    URI link(int port) {
        return URI.create("http://127.0.0.1:" + port + "/?token=" + newToken());
    }
}
