package io.millrace.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.engine.learn.ModelCopy;
import io.millrace.engine.learn.ModelVersion;
import io.millrace.sql.ModelFile.UnreadableException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ModelFileTest {
    private static final ModelFile FILE = new ModelFile(
            "CREATE MODEL `m` … € \uD83D\uDE00",
            new ModelCopy(new ModelVersion(7, 3, 123_456_789_012L, 42, ModelVersion.ROWS), new byte[] {1, 2, 3, -1}));

    @Test
    void whatIsWrittenIsRead() throws UnreadableException {
        ModelFile read = ModelFile.of(FILE.bytes());
        assertThat(read.definition()).isEqualTo(FILE.definition());
        assertThat(read.copy().version()).isEqualTo(FILE.copy().version());
        assertThat(read.copy().state()).isEqualTo(FILE.copy().state());
        assertThat(read.bytes()).isEqualTo(FILE.bytes());
    }

    @Test
    void everyBitCounts() {
        for (int bit = 0; bit < FILE.bytes().length * 8; bit++) {
            byte[] bytes = FILE.bytes();
            bytes[bit / 8] ^= (byte) (1 << bit % 8);
            assertThatThrownBy(() -> ModelFile.of(bytes)).as("bit " + bit).isInstanceOf(UnreadableException.class);
        }
    }

    @Test
    void aFileThatWasCutOrHasMoreIsRefused() {
        byte[] whole = FILE.bytes();
        for (int length = 0; length < whole.length + 3; length++) {
            byte[] other = Arrays.copyOf(whole, length);
            if (length != whole.length) {
                assertThatThrownBy(() -> ModelFile.of(other))
                        .as(length + " bytes")
                        .isInstanceOf(UnreadableException.class);
            }
        }
        assertThatThrownBy(() -> ModelFile.of(Arrays.copyOf(whole, whole.length - 5)))
                .hasMessage("is cut off: it has " + (whole.length - 5) + " of " + whole.length + " bytes");
        assertThatThrownBy(() -> ModelFile.of(new byte[0])).hasMessage("is empty");
        assertThatThrownBy(() -> ModelFile.of("k,x,y\n1,2,3\n".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .hasMessage("is not a model that EXPORT MODEL wrote");
    }

    @Test
    void aNewerFormatIsNamed() {
        byte[] bytes = FILE.bytes();
        bytes[11] = 2;
        assertThatThrownBy(() -> ModelFile.of(bytes))
                .isInstanceOfSatisfying(
                        UnreadableException.class, e -> assertThat(e.hint()).contains("a newer Millrace wrote it"))
                .hasMessage("has the format 2, and this Millrace reads format 1");
    }
}
