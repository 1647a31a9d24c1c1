package io.millrace.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millrace.testkit.BrowserScript;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runs {@code web/test/browser.mjs} against a page that shows a synthetic job, wherever there is a Chromium. */
class BrowserTest {
    private static final int ROWS = 1500;

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void thePageInARealBrowser() throws Exception {
        Optional<String> obstacle = BrowserScript.obstacle();
        assumeTrue(obstacle.isEmpty(), () -> obstacle.orElse(""));

        SyntheticJob job = new SyntheticJob();
        long now = System.currentTimeMillis() * 1000;
        for (long time = now - 120_000_000L; time < now; time += 50_000) {
            job.tick(time);
        }
        try (Page page = new Page(job)) {
            page.clock.scheduleAtFixedRate(
                    () -> job.tick(System.currentTimeMillis() * 1000), 0, 50, TimeUnit.MILLISECONDS);
            List<String> said = BrowserScript.here().run("synthetic", ROWS, page);
            assertThat(said.stream().filter(line -> line.startsWith("ok "))).hasSizeGreaterThan(10);
        }
    }

    /** A served synthetic job. */
    private static final class Page implements BrowserScript.Host, AutoCloseable {
        private final SyntheticJob job;
        private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
        private LiveServer server;

        Page(SyntheticJob job) {
            this.job = job;
            server = LiveServer.start(LiveOptions.onPort(0), job.job());
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
            clock.shutdown();
            assertThat(clock.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
            job.close();
        }

        @Override
        public void restart() {
            int port = server.port();
            server.close();
            server = LiveServer.start(LiveOptions.onPort(port), new SyntheticJob().job());
        }

        @Override
        public void close() {
            clock.shutdownNow();
            server.close();
        }
    }
}
