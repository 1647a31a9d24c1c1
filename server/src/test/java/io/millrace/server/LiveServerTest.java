package io.millrace.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.error.ConnectorException;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LiveServerTest {
    private final HttpClient client = HttpClient.newHttpClient();
    private final SyntheticJob job = new SyntheticJob();
    private LiveServer server;

    @BeforeEach
    void start() {
        server = LiveServer.start(LiveOptions.onPort(0), job.job());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private URI at(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    private HttpResponse<String> get(String path, String cookie) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(at(path));
        if (!cookie.isEmpty()) {
            request.header("Cookie", cookie);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private String login() throws IOException, InterruptedException {
        HttpResponse<String> response =
                client.send(HttpRequest.newBuilder(server.newLink()).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(303);
        String setCookie = response.headers().firstValue("Set-Cookie").orElseThrow();
        return setCookie.substring(0, setCookie.indexOf(';'));
    }

    @Test
    void theLinkIsExchangedForACookieAndRedirectedAway() throws Exception {
        HttpResponse<String> response =
                client.send(HttpRequest.newBuilder(server.newLink()).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(303);
        assertThat(response.headers().firstValue("Location")).hasValue("/");
        assertThat(response.headers().firstValue("Set-Cookie").orElseThrow())
                .contains("HttpOnly")
                .contains("SameSite=Strict")
                .contains("millrace-" + server.port());
    }

    @Test
    void aUsedLinkIsRefusedWithAnExplanation() throws Exception {
        URI link = server.newLink();
        HttpRequest request = HttpRequest.newBuilder(link).build();
        client.send(request, HttpResponse.BodyHandlers.discarding());
        HttpResponse<String> second = client.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(second.statusCode()).isEqualTo(401);
        assertThat(second.body()).contains("used before");
        assertThat(second.headers().firstValue("Set-Cookie")).isEmpty();
    }

    @Test
    void askingForTheHeadDoesNotUseUpALink() throws Exception {
        URI link = server.newLink();
        HttpRequest head = HttpRequest.newBuilder(link)
                .method("HEAD", HttpRequest.BodyPublishers.noBody())
                .build();
        assertThat(client.send(head, HttpResponse.BodyHandlers.discarding()).statusCode())
                .isEqualTo(401);
        assertThat(client.send(HttpRequest.newBuilder(link).build(), HttpResponse.BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(303);
    }

    @Test
    void whoSeesThePageGetsALinkForAnotherBrowser() throws Exception {
        HttpResponse<String> refused = get("/link", "");
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.body()).contains("press Enter in the terminal").doesNotContain("token=A");
        HttpResponse<String> page = get("/link", login());
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Cache-Control")).hasValue("no-store");
        String link = page.body()
                .replaceAll("(?s).*<code>(http://127\\.0\\.0\\.1:\\d+/\\?token=[A-Za-z0-9_-]+)</code>.*", "$1");
        HttpRequest request = HttpRequest.newBuilder(URI.create(link)).build();
        HttpResponse<String> first = client.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(first.statusCode()).isEqualTo(303);
        String cookie = first.headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(get("/session", cookie.substring(0, cookie.indexOf(';'))).statusCode())
                .isEqualTo(204);
        assertThat(client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(401);
    }

    @Test
    void whoSeesThePageMayAskWhy() throws Exception {
        String cookie = login();
        HttpResponse<String> text = get("/why", cookie);
        assertThat(text.headers().firstValue("Content-Type")).hasValue("text/plain; charset=utf-8");
        assertThat(text.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(text.body()).startsWith("Nothing is out because it is early.\n");
        HttpResponse<String> json = get("/api/why", cookie);
        assertThat(json.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(json.body())
                .isEqualTo("{\"state\":\"running\",\"epoch\":7,\"readEpoch\":8,"
                        + "\"conclusion\":[\"Nothing is out because it is early.\"],\"tables\":[],\"operators\":[]}");
    }

    @Test
    void nothingIsOpenWithoutACookie() throws Exception {
        for (String path :
                new String[] {"/", "/mark.svg", "/assets/index.js", "/session", "/why", "/api/why", "/nothing", "/live"
                }) {
            int expected = path.equals("/live") ? 403 : 401;
            assertThat(get(path, "").statusCode()).as(path).isEqualTo(expected);
            assertThat(get(path, "millrace-" + server.port() + "=wrong").statusCode())
                    .as(path)
                    .isEqualTo(expected);
        }
    }

    @Test
    void thePageAndItsFilesAreServedWithStrictHeaders() throws Exception {
        String cookie = login();
        HttpResponse<String> page = get("/", cookie);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("<div id=\"app\">");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'")
                .contains("frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(page.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(page.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
        assertThat(page.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(page.headers().firstValue("Server")).isEmpty();
        String script = page.body().replaceAll("(?s).*src=\"(/assets/[^\"]+)\".*", "$1");
        HttpResponse<String> asset = get(script, cookie);
        assertThat(asset.statusCode()).isEqualTo(200);
        assertThat(asset.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/javascript");
        assertThat(get("/assets/../index.html", cookie).statusCode()).isNotEqualTo(200);
        assertThat(get("/assets/%2e%2e/index.html", cookie).statusCode()).isNotEqualTo(200);
    }

    @Test
    void otherMethodsAreRefused() throws Exception {
        HttpRequest post = HttpRequest.newBuilder(at("/"))
                .POST(HttpRequest.BodyPublishers.noBody())
                .header("Cookie", login())
                .build();
        assertThat(client.send(post, HttpResponse.BodyHandlers.discarding()).statusCode())
                .isEqualTo(405);
    }

    @Test
    void anotherHostNameIsRefused() throws Exception {
        String cookie = login();
        assertThat(raw("Host: evil.example:" + server.port() + "\r\nCookie: " + cookie))
                .startsWith("HTTP/1.1 421");
        assertThat(raw("Host: localhost:" + server.port() + "\r\nCookie: " + cookie))
                .startsWith("HTTP/1.1 200");
    }

    @Test
    void anotherOriginIsRefused() throws Exception {
        String request = "Host: 127.0.0.1:" + server.port() + "\r\nCookie: " + login() + "\r\nOrigin: ";
        assertThat(raw(request + "http://evil.example")).startsWith("HTTP/1.1 403");
        assertThat(raw(request + "null")).startsWith("HTTP/1.1 403");
        assertThat(raw(request + "http://127.0.0.1:" + server.port())).startsWith("HTTP/1.1 200");
    }

    /** The HTTP client of the JDK does not let one choose the Host. */
    private String raw(String headers) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream()
                    .write(("GET / HTTP/1.1\r\n" + headers + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void theLiveConnectionNeedsCookieAndOrigin() throws Exception {
        String cookie = login();
        URI live = URI.create("ws://127.0.0.1:" + server.port() + "/live");
        String origin = "http://127.0.0.1:" + server.port();
        WebSocket.Listener listener = new WebSocket.Listener() {};
        assertThatThrownBy(() -> client.newWebSocketBuilder()
                        .header("Cookie", cookie)
                        .header("Origin", "http://evil.example")
                        .buildAsync(live, listener)
                        .join())
                .isInstanceOf(CompletionException.class);
        assertThatThrownBy(() -> client.newWebSocketBuilder()
                        .header("Cookie", cookie)
                        .buildAsync(live, listener)
                        .join())
                .isInstanceOf(CompletionException.class);
        assertThatThrownBy(() -> client.newWebSocketBuilder()
                        .header("Origin", origin)
                        .buildAsync(live, listener)
                        .join())
                .isInstanceOf(CompletionException.class);
        client.newWebSocketBuilder()
                .header("Cookie", cookie)
                .header("Origin", origin)
                .buildAsync(live, listener)
                .join()
                .abort();
    }

    @Test
    void itListensOnTheLoopbackInterfaceAlone() throws Exception {
        InetAddress own = InetAddress.getLocalHost();
        if (own.isLoopbackAddress()) {
            return;
        }
        assertThatThrownBy(() -> new Socket(own, server.port()).close()).isInstanceOf(IOException.class);
    }

    @Test
    void aTakenPortIsAnErrorOnlyWhenItWasAskedFor() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            int port = taken.getLocalPort();
            assertThatThrownBy(() -> LiveServer.start(LiveOptions.onPort(port), new SyntheticJob().job()))
                    .isInstanceOf(ConnectorException.class)
                    .hasMessage("port " + port + " is taken");
            try (LiveServer next =
                    LiveServer.start(new LiveOptions(Math.min(port, 65_000), false, 10), new SyntheticJob().job())) {
                assertThat(next.port()).isNotEqualTo(port);
                HttpURLConnection connection = (HttpURLConnection) URI.create("http://127.0.0.1:" + next.port() + "/")
                        .toURL()
                        .openConnection();
                assertThat(connection.getResponseCode()).isEqualTo(401);
            }
        }
    }
}
