package io.millrace.server;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** A small page that says why there is nothing to see. */
final class NoticePage {
    private static final String STYLE = "body{font:16px/1.5 system-ui,sans-serif;max-width:36em;margin:12vh auto;"
            + "padding:0 1.5em;color:#1c2733;background:#f6f8fa}h1{font-size:1.4em}code{background:#e3e8ee;"
            + "padding:.1em .35em;border-radius:4px}@media(prefers-color-scheme:dark){body{color:#d7dee6;"
            + "background:#0f151b}code{background:#24303c}}";
    private static final String STYLE_SOURCE = "'sha256-" + sha256(STYLE) + "'";

    private NoticePage() {}

    /** The policy that allows the page its style. */
    static String contentPolicy() {
        return SecurityHeaders.contentPolicy(STYLE_SOURCE);
    }

    /** The page; the texts are HTML. */
    static byte[] of(String title, String text) {
        String html = "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
                + "content=\"width=device-width\"><title>Millrace: " + title + "</title><style>" + STYLE
                + "</style></head><body><main><h1>" + title + "</h1><p>" + text + "</p></main></body></html>\n";
        return html.getBytes(StandardCharsets.UTF_8);
    }

    private static String sha256(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
