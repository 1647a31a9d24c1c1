package io.millrace.acceptance.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.env.SystemEnvironment;
import io.millrace.core.error.ConnectorException;
import io.millrace.engine.checkpoint.Pace;
import io.millrace.engine.checkpoint.StateException;
import io.millrace.engine.checkpoint.StateInspection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damage of files is noticed, named and got over, and nothing ever begins anew by itself. */
class DamageTest {
    private static final Pace OFTEN = (epoch, nanos) -> epoch % 2 == 0;
    private static final int STOP_AT_FORCE = 40;

    @TempDir
    Path folder;

    private OrdersJob job;

    /** A run that is killed by its disk when it has made some checkpoints. */
    @BeforeEach
    void interruptedRun() throws Exception {
        job = new OrdersJob(folder);
        FailingDisk disk = new FailingDisk(
                new SystemEnvironment(7).disk(),
                FailingDisk.Operation.FORCE,
                STOP_AT_FORCE,
                Integer.MAX_VALUE / 2,
                "gone");
        assertThatThrownBy(() -> job.run(World.with(disk), 1, OFTEN)).isInstanceOf(StateException.class);
        assertThat(checkpoints()).hasSize(3);
    }

    private List<Path> files(String prefix) throws IOException {
        try (Stream<Path> files = Files.list(job.state())) {
            return files.filter(path -> path.getFileName().toString().startsWith(prefix))
                    .sorted()
                    .toList();
        }
    }

    /** Those that a checkpoint names; others were left behind. */
    private List<Path> named(String prefix) throws IOException {
        List<Path> named = new ArrayList<>();
        for (Path file : files(prefix)) {
            Path aside = file.resolveSibling("aside");
            Files.move(file, aside);
            if (!new StateInspection(new SystemEnvironment(7), job.state())
                    .verify()
                    .isSound()) {
                named.add(file);
            }
            Files.move(aside, file);
        }
        return named;
    }

    private List<Path> checkpoints() throws IOException {
        return files("checkpoint-");
    }

    private Path newest() throws IOException {
        List<Path> all = checkpoints();
        return all.get(all.size() - 1);
    }

    private void goesOnFromOneBefore() throws Exception {
        assertThat(new StateInspection(new SystemEnvironment(7), job.state())
                        .verify()
                        .isSound())
                .isFalse();
        job.run(new SystemEnvironment(7), 2, OFTEN);
        assertThat(job.warnings()).hasSize(1);
        assertThat(job.warnings().get(0)).contains("is damaged, so the run goes on from checkpoint");
        assertThat(job.written()).isEqualTo(job.expected());
    }

    @Test
    void aManifestThatIsCutAnywhere() throws Exception {
        byte[] whole = Files.readAllBytes(newest());
        for (int length = 0; length < whole.length; length += Math.max(1, whole.length / 40)) {
            Files.write(newest(), Arrays.copyOf(whole, length));
            assertThat(new StateInspection(new SystemEnvironment(7), job.state())
                            .verify()
                            .isSound())
                    .as("cut to %d of %d bytes", length, whole.length)
                    .isFalse();
        }
        goesOnFromOneBefore();
    }

    @Test
    void everyFlippedBitIsNoticed() throws Exception {
        List<Path> all = named("run-");
        all.addAll(named("outbox-"));
        all.add(newest());
        assertThat(all).hasSizeGreaterThan(3);
        for (Path file : all) {
            byte[] whole = Files.readAllBytes(file);
            for (int at = 16; at < whole.length; at += Math.max(1, whole.length / 50)) {
                byte[] flipped = whole.clone();
                flipped[at] ^= (byte) (1 << at % 8);
                Files.write(file, flipped);
                assertThat(new StateInspection(new SystemEnvironment(7), job.state())
                                .verify()
                                .isSound())
                        .as("%s, byte %d", file, at)
                        .isFalse();
            }
            Files.write(file, whole);
        }
        assertThat(new StateInspection(new SystemEnvironment(7), job.state())
                        .verify()
                        .isSound())
                .isTrue();
    }

