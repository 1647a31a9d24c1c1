package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millrace.cli.script.LivePipeline;
import io.millrace.core.env.SystemEnvironment;
import io.millrace.server.LiveOptions;
import io.millrace.server.LiveServer;
import io.millrace.sql.Step;
import io.millrace.testkit.BrowserScript;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runs {@code web/test/browser.mjs} against the demo on the real engine, wherever there is a Chromium. */
class LivePageTest {
    /** The first tile gets ten rows a second on two cores, five on one. */
    private static final int ROWS = 30;

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void theDemoInARealBrowser() throws Exception {
        Optional<String> obstacle = BrowserScript.obstacle();
        assumeTrue(obstacle.isEmpty(), () -> obstacle.orElse(""));
        assumeTrue(Files.isDirectory(Path.of("/proc/self")), "the demo reads /proc, which is not here");

        try (Page page = new Page()) {
            List<String> said = BrowserScript.here().run("demo", ROWS, page);
            assertThat(said.stream().filter(line -> line.startsWith("ok "))).hasSizeGreaterThan(10);
            assertThat(page.live.execution().metrics().nodes())
                    .as("every operator has had rows")
                    .allMatch(node -> node.rowsIn() > 0);
        }
    }

    /** The demo, running and served. */
    private static final class Page implements BrowserScript.Host, AutoCloseable {
        private LivePipeline live = start();
        private LiveServer server = LiveServer.start(LiveOptions.onPort(0), live.job());

        private static LivePipeline start() {
            Composition statements = new Composition(
                    Map.of(),
                    0,
                    Path.of("").toAbsolutePath(),
                    SystemEnvironment.create(),
                    new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
                    StateChoice.NONE);
            Step.Run run = statements.planTogether(script()).stream()
                    .filter(Step.Run.class::isInstance)
                    .map(Step.Run.class::cast)
                    .findFirst()
                    .orElseThrow();
            PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
            return LivePipeline.start(statements, "demo.sql", run, nowhere);
        }

        private static String script() {
            try (InputStream script = LivePageTest.class.getResourceAsStream(DemoCommand.SCRIPT)) {
                return new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public String link() {
            return server.newLink().toString();
        }

        @Override
        public void drop() {
            server.disconnect();
        }

        @Override
        public void end() throws InterruptedException {
            live.execution().stop();
            live.execution().await();
        }

        @Override
        public void restart() {
            int port = server.port();
            server.close();
            server = LiveServer.start(LiveOptions.onPort(port), live.job());
        }

        @Override
        public void close() throws InterruptedException {
            live.execution().stop();
            live.execution().await();
            server.close();
        }
    }
}
