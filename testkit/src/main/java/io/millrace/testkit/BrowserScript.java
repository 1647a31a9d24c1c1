package io.millrace.testkit;

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
import java.util.stream.Stream;

/**
 * Runs {@code web/test/browser.mjs}, which drives the live page in a real browser: the program in the environment
 * variable {@code CHROME}, or a Chromium on the path. Screenshots go to the folder in the system property {@code
 * millrace.screenshots}, else to {@code target/screenshots}.
 */
public final class BrowserScript {
    private static final List<String> BROWSERS =
            List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome");
    private static final Path WEB = Path.of("..", "web");

    private final Path browser;

    private BrowserScript(Path browser) {
        this.browser = browser;
    }

    /** Whoever serves the page; the script asks for one thing after the other. */
    public interface Host {
        /** A new link to the page. */
        String link();

        /** Ends all connections. */
        void drop();

        /** Ends the job. */
        void end() throws InterruptedException;

        /** Serves another job at the same port, as after a restart. */
        void restart();
    }

    /** Why the script cannot run on this machine; empty when it can. */
    public static Optional<String> obstacle() {
        if (findBrowser().isEmpty()) {
            return Optional.of("no Chromium on the path or in CHROME: the page is not tested in a browser");
        }
        if (!Files.isDirectory(WEB.resolve("node_modules/playwright-core"))) {
            return Optional.of("web/node_modules is missing (npm ci in web): the page is not tested in a browser");
        }
        return Optional.empty();
    }

    /** The script on this machine; only where there is no {@link #obstacle}. */
    public static BrowserScript here() {
        return new BrowserScript(findBrowser().orElseThrow());
    }

    /**
     * Runs the script to its end.
     *
     * @param name the folder of its screenshots
     * @param rows how many rows the first tile has soon, at least
     * @return everything it said, line by line
     * @throws AssertionError when a check failed
     */
    public List<String> run(String name, int rows, Host host) throws IOException, InterruptedException {
        Path screenshots = Path.of(System.getProperty("millrace.screenshots", "target/screenshots"), name)
                .toAbsolutePath();
        Files.createDirectories(screenshots);
        Process script = new ProcessBuilder(
                        "node", "test/browser.mjs", browser.toString(), screenshots.toString(), Integer.toString(rows))
                .directory(WEB.toFile())
                .redirectErrorStream(true)
                .start();
        List<String> said = converse(script, host);
        int status = script.waitFor();
        if (status != 0) {
            throw new AssertionError("the browser script failed:\n" + String.join("\n", said));
        }
        return said;
    }

    private static List<String> converse(Process script, Host host) throws IOException, InterruptedException {
        List<String> said = new ArrayList<>();
        try (BufferedReader output =
                        new BufferedReader(new InputStreamReader(script.getInputStream(), StandardCharsets.UTF_8));
                PrintStream input = new PrintStream(script.getOutputStream(), true, StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                said.add(line);
                switch (line) {
                    case "link" -> input.println(host.link());
                    case "drop" -> {
                        host.drop();
                        input.println("dropped");
                    }
                    case "end" -> {
                        host.end();
                        input.println("ended");
                    }
                    case "restart" -> {
                        host.restart();
                        input.println("restarted");
                    }
                    default -> {}
                }
            }
        } finally {
            script.destroy();
        }
        return said;
    }

    private static Optional<Path> findBrowser() {
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
