package io.millrace.acceptance.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessTest {
    @TempDir
    Path folder;

    @BeforeEach
    void scripts() throws IOException {
        Files.writeString(
                folder.resolve("stream.sql"),
                "CREATE TABLE g (id BIGINT, v DOUBLE) WITH ('connector' = 'datagen', 'rows-per-second' = '200');\n"
                        + "SELECT id, v FROM g;\n");
        Files.writeString(
                folder.resolve("file.sql"),
                "CREATE TABLE f (id BIGINT, v DOUBLE) WITH ('connector' = 'filesystem', 'path' = 'f.csv');\n"
                        + "SELECT id, v FROM f;\n");
        try (BufferedWriter rows = Files.newBufferedWriter(folder.resolve("f.csv"))) {
            for (int i = 0; i < 500_000; i++) {
                rows.write(i + "," + i + ".5\n");
            }
        }
    }

    /** A pipe that nobody empties holds up the file, so neither run can end before the signal comes. */
    @ParameterizedTest
    @ValueSource(strings = {"stream.sql", "file.sql"})
    void controlCEndsARunWithCompleteLines(String script) throws Exception {
        try (RunningCommand command = RunningCommand.start(folder, "run", script)) {
            assertThat(command.line()).endsWith("id,v\n");
            assertThat(command.line()).endsWith("\n");
            command.signal("INT");
            assertThat(command.rest())
                    .satisfiesAnyOf(
                            rest -> assertThat(rest).isEmpty(),
                            rest -> assertThat(rest).endsWith("\n"));
            assertThat(command.status()).isEqualTo(130);
            assertThat(command.told()).isEmpty();
        }
    }

    @Test
    void aSignalToTerminateEndsARunToo() throws Exception {
        try (RunningCommand command = RunningCommand.start(folder, "run", "stream.sql")) {
            assertThat(command.line()).isEqualTo("op,id,v\n");
            command.signal("TERM");
            assertThat(command.rest()).doesNotContain("\tat ");
            assertThat(command.status()).isEqualTo(143);
            assertThat(command.told()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"stream.sql", "file.sql"})
    void aReaderThatGoesAwayEndsARunQuietly(String script) throws Exception {
        try (RunningCommand command = RunningCommand.start(folder, "run", script)) {
            assertThat(command.line()).endsWith("id,v\n");
            command.hangUp();
            assertThat(command.status()).isZero();
            assertThat(command.told()).isEmpty();
        }
    }

    @Test
    void everyRowOfAFileComesOut() throws Exception {
        try (RunningCommand command = RunningCommand.start(folder, "run", "--output", "csv", "file.sql")) {
            assertThat(command.rest().lines()).hasSize(500_001);
            assertThat(command.status()).isZero();
            assertThat(command.told()).isEmpty();
        }
    }
}
