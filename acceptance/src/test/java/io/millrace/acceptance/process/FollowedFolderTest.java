package io.millrace.acceptance.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

    private LogFolder logs = new LogFolder(Path.of(""));

    @BeforeEach
    void script() throws IOException {
        logs = LogFolder.of(folder, SCRIPT);
    }

    /** What came too late in an epoch is shown in the next one, for which there must be rows. */
    private String lineWhileRowsCome(RunningCommand command) throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        Thread rows = new Thread(() -> {
            try {
                while (!over.await(100, TimeUnit.MILLISECONDS)) {
                    logs.append("b", "02,0");
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
        logs.append("a", "00,1", "01,2", "02,3");
        try (RunningCommand command = RunningCommand.start(folder, "run", "--parallelism", "2", "x.sql")) {
            assertThat(command.line()).isEqualTo("op,m,s\n");
            assertThat(command.line()).isEqualTo("+I,0,1\n");
            assertThat(command.line()).isEqualTo("+I,1,2\n");

            // A new file brings a late row: the watermark that was published does not go back.
            logs.append("b", "00,100", "02,4");
            assertThat(lineWhileRowsCome(command)).isEqualTo("late> +I[2026-01-01 00:00:30, 100]\n");
            // From now on it holds the watermark back: its next row is not late, though the other file is ahead.
            logs.append("a", "03,5");
            logs.append("b", "02,6");
            logs.append("b", "03,7");
            assertThat(command.line()).isEqualTo("+I,2,13\n");

            // A removed file holds nothing back any more.
            Files.delete(logs.logs().resolve("b"));
            logs.append("c", "04,9");
            logs.append("a", "04,8");
            assertThat(command.line()).isEqualTo("+I,3,12\n");

            // A rotated file is read once.
            Files.move(logs.logs().resolve("a"), logs.logs().resolve("a.1"));
            logs.append("a", "05,10");
            logs.append("c", "05,11");
            assertThat(command.line()).isEqualTo("+I,4,17\n");
            command.signal("INT");
            assertThat(command.rest()).isEmpty();
            assertThat(command.status()).isEqualTo(130);
        }
    }
}
