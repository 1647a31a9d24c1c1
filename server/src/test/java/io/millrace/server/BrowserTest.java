package io.millrace.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Runs {@code web/test/browser.mjs} against a served page, wherever there is a Chromium: the program in the environment
 * variable {@code CHROME}, or one on the path. Screenshots go to the folder in the system property
 * {@code millrace.screenshots}.
 */
class BrowserTest {
    private static final List<String> BROWSERS =
            List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome");
    private static final Path WEB = Path.of("..", "web");

    private LiveServer server;

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void thePageInARealBrowser() throws Exception {
        Optional<Path> chrome = chrome();
        assumeTrue(chrome.isPresent(), "no Chromium on the path or in CHROME: the page is not tested in a browser");
        assumeTrue(
                Files.isDirectory(WEB.resolve("node_modules/playwright-core")),
                "web/node_modules is missing (npm ci in web): the page is not tested in a browser");
        Path screenshots = Path.of(System.getProperty("millrace.screenshots", "target/screenshots"))
                .toAbsolutePath();
        Files.createDirectories(screenshots);

        SyntheticJob job = new SyntheticJob();
        long now = System.currentTimeMillis() * 1000;
        for (long time = now - 120_000_000L; time < now; time += 50_000) {
            job.tick(time);
        }
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
        server = LiveServer.start(LiveOptions.onPort(0), job.job());
        try {
            clock.scheduleAtFixedRate(() -> job.tick(System.currentTimeMillis() * 1000), 0, 50, TimeUnit.MILLISECONDS);
            Process script = new ProcessBuilder(
                            "node", "test/browser.mjs", chrome.get().toString(), screenshots.toString())
                    .directory(WEB.toFile())
                    .redirectErrorStream(true)
                    .start();
            List<String> said = converse(script, job, clock);
            assertThat(script.waitFor()).as(String.join("\n", said)).isZero();
            assertThat(said.stream().filter(line -> line.startsWith("ok "))).hasSizeGreaterThan(10);
            said.stream().filter(line -> line.startsWith("note ")).forEach(System.out::println);
        } finally {
            clock.shutdownNow();
            server.close();
        }
    }

    /** Does what the script asks for; returns everything it said. */
    private List<String> converse(Process script, SyntheticJob job, ScheduledExecutorService clock)
            throws IOException, InterruptedException {
        List<String> said = new ArrayList<>();
        try (BufferedReader output =
                        new BufferedReader(new InputStreamReader(script.getInputStream(), StandardCharsets.UTF_8));
                PrintStream input = new PrintStream(script.getOutputStream(), true, StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                said.add(line);
                switch (line) {
                    case "link" -> input.println(server.newLink());
                    case "drop" -> {
                        server.disconnect();
                        input.println("dropped");
                    }
                    case "end" -> {
                        clock.shutdown();
                        clock.awaitTermination(10, TimeUnit.SECONDS);
                        job.close();
                        input.println("ended");
                    }
                    case "restart" -> {
                        int port = server.port();
                        server.close();
                        server = LiveServer.start(LiveOptions.onPort(port), new SyntheticJob().job());
                        input.println("restarted");
                    }
                    default -> {}
                }
            }
        }
        return said;
    }

    private static Optional<Path> chrome() {
        String given = System.getenv("CHROME");
        if (given != null && !given.isBlank()) {
            return Optional.of(Path.of(given));
        }
        String path = System.getenv().getOrDefault("PATH", "");
        return BROWSERS.stream()
                .flatMap(name -> Stream.of(path.split(File.pathSeparator)).map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
