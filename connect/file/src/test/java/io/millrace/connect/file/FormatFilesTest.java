package io.millrace.connect.file;

import static io.millrace.testkit.Rows.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.connect.Sink;
import io.millrace.core.error.ConnectorException;
import io.millrace.core.type.Column;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;
import io.millrace.testkit.Rows;
import io.millrace.testkit.SourceContract;
import io.millrace.testkit.SourceRows;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of the formats whose records are not lines, or are changes. */
class FormatFilesTest {
    private static final Schema SCHEMA =
            Schema.of(new Column("id", Type.BIGINT.notNull()), new Column("name", Type.STRING));

    @TempDir
    Path folder;

    private FileFixture fixture() {
        return new FileFixture(folder, SCHEMA);
    }

    private void write(String path, String codec, int rows) {
        try (Sink sink = fixture().sink(List.of(), "path", path, "format", "avro", "avro.codec", codec)) {
            for (int i = 0; i < rows; i++) {
                sink.write(Rows.batch(SCHEMA, List.of(row((long) i, i % 3 == 0 ? null : "name " + i))));
                if (i % 40 == 39) {
                    sink.endEpoch(i, i);
                }
            }
            sink.endEpoch(rows, rows);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "deflate", "snappy"})
    void avroKeepsTheContractOfSources(String codec) {
        write("t.avro", codec, 300);
        SourceContract.check(() -> fixture().source("path", "t.avro"), SCHEMA);
    }

    @Test
    void avroIsFollowedAsItGrows() {
        write("t.avro", "snappy", 100);
        SourceContract.check(() -> fixture().source("path", "t.avro", "scan.mode", "tail"), SCHEMA);
        assertThatThrownBy(() -> fixture().source("path", "t.avro", "scan.mode", "tail", "tail.start", "end"))
                .isInstanceOf(ConnectorException.class)
                .hasMessageContaining("can only be read from its beginning");
    }

    @Test
    void aBlockThatIsTooLongIsOneBadRecord() {
        write("t.avro", "null", 90);
        SourceRows rows = fixture().read("path", "t.avro", "max-line-length", "250");
        assertThat(rows.failures()).hasSize(2);
        assertThat(rows.failures().get(0).reason()).contains("max-line-length");
        assertThat(rows.rows()).hasSize(10);
    }

    @Test
    void aTableWithAKeyIsWrittenAsItStands() {
        try (Sink sink = fixture().sink(List.of(0), "path", "t.avro", "format", "avro")) {
            sink.write(Rows.batch(SCHEMA, List.of(row(1L, "a"), row(2L, "b"))));
            sink.endEpoch(1, 0);
            BatchBuilder changes = new BatchBuilder(SCHEMA, 2);
            Rows.append(changes, SCHEMA, -1, row(1L, "a"));
            Rows.append(changes, SCHEMA, 1, row(3L, null));
            sink.write(changes.build());
            sink.endEpoch(2, 0);
        }
        assertThat(fixture().read("path", "t.avro").rows()).containsExactly(row(2L, "b"), row(3L, null));
    }

    @Test
    void changesKeepTheContractOfSources() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 60; i++) {
            String old = "{\"id\":" + i + ",\"name\":\"a\"}";
            text.append("{\"before\":null,\"after\":").append(old).append(",\"op\":\"c\"}\n");
            text.append("{\"before\":")
                    .append(old)
                    .append(",\"after\":{\"id\":")
                    .append(i);
            text.append("},\"op\":\"u\"}\n");
        }
        fixture().write("t.json", text.toString());
        SourceContract.check(() -> fixture().source("path", "t.json", "format", "debezium-json"), SCHEMA);
    }

    @Test
    void changesAreWrittenAsTheyCome() throws IOException {
        try (Sink sink = fixture().sink(List.of(0), "path", "t.json", "format", "debezium-json")) {
            BatchBuilder changes = new BatchBuilder(SCHEMA, 2);
            Rows.append(changes, SCHEMA, -2, row(1L, "a"));
            Rows.append(changes, SCHEMA, 1, row(1L, "b"));
            sink.write(changes.build());
            sink.endEpoch(1, 0);
        }
        String gone = "{\"before\":{\"id\":1,\"name\":\"a\"},\"after\":null,\"op\":\"d\"}\n";
        assertThat(fixture().text("t.json"))
                .isEqualTo(gone + gone + "{\"before\":null,\"after\":{\"id\":1,\"name\":\"b\"},\"op\":\"c\"}\n");
    }

    @Test
    void rawLinesKeepTheContractOfSources() {
        Schema line = Schema.of(new Column("line", Type.STRING));
        FileFixture fixture = new FileFixture(folder, line).write("t.log", "a\n\nb\r\nlast");
        SourceContract.check(() -> fixture.source("path", "t.log", "format", "raw"), line);
        assertThat(fixture.read("path", "t.log", "format", "raw").rows())
                .containsExactly(row("a"), row(""), row("b"), row("last"));
    }
}
