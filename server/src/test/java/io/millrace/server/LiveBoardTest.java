package io.millrace.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.env.SystemEnvironment;
import io.millrace.core.type.Column;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;
import io.millrace.engine.Metrics;
import io.millrace.engine.pipeline.Pipeline;
import io.millrace.engine.why.Explanation;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The board with two tiles that count the same rows: whatever a browser sees, both must say the same. */
class LiveBoardTest {
    private static final Schema COUNT = Schema.of(new Column("n", Type.BIGINT));

    private final LiveTable left = counting("left");
    private final LiveTable right = counting("right");
    private final LiveJob job = new LiveJob(
            "test",
            new Pipeline(List.of()),
            () -> new Metrics(0, 0, Long.MIN_VALUE, List.of(), List.of()),
            () -> new Explanation(Explanation.State.RUNNING, 0, 0, List.of("early"), List.of(), List.of()),
            List.of(left, right));
    private final LiveBoard board = new LiveBoard(job, "instance", SystemEnvironment.create());
    private final Browser browser = new Browser();
    private final LiveClient client = new LiveClient(browser, job);

    private static LiveTable counting(String id) {
        return new LiveTable(new LiveTile(id, id, "SELECT COUNT(*) AS n FROM t", COUNT, List.of(), -1, true));
    }

    /** Keeps what it gets and answers only when told to. */
    private static final class Browser implements LiveClient.Connection {
        private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
        private final CountDownLatch closed = new CountDownLatch(1);

        @Override
        public void send(String message) {
            messages.add(message);
        }

        @Override
        public boolean isOpen() {
            return closed.getCount() > 0;
        }

        @Override
        public void close() {
            closed.countDown();
        }

        String next() throws InterruptedException {
            String message = messages.poll(10, TimeUnit.SECONDS);
            assertThat(message).as("a message within ten seconds").isNotNull();
            return message;
        }
    }

    @AfterEach
    void stop() {
        board.close();
    }

    private static void count(LiveTable table, long epoch) {
        BatchBuilder batch = new BatchBuilder(COUNT, 2);
        if (epoch > 1) {
            batch.longs(0).append((epoch - 1) * 10);
            batch.endRow(-1);
        }
        batch.longs(0).append(epoch * 10);
        batch.endRow();
        table.write(batch.build());
        table.endEpoch(epoch, 0);
    }

    private void say(String message) {
        client.receive(message);
        board.wake();
    }

    private void look() throws InterruptedException {
        board.start();
        board.add(client);
        assertThat(browser.next()).contains("\"type\":\"hello\"");
        say("tile 0 table 0 10");
        say("tile 1 table 0 10");
    }

    /** Answers frames until one shows this epoch; every frame is checked on the way. */
    private String until(long epoch) throws InterruptedException {
        for (int i = 0; i < 200; i++) {
            say("ack");
            String frame = browser.next();
            checkConsistent(frame);
            if (frame.contains("\"epoch\":" + epoch + ",")) {
                return frame;
            }
        }
        throw new AssertionError("epoch " + epoch + " was never shown");
    }

    private static void checkConsistent(String frame) {
        Matcher epoch = Pattern.compile("\"epoch\":(\\d+)").matcher(frame);
        assertThat(epoch.find()).isTrue();
        Matcher page = Pattern.compile("\"rows\":\\[\\[(\\d+)\\]\\]").matcher(frame);
        while (page.find()) {
            assertThat(page.group(1)).as(frame).isEqualTo(Long.parseLong(epoch.group(1)) * 10 + "");
        }
    }

    @Test
    void allTilesShowOneEpoch() throws Exception {
        look();
        count(left, 1);
        count(right, 1);
        assertThat(until(1)).contains("[[10]]");
        count(left, 2);
        count(left, 3);
        count(right, 2);
        String frame = until(2);
        assertThat(frame).contains("[[20]]").doesNotContain("[[30]]");
        count(right, 3);
        assertThat(until(3)).contains("[[30]]");
    }

    @Test
    void nothingIsShownThatOneTileLacks() throws Exception {
        look();
        for (int epoch = 1; epoch <= 5_000; epoch++) {
            count(left, epoch);
        }
        say("ack");
        assertThat(browser.next()).contains("\"epoch\":0,");
        for (int epoch = 1; epoch <= 5_000; epoch++) {
            count(right, epoch);
        }
        assertThat(until(5_000)).contains("[[50000]]");
    }

    @Test
    void aSlowBrowserHasOneFrameInFlightAndSlowsNobody() throws Exception {
        look();
        for (int epoch = 1; epoch <= 2_000; epoch++) {
            count(left, epoch);
            count(right, epoch);
        }
        // The hello was never answered, so that not one frame may come, whatever was written.
        assertThat(browser.messages.poll(300, TimeUnit.MILLISECONDS)).isNull();
        assertThat(left.pending().sealedThrough()).isEqualTo(2_000);
        assertThat(until(2_000)).contains("[[20000]]");
    }

    @Test
    void aPausedBrowserGetsNoFrames() throws Exception {
        look();
        count(left, 1);
        count(right, 1);
        until(1);
        say("pause 1");
        say("ack");
        count(left, 2);
        count(right, 2);
        for (String message = browser.messages.poll(300, TimeUnit.MILLISECONDS);
                message != null;
                message = browser.messages.poll(300, TimeUnit.MILLISECONDS)) {
            assertThat(message).doesNotContain("\"epoch\":2,");
        }
        say("pause 0");
        assertThat(until(2)).contains("[[20]]");
    }

    @Test
    void theEndIsSaid() throws Exception {
        look();
        count(left, 1);
        count(right, 1);
        until(1);
        left.close();
        right.close();
        String frame = until(1);
        for (int i = 0; i < 50 && !frame.contains("\"ended\":true"); i++) {
            frame = until(1);
        }
        assertThat(frame).contains("\"ended\":true");
    }

    @Test
    void nonsenseEndsTheConnection() throws Exception {
        look();
        say("tile 7 chart 100");
        assertThat(browser.closed.await(10, TimeUnit.SECONDS)).isTrue();
    }
}