    @Test
    void aManifestThatIsGone() throws Exception {
        Files.delete(newest());
        job.run(new SystemEnvironment(7), 2, OFTEN);
        assertThat(job.written()).isEqualTo(job.expected());
    }

    @Test
    void aFileOfAnotherCheckpointUnderItsName() throws Exception {
        Path last = named("run-").get(named("run-").size() - 1);
        Files.copy(named("run-").get(0), last, StandardCopyOption.REPLACE_EXISTING);
        goesOnFromOneBefore();
    }

    @Test
    void noneIsWhole() throws Exception {
        for (Path each : checkpoints()) {
            byte[] content = Files.readAllBytes(each);
            content[content.length / 2] ^= 1;
            Files.write(each, content);
        }
        assertThatThrownBy(() -> job.run(new SystemEnvironment(7), 1, OFTEN))
                .isInstanceOf(StateException.class)
                .hasMessageContaining("none of the 3 checkpoints")
                .hasMessageContaining("checksum");
    }

    @Test
    void allManifestsAreGone() throws Exception {
        for (Path each : checkpoints()) {
            Files.delete(each);
        }
        assertThatThrownBy(() -> job.run(new SystemEnvironment(7), 1, OFTEN))
                .isInstanceOf(StateException.class)
                .hasMessageContaining("had checkpoints");
    }

    @Test
    void aNewerVersionIsRefusedByName() throws Exception {
        byte[] content = Files.readAllBytes(newest());
        content[8] = 9;
        content[12] = 7;
        Files.write(newest(), content);
        assertThatThrownBy(() -> job.run(new SystemEnvironment(7), 1, OFTEN))
                .isInstanceOf(StateException.class)
                .hasMessageContaining("newer version of Millrace: format 9, readable from format 7 on");
    }

    @Test
    void anotherFileUnderTheTablesNameIsRefused() throws Exception {
        Files.copy(folder.resolve("orders.csv"), folder.resolve("others.csv"));
        String other = OrdersJob.TABLES.replace("orders.csv", "others.csv") + OrdersJob.QUERY;
        assertThatThrownBy(() -> job.run(new SystemEnvironment(7), 1, OFTEN, other, false))
                .isInstanceOf(StateException.class)
                .hasMessageContaining("would be lost: ")
                .hasMessageContaining("orders")
                .hasMessageContaining("Tumble 10 s");
    }

    @Test
    void theFileThatWasReadMustBeTheSame() throws Exception {
        Files.move(folder.resolve("orders.csv"), folder.resolve("old.csv"));
        Files.copy(folder.resolve("old.csv"), folder.resolve("orders.csv"));
        assertThatThrownBy(() -> job.run(new SystemEnvironment(7), 1, OFTEN))
                .isInstanceOf(ConnectorException.class)
                .hasMessageContaining("is another file than the one");
        Files.move(folder.resolve("old.csv"), folder.resolve("orders.csv"), StandardCopyOption.REPLACE_EXISTING);
        job.run(new SystemEnvironment(7), 1, OFTEN);
        assertThat(job.written()).isEqualTo(job.expected());
    }

    @Test
    void anotherScriptIsRefusedUnlessItMayLose() throws Exception {
        String other = OrdersJob.QUERY.replace("SUM(amount)", "MAX(amount)");
        assertThatThrownBy(() -> job.run(new SystemEnvironment(7), 1, OFTEN, OrdersJob.TABLES + other, false))
                .isInstanceOf(StateException.class)
                .hasMessageContaining("would be lost: Tumble 10 s");
        job.run(new SystemEnvironment(7), 1, OFTEN, OrdersJob.TABLES + other, true);
        assertThat(job.written()).isNotEqualTo(job.expected());
    }
}
