package io.millrace.acceptance.golden;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.acceptance.golden.ScriptHarness.Outcome;
import io.millrace.engine.EngineOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file of EXPORT MODEL gives the same model, or an error: whatever happened to it, and never half a model. */
class ExportedModelTest {
    private static final String MODEL = "CREATE MODEL m INPUT (k STRING, x DOUBLE) OUTPUT (z DOUBLE)\n"
            + "WITH ('algorithm' = 'linear-regression', 'partition-by' = 'k');\n";
    private static final String ROWS = "CREATE VIEW t AS SELECT * FROM (VALUES ('a', 1.0, 2.0), ('b', 2.0, 5.0),"
            + " (CAST(NULL AS STRING), 0.5, 1.5), ('a', 3.0, 4.5)) AS r (k, x, y);\n";

    private static final byte[] FLIPS = {(byte) 0x80, 0x01, (byte) 0xff};

    @TempDir
    private Path folder;

    private byte[] whole = {};

    @BeforeEach
    void export() throws IOException, InterruptedException {
        Outcome outcome = run(ROWS + MODEL + "INSERT INTO m SELECT k, x, y FROM t; EXPORT MODEL m TO 'm.model';");
        assertThat(outcome.error()).isNull();
        whole = Files.readAllBytes(folder.resolve("m.model"));
        assertThat(names()).containsExactly("m.model");
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private Outcome run(String script) throws InterruptedException {
        return new ScriptHarness(folder, EngineOptions.defaults(1)).run("", script);
    }

    private Outcome imported(byte[] bytes) throws IOException, InterruptedException {
        Files.write(folder.resolve("other.model"), bytes);
        ScriptHarness harness = new ScriptHarness(folder, EngineOptions.defaults(1));
        Outcome outcome = harness.run("", "IMPORT MODEL n FROM 'other.model';");
        if (outcome.error() != null) {
            assertThat(outcome.error())
                    .startsWith("1:21: ")
                    .contains("'other.model'")
                    .contains("\nhint: ");
            assertThat(harness.run("", "SHOW MODELS;").text()).isEmpty();
        }
        return outcome;
    }

    @Test
    void theFileIsThatOfTheModelAgain() throws IOException, InterruptedException {
        Outcome outcome = run("IMPORT MODEL m FROM 'm.model'; EXPORT MODEL m TO 'again.model'; SHOW CREATE MODEL m;");
        assertThat(outcome.error()).isNull();
        assertThat(outcome.text()).contains("'partition-by' = 'k'");
        byte[] again = Files.readAllBytes(folder.resolve("again.model"));
        // All but who made the version, which now is the import, and the checksum.
        int made = new String(whole, StandardCharsets.ISO_8859_1).indexOf("\0\0\0\3run");
        assertThat(Arrays.copyOfRange(again, made + 10, again.length - 32))
                .isEqualTo(Arrays.copyOfRange(whole, made + 7, whole.length - 32));
    }

    @Test
    void aByteThatIsAnotherIsAnError() throws IOException, InterruptedException {
        for (int i = 0; i < whole.length; i++) {
            byte[] damaged = whole.clone();
            damaged[i] ^= 1;
            assertThat(imported(damaged).error()).as("byte " + i).isNotNull();
        }
    }

    @Test
    void aFileThatWasCutIsAnError() throws IOException, InterruptedException {
        for (int length = 0; length < whole.length; length++) {
            assertThat(imported(Arrays.copyOf(whole, length)).error())
                    .as(length + " bytes")
                    .isNotNull();
        }
    }

    /** Whoever changes a file and its checksum gets another model or an error, but no crash. */
    @Test
    void aForgedFileIsReadOrRefused() throws IOException, InterruptedException, NoSuchAlgorithmException {
        int refused = 0;
        for (int i = 20; i < whole.length - 32; i++) {
            byte[] forged = whole.clone();
            forged[i] ^= FLIPS[i % FLIPS.length];
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(forged, 0, whole.length - 32);
            System.arraycopy(digest.digest(), 0, forged, whole.length - 32, 32);
            refused += imported(forged).error() == null ? 0 : 1;
        }
        assertThat(refused).isPositive();
    }
}
