package io.millrace.connect.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.millrace.core.connect.ConnectorContext;
import io.millrace.core.connect.Reader;
import io.millrace.core.connect.Source;
import io.millrace.core.connect.Table;
import io.millrace.core.connect.TableOptions;
import io.millrace.core.env.Disk;
import io.millrace.core.env.Environment;
import io.millrace.core.env.SystemEnvironment;
import io.millrace.core.error.ConnectorException;
import io.millrace.core.type.Column;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;
import io.millrace.testkit.SourceRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SystemTest {
    @TempDir
    Path proc;

    private final TestClock clock = new TestClock();

    /** A clock that the test moves. */
    private static final class TestClock implements Environment.Clock {
        long nanos = 5_000_000_000L;

        @Override
        public long wallMicros() {
            return nanos / 1000;
        }

        @Override
        public long steadyMicros() {
            return nanos / 1000;
        }

        @Override
        public long nanos() {
            return nanos;
        }
    }

    private record TestEnvironment(Environment.Clock clock) implements Environment {
        private static final Environment REAL = new SystemEnvironment(1);

        @Override
        public RandomGenerator random(String name) {
            return REAL.random(name);
        }

        @Override
        public Threads threads() {
            return REAL.threads();
        }

        @Override
        public Disk disk() {
            return REAL.disk();
        }
    }

    private void write(String name, String text) throws IOException {
        Files.createDirectories(proc.resolve(name).getParent());
        Files.writeString(proc.resolve(name), text);
    }

    private Source source(Schema schema, String metrics) {
        SystemConnector connector = new SystemConnector(proc);
        Table table = new Table(
                "t",
                schema,
                List.of(),
                TableOptions.of(Map.of("metrics", metrics, "interval", "2 s"), connector.options()));
        return connector.source(
                table, new ConnectorContext(new TestEnvironment(clock), proc, ZoneOffset.UTC, System.out));
    }

    /** The rows of the second sample, two seconds after the first; what changes in between is written by {@code then}. */
    private List<List<@Nullable Object>> second(String metrics, ThrowingRunnable then) throws IOException {
        Schema schema = new Schema(MetricKind.named(metrics).columns());
        try (Source source = source(schema, metrics)) {
            int[] all = IntStream.range(0, schema.size()).toArray();
            Reader reader = source.open(source.splits().get(0), Source.Position.START, all, () -> {});
            SourceRows rows = new SourceRows(schema);
            Reader.Poll first = reader.poll(rows, 100);
            assertThat(first.state()).isEqualTo(Reader.State.IDLE);
            assertThat(first.waitNanos()).isEqualTo(2_000_000_000L);
            assertThat(rows.count()).isZero();
            then.run();
            clock.nanos += 2_000_000_000L;
            while (reader.poll(rows, 1).state() == Reader.State.MORE) {
                continue;
            }
            return rows.rows();
        }
    }

    private interface ThrowingRunnable {
        void run() throws IOException;
    }

    @Test
    void coresShareTheirTime() throws IOException {
        write("stat", "cpu  9 9 9 9\ncpu0 100 0 50 1000 10 0 0 0 0 0\ncpu1 1 1 1 1 1 1 1 1 0 0\nintr 5\n");
        assertThat(second(
                        "cpu",
                        () -> write("stat", "cpu  9\ncpu0 140 10 70 1100 20 5 5 10 0 0\ncpu1 1 1 1 1 1 1 1 1\n")))
                .containsExactly(
                        List.of(Instant.ofEpochSecond(7), 0L, 25.0, 15.0, 5.0, 50.0, 5.0, 45.0),
                        List.of(Instant.ofEpochSecond(7), 1L, 0.0, 0.0, 0.0, 100.0, 0.0, 0.0));
    }

    @Test
    void devicesHaveRates() throws IOException {
        write("stat", "");
        write(
                "diskstats",
                " 8 0 sda 10 0 100 0 20 0 200 0 0 1000 0\n 8 1 sda1 1 0 1 0 1 0 1 0 0 1 0\n 7 0 loop0 1 1\n");
        assertThat(second("disk", () -> write("diskstats", " 8 0 sda 30 0 140 0 24 0 208 0 0 1500 0\n")))
                .containsExactly(List.of(Instant.ofEpochSecond(7), "sda", 10240.0, 2048.0, 10.0, 2.0, 25.0));
        write("net/dev", "Inter-|\n face |\n  lo: 0 0 0 0 0 0 0 0 0 0 0\neth0:1000 10 0 0 0 0 0 0 500 5 0 0 0 0 0 0\n");
        assertThat(second("network", () -> write("net/dev", "eth0: 3000 20 1 0 0 0 0 0 600 9 2 0 0 0 0 0\n")))
                .containsExactly(List.of(Instant.ofEpochSecond(9), "eth0", 1000.0, 50.0, 5.0, 2.0, 1L, 2L));
    }

    @Test
    void memoryAndLoadAreReadAsTheyAre() throws IOException {
        write("stat", "");
        write(
                "meminfo",
                "MemTotal: 1000 kB\nMemFree: 1 kB\nMemAvailable: 750 kB\nCached:  5 kB\nSwapTotal: 8 kB\nSwapFree: 6 kB\n");
        assertThat(second("memory", () -> {}))
                .containsExactly(
                        List.of(Instant.ofEpochSecond(7), 1_024_000L, 256_000L, 768_000L, 5120L, 8192L, 2048L, 25.0));
        write("loadavg", "0.50 0.25 0.10 2/345 6789\n");
        assertThat(second("load", () -> {}))
                .containsExactly(List.of(Instant.ofEpochSecond(9), 0.5, 0.25, 0.1, 2L, 345L));
    }

    @Test
    void busiestProcessesComeFirst() throws IOException {
        write("stat", "");
        write("12/stat", "12 (odd ) name) S 1 1 1 0 -1 0 0 0 0 0 100 50 0 0 20 0 3 0 777 1000 25 0");
        write("12/status", "Name: odd\nVmRSS:\t     100 kB\n");
        write("9/stat", "9 (idle) S 1 1 1 0 -1 0 0 0 0 0 100 50 0 0 20 0 1 0 777 1000 30 0");
        assertThat(second(
                        "process",
                        () -> write(
                                "12/stat",
                                "12 (odd ) name) S 1 1 1 0 -1 0 0 0 0 0 200 150 0 0 20 0 3 0 777 1000 25 0")))
                .containsExactly(
                        List.of(Instant.ofEpochSecond(7), 12L, "odd ) name", 100.0, 102_400L, 3L),
                        List.of(Instant.ofEpochSecond(7), 9L, "idle", 0.0, 0L, 1L));
    }

    @Test
    void wrongColumnsAreNamedWithWhatThereIs() throws IOException {
        write("stat", "");
        assertThatThrownBy(() -> source(Schema.of(new Column("usr", Type.DOUBLE)), "cpu"))
                .asInstanceOf(type(ConnectorException.class))
                .satisfies(e -> assertThat(e.hint()).contains("'user'").contains("core BIGINT, user DOUBLE"));
        assertThatThrownBy(() -> source(Schema.of(new Column("user", Type.STRING)), "cpu"))
                .hasMessageContaining("is declared as STRING, but is a DOUBLE");
        Files.delete(proc.resolve("stat"));
        assertThatThrownBy(() -> source(Schema.of(new Column("user", Type.DOUBLE)), "cpu"))
                .isInstanceOf(ConnectorException.class);
    }
}
