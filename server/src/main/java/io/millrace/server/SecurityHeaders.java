package io.millrace.server;

import java.util.Map;
import org.eclipse.jetty.http.HttpFields;

/** What every answer says about how browsers may use it. */
final class SecurityHeaders {
    private static final Map<String, String> ALWAYS = Map.of(
            "X-Content-Type-Options", "nosniff",
            "X-Frame-Options", "DENY",
            "Referrer-Policy", "no-referrer",
            "Cross-Origin-Opener-Policy", "same-origin",
            "Cross-Origin-Resource-Policy", "same-origin",
            "Permissions-Policy", "camera=(), geolocation=(), microphone=()");

    private SecurityHeaders() {}

    /** Scripts, styles and data from this server alone, nothing inline, no frames. */
    static String contentPolicy(String styleSource) {
        return "default-src 'none'; script-src 'self'; style-src " + styleSource
                + "; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; "
                + "frame-ancestors 'none'";
    }

    static void put(HttpFields.Mutable headers) {
        ALWAYS.forEach(headers::put);
        headers.put("Content-Security-Policy", contentPolicy("'self'"));
        headers.put("Cache-Control", "no-store");
    }
}
