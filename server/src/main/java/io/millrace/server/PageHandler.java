package io.millrace.server;

import io.millrace.engine.why.Explanation;
import io.millrace.engine.why.ExplanationText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.jspecify.annotations.Nullable;

/** Checks every request, exchanges tokens, serves the page's files, and lets the live connection through. */
final class PageHandler extends Handler.Wrapper {
    static final String LIVE_PATH = "/live";
    static final String SESSION_PATH = "/session";
    static final String LINK_PATH = "/link";
    static final String WHY_PATH = "/why";
    static final String WHY_JSON_PATH = "/api/why";

    private static final String HOW_TO_GET_IN =
            " For a new link, press Enter in the terminal where Millrace runs, or open <code>" + LINK_PATH
                    + "</code> in a browser that already shows the page.";

    private static final String RESOURCES = "META-INF/resources/millrace/";
    private static final Pattern ASSET = Pattern.compile("/(assets/[A-Za-z0-9_-][A-Za-z0-9._-]*|[a-z]+\\.(svg|txt))");
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml",
            "txt", "text/plain; charset=utf-8",
            "woff2", "font/woff2");

    private final Access access;
    private final Supplier<Explanation> why;

    PageHandler(Access access, Supplier<Explanation> why, Handler live) {
        super(live);
        this.access = access;
        this.why = why;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        SecurityHeaders.put(response.getHeaders());
        String host = request.getHeaders().get(HttpHeader.HOST);
        if (host == null || !Access.isLoopbackHost(host)) {
            return notice(
                    response,
                    callback,
                    HttpStatus.MISDIRECTED_REQUEST_421,
                    "Wrong address",
                    "This page answers to <code>127.0.0.1</code> and <code>localhost</code> only.");
        }
        String origin = request.getHeaders().get(HttpHeader.ORIGIN);
        boolean live = Request.getPathInContext(request).equals(LIVE_PATH);
        if (origin == null ? live : !Access.isSameOrigin(origin, host)) {
            return notice(
                    response,
                    callback,
                    HttpStatus.FORBIDDEN_403,
                    "Not from here",
                    "Another page may not read this one.");
        }
        if (!request.getMethod().equals("GET") && !request.getMethod().equals("HEAD")) {
            response.getHeaders().put(HttpHeader.ALLOW, "GET, HEAD");
            return notice(response, callback, HttpStatus.METHOD_NOT_ALLOWED_405, "Nothing to send", "Only GET works.");
        }
        if (access.admits(cookie(request))) {
            return live ? super.handle(request, response, callback) : page(request, response, callback);
        }
        return admit(request, response, callback);
    }

    private boolean admit(Request request, Response response, Callback callback) {
        String token = token(request);
        if (token == null) {
            return notice(
                    response,
                    callback,
                    HttpStatus.UNAUTHORIZED_401,
                    "A link is needed",
                    "Millrace shows this page only to whoever started it. Open the link with "
                            + "<code>?token=…</code> that it printed in the terminal." + HOW_TO_GET_IN);
        }
        String cookie = request.getMethod().equals("GET") ? access.exchange(token) : null;
        if (cookie == null) {
            return notice(
                    response,
                    callback,
                    HttpStatus.UNAUTHORIZED_401,
                    "This link was used before",
                    "A link works once, in the first browser that opens it, and only until Millrace stops. Go on in "
                            + "that browser at <code>/</code>." + HOW_TO_GET_IN);
        }
        Response.addCookie(
                response,
                HttpCookie.build(cookieName(request), cookie)
                        .path("/")
                        .httpOnly(true)
                        .sameSite(HttpCookie.SameSite.STRICT)
                        .build());
        return redirect(response, callback);
    }

    private boolean page(Request request, Response response, Callback callback) throws IOException {
        String path = Request.getPathInContext(request);
        if (token(request) != null) {
            return redirect(response, callback);
        } else if (path.equals("/")) {
            return file("index.html", response, callback);
        } else if (path.equals(LINK_PATH)) {
            return link(request, response, callback);
        } else if (path.equals(WHY_PATH)) {
            return text("text/plain; charset=utf-8", ExplanationText.of(why.get()), response, callback);
        } else if (path.equals(WHY_JSON_PATH)) {
            return text("application/json", ExplanationJson.of(why.get()), response, callback);
        } else if (path.equals(SESSION_PATH)) {
            response.setStatus(HttpStatus.NO_CONTENT_204);
            callback.succeeded();
            return true;
        } else if (ASSET.matcher(path).matches()) {
            return file(path.substring(1), response, callback);
        }
        return notFound(response, callback);
    }

    /** A link for another browser, by the name under which this one reaches us. */
    private boolean link(Request request, Response response, Callback callback) {
        if (!request.getMethod().equals("GET")) {
            return notice(response, callback, HttpStatus.OK_200, "Another browser", "Open this page for a link.");
        }
        String host = request.getHeaders().get(HttpHeader.HOST);
        return notice(
                response,
                callback,
                HttpStatus.OK_200,
                "Another browser",
                "Open this link there. It works once, on this machine: <br><code>http://" + host + "/?token="
                        + access.newToken() + "</code>");
    }

    private boolean file(String name, Response response, Callback callback) throws IOException {
        String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        try (InputStream input = PageHandler.class.getClassLoader().getResourceAsStream(RESOURCES + name)) {
            if (input == null && name.equals("index.html")) {
                return notice(
                        response,
                        callback,
                        HttpStatus.SERVICE_UNAVAILABLE_503,
                        "No page in this build",
                        "The module <code>web</code> was not built; build Millrace with Node.js on the path.");
            }
            if (input == null || type == null) {
                return notFound(response, callback);
            }
            HttpFields.Mutable headers = response.getHeaders();
            headers.put(HttpHeader.CONTENT_TYPE, type);
            if (name.startsWith("assets/")) {
                // The name holds a hash of the content.
                headers.put(HttpHeader.CACHE_CONTROL, "private, max-age=31536000, immutable");
            }
            byte[] bytes = input.readAllBytes();
            headers.put(HttpHeader.CONTENT_LENGTH, bytes.length);
            response.write(true, ByteBuffer.wrap(bytes), callback);
            return true;
        }
    }

    private static boolean text(String type, String text, Response response, Callback callback) {
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
        response.write(true, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), callback);
        return true;
    }

    private static boolean redirect(Response response, Callback callback) {
        response.setStatus(HttpStatus.SEE_OTHER_303);
        response.getHeaders().put(HttpHeader.LOCATION, "/");
        callback.succeeded();
        return true;
    }

    private static boolean notFound(Response response, Callback callback) {
        return notice(response, callback, HttpStatus.NOT_FOUND_404, "Not here", "The page is at <code>/</code>.");
    }

    private static boolean notice(Response response, Callback callback, int status, String title, String text) {
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/html; charset=utf-8");
        response.getHeaders().put("Content-Security-Policy", NoticePage.contentPolicy());
        response.write(true, ByteBuffer.wrap(NoticePage.of(title, text)), callback);
        return true;
    }

    /** What is answered to a request that cannot be handled: the status, and nothing about the inside. */
    static boolean error(Request request, Response response, Callback callback) {
        SecurityHeaders.put(response.getHeaders());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain; charset=utf-8");
        String text = response.getStatus() + " " + HttpStatus.getMessage(response.getStatus()) + "\n";
        response.write(true, ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)), callback);
        return true;
    }

    private static @Nullable String token(Request request) {
        Fields fields = Request.extractQueryParameters(request);
        return fields.getValue("token");
    }

    /** Cookies do not know ports, so that the name has to. */
    private static String cookieName(Request request) {
        return "millrace-" + Request.getLocalPort(request);
    }

    private static @Nullable String cookie(Request request) {
        String name = cookieName(request);
        for (HttpCookie cookie : Request.getCookies(request)) {
            if (cookie.getName().equals(name)) {
                return cookie.getValue();
            }
        }
        return null;
    }
}
