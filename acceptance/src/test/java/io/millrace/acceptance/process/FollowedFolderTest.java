package io.millrace.acceptance.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A folder of logs while they come, grow, are rotated and removed; no split is ever idle here, so nothing depends on time. */
class FollowedFolderTest {
    private static final String SCRIPT = """
            CREATE TABLE t (ts TIMESTAMP(0), v INT, WATERMARK FOR ts AS ts) WITH ('connector' = 'filesystem',
              'path' = 'logs', 'scan.mode' = 'tail', 'format' = 'csv', 'csv.header' = 'false',
              'source.monitor-interval' = '100 ms', 'scan.watermark.idle-timeout' = '0 s');
            CREATE TABLE p (ts TIMESTAMP(0), v INT) WITH ('connector' = 'print', 'print-identifier' = 'late');
            INSERT INTO p SELECT ts, v FROM t$late;
            SELECT EXTRACT(MINUTE FROM window_start) AS m, SUM(v) AS s
            FROM TABLE(TUMBLE(TABLE t, DESCRIPTOR(ts), INTERVAL '1' MINUTE)) GROUP BY window_start, window_end;
            """;

    @TempDir
    Path folder;

    private Path logs;

    @BeforeEach
    void script() throws IOException {
        logs = Files.createDirectories(folder.resolve("logs"));
        Files.writeString(folder.resolve("x.sql"), SCRIPT);
    }

    /** Writes rows, each {@code MINUTE,VALUE}, at once. */
    private void append(String name, String... rows) throws IOException {
        StringBuilder text = new StringBuilder();
        for (String row : rows) {
            text.append("2026-01-01 00:").append(row.replace(",", ":30,")).append('\n');
        }
        Files.writeString(logs.resolve(name), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** What came too late in an epoch is shown in the next one, for which there must be rows. */
    private String lineWhileRowsCome(RunningCommand command) throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        Thread rows = new Thread(() -> {
            try {
                while (!over.await(100, TimeUnit.MILLISECONDS)) {
                    append("b", "02,0");
                }
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        rows.start();
        try {
            return command.line();
        } finally {
            over.countDown();
            rows.join();
        }
    }

    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES)
    void filesComeGrowAreRotatedAndRemoved() throws Exception {
        append("a", "00,1", "01,2", "02,3");
        try (RunningCommand command = RunningCommand.start(folder, "run", "--parallelism", "2", "x.sql")) {
            assertThat(command.line()).isEqualTo("op,m,s\n");
            assertThat(command.line()).isEqualTo("+I,0,1\n");
            assertThat(command.line()).isEqualTo("+I,1,2\n");

            // A new file brings a late row: the watermark that was published does not go back.
            append("b", "00,100", "02,4");
            assertThat(lineWhileRowsCome(command)).isEqualTo("late> +I[2026-01-01 00:00:30, 100]\n");
            // From now on it holds the watermark back: its next row is not late, though the other file is ahead.
            append("a", "03,5");
            append("b", "02,6");
            append("b", "03,7");
            assertThat(command.line()).isEqualTo("+I,2,13\n");

            // A removed file holds nothing back any more.
            Files.delete(logs.resolve("b"));
            append("c", "04,9");
            append("a", "04,8");
            assertThat(command.line()).isEqualTo("+I,3,12\n");

            // A rotated file is read once.
            Files.move(logs.resolve("a"), logs.resolve("a.1"));
            append("a", "05,10");
            append("c", "05,11");
            assertThat(command.line()).isEqualTo("+I,4,17\n");
            command.signal("INT");
            assertThat(command.rest()).isEmpty();
            assertThat(command.status()).isEqualTo(130);
        }
    }
}
