package io.millrace.acceptance.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.acceptance.state.FailingDisk.Operation;
import io.millrace.core.env.Environment;
import io.millrace.core.env.SystemEnvironment;
import io.millrace.engine.checkpoint.Pace;
import io.millrace.engine.checkpoint.StateException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every operation on the disk fails once, one after the other, until a run has no failure left. */
class FailingDiskTest {
    private static final Pace OFTEN = (epoch, nanos) -> epoch % 3 == 0;

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(Operation.class)
    void whateverFailsTheNextRunHasTheRightResult(Operation operation) throws Exception {
        int failures = 0;
        for (int n = 1; ; n++) {
            OrdersJob job = new OrdersJob(Files.createDirectory(folder.resolve("job" + n)));
            FailingDisk disk = new FailingDisk(new SystemEnvironment(7).disk(), operation, n, 1, "Input/output error");
            boolean ended = true;
            try {
                job.run(World.with(disk), 1, OFTEN);
            } catch (StateException e) {
                assertThat(e.kind()).isEqualTo(StateException.Kind.NOT_WRITTEN);
                assertThat(e.getMessage()).contains("Input/output error");
                ended = false;
            }
            if (disk.failed() == 0) {
                break;
            }
            failures++;
            if (!ended) {
                job.run(new SystemEnvironment(7), 2, OFTEN);
            }
            assertThat(job.written()).as("%s %d", operation, n).isEqualTo(job.expected());
        }
        assertThat(failures).isGreaterThan(operation == Operation.OPEN ? 5 : 10);
    }

    @Test
    void aFullDiskEndsNothingAndLosesNothing() throws Exception {
        OrdersJob job = new OrdersJob(folder);
        FailingDisk disk =
                new FailingDisk(new SystemEnvironment(7).disk(), Operation.WRITE, 4, 5, "No space left on device");
        try {
            job.run(World.with(disk), 2, OFTEN);
        } catch (StateException e) {
            // The last checkpoint found no room either: then the run says so, and another one completes it.
            assertThat(e.getMessage()).contains("the last checkpoint could not be written");
            job.run(new SystemEnvironment(7), 1, OFTEN);
        }
        assertThat(disk.failed()).isPositive();
        assertThat(job.written()).isEqualTo(job.expected());
    }

    @Test
    void aSecondRunIsRefused() throws Exception {
        OrdersJob job = new OrdersJob(folder);
        Environment environment = new SystemEnvironment(7);
        Files.createDirectories(job.state());
        try (var lock = environment.disk().lock(job.state().resolve("lock"))) {
            assertThat(lock).isNotNull();
            assertThatThrownBy(() -> job.run(environment, 1, OFTEN))
                    .isInstanceOf(StateException.class)
                    .hasMessageContaining("is in use by another run");
        }
        job.run(environment, 1, OFTEN);
        assertThat(job.written()).isEqualTo(job.expected());
    }

    @Test
    void aFinishedRunThatIsStartedAgainChangesNothing() throws IOException, InterruptedException {
        OrdersJob job = new OrdersJob(folder);
        job.run(new SystemEnvironment(7), 1, OFTEN);
        job.run(new SystemEnvironment(7), 2, OFTEN);
        assertThat(job.written()).isEqualTo(job.expected());
        assertThat(job.warnings()).isEmpty();
    }
}
