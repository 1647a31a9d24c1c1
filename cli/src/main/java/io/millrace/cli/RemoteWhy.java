package io.millrace.cli;

import io.millrace.cli.output.Lines;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/**
 * Asks a run that shows its live page why it stands where it stands. The link of the page lets in as it does a browser:
 * once, and in exchange for a cookie.
 */
final class RemoteWhy {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String NEW_LINK = "press Enter in the terminal where the run goes on: it prints a new link";

    private final Streams streams;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    RemoteWhy(Streams streams) {
        this.streams = streams;
    }

    /**
     * Prints the explanation.
     *
     * @param link as {@code millrace run --ui} printed it
     * @return the exit status
     */
    int print(URI link) throws InterruptedException {
        String query = link.getRawQuery();
        if (!"http".equals(link.getScheme())
                || link.getHost() == null
                || query == null
                || !query.startsWith("token=")) {
            return failed(
                    ExitStatus.USAGE,
                    "--why takes the link of a live page, and '" + link + "' is none",
                    "millrace run --ui prints it: http://127.0.0.1:8080/?token=...");
        }
        try {
            HttpResponse<String> entry = get(link, "");
            Optional<String> cookie = entry.headers().firstValue("Set-Cookie");
            if (cookie.isEmpty()) {
                return entry.statusCode() == 401
                        ? failed(ExitStatus.FAILED, "this link was used before, or is of another run", NEW_LINK)
                        : failed(ExitStatus.FAILED, "there is no live page at " + link.getAuthority(), NEW_LINK);
            }
            HttpResponse<String> why = get(link.resolve("/why"), cookie.get().split(";", 2)[0]);
            if (why.statusCode() != 200) {
                return failed(
                        ExitStatus.FAILED,
                        "the run at " + link.getAuthority() + " does not explain itself",
                        "it is of another version of Millrace");
            }
            Lines lines = new Lines(streams.out());
            lines.add(why.body());
            lines.flush();
            return ExitStatus.DONE;
        } catch (IOException e) {
            return failed(
                    ExitStatus.FAILED,
                    "nothing answers at " + link.getAuthority(),
                    "start the run with millrace run --ui, on this machine");
        }
    }

    private HttpResponse<String> get(URI place, String cookie) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(place).timeout(PATIENCE);
        if (!cookie.isEmpty()) {
            request.header("Cookie", cookie);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private int failed(int status, String message, String hint) {
        streams.err().println("millrace: " + message);
        streams.err().println("hint: " + hint);
        return status;
    }
}
