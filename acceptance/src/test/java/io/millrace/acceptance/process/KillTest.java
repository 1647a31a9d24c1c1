package io.millrace.acceptance.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command is killed with SIGKILL while it works, again and again, and in the end its results are right. */
class KillTest {
    private static final int ROWS = 6000;
    private static final int KILLS = 4;
    private static final int ROWS_A_SECOND = 10;
    private static final String SCRIPT = """
            CREATE TABLE clicks (ts TIMESTAMP(3), page INT, WATERMARK FOR ts AS ts) WITH ('connector' = 'filesystem',
              'path' = 'clicks.csv', 'format' = 'csv', 'replay.speed' = '60');
            CREATE TABLE counts (page INT, begins TIMESTAMP(3), clicks BIGINT)
            WITH ('connector' = 'filesystem', 'path' = 'counts.csv', 'format' = 'csv');
            INSERT INTO counts SELECT page, window_start, COUNT(*)
            FROM TABLE(TUMBLE(TABLE clicks, DESCRIPTOR(ts), INTERVAL '10' SECOND))
            GROUP BY page, window_start, window_end;
            """;

    @TempDir
    Path folder;

    private final List<String> expected = new ArrayList<>();

    private void input() throws IOException {
        Random random = new Random(3);
        StringBuilder rows = new StringBuilder("ts,page\n");
        Map<String, Integer> counts = new TreeMap<>();
        for (int i = 0; i < ROWS; i++) {
            int second = i / ROWS_A_SECOND;
            int page = random.nextInt(9);
            rows.append(time(second)).append(',').append(page).append('\n');
            counts.merge(page + "," + time(second / 10 * 10), 1, Integer::sum);
        }
        Files.writeString(folder.resolve("clicks.csv"), rows);
        Files.writeString(folder.resolve("job.sql"), SCRIPT);
        counts.forEach((key, count) -> expected.add(key + "," + count));
    }

    private static String time(int second) {
        return String.format("2026-01-01 00:%02d:%02d.000", second / 60, second % 60);
    }

    /** How many epochs the result has, as the file beside it says. */
    private long marker() throws IOException {
        Path mark = folder.resolve(".counts.csv.millrace");
        return Files.exists(mark) ? Long.parseLong(Files.readString(mark).split(" ")[1]) : 0;
    }

    /** Waits until some file of the folder has changed, or for a second: it may have changed just before. */
    private void awaitChange() throws IOException, InterruptedException {
        try (WatchService changes = folder.getFileSystem().newWatchService()) {
            folder.register(changes, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY);
            changes.poll(1, TimeUnit.SECONDS);
        }
    }

    private RunningCommand start() throws IOException {
        return RunningCommand.start(
                folder, "run", "--state", "state", "--checkpoint-interval", "50ms", "--quiet", "job.sql");
    }

    @Test
    @Timeout(value = 3, unit = TimeUnit.MINUTES)
    void nothingIsLostAndNothingComesTwice() throws Exception {
        input();
        for (int kill = 0; kill < KILLS; kill++) {
            long before = marker();
            try (RunningCommand command = start()) {
                while (marker() <= before) {
                    assertThat(command.isAlive()).as(command.told()).isTrue();
                    awaitChange();
                }
                command.signal("KILL");
                command.status();
            }
        }
        try (RunningCommand command = start()) {
            assertThat(command.status()).as(command.told()).isZero();
        }
        List<String> written = new ArrayList<>(Files.readAllLines(folder.resolve("counts.csv")));
        assertThat(written.remove(0)).isEqualTo("page,begins,clicks");
        assertThat(written).containsExactlyInAnyOrderElementsOf(expected);
    }
}
