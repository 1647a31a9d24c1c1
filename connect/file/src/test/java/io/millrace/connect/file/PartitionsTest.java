package io.millrace.connect.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.connect.ConnectorContext;
import io.millrace.core.connect.PartitionedSource;
import io.millrace.core.connect.Sink;
import io.millrace.core.connect.Source;
import io.millrace.core.connect.Table;
import io.millrace.core.connect.TableOptions;
import io.millrace.core.env.SystemEnvironment;
import io.millrace.core.error.ConnectorException;
import io.millrace.core.type.Column;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;
import io.millrace.testkit.SourceRows;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartitionsTest {
    private static final Schema SCHEMA = Schema.of(new Column("id", Type.BIGINT), new Column("part", Type.STRING));

    @TempDir
    Path folder;

    @Test
    void namesAreEscapedAsHiveDoesIt() {
        for (String text :
                List.of("plain", "a/b", "50%", "x=y", "q?[*]{}^\"'#:\\", "tab\tbell\u0007", "grün €", "%2F")) {
            String name = PartitionNames.escaped(text);
            assertThat(name).doesNotContain("/", "=", "*", "\t");
            assertThat(PartitionNames.unescaped(name)).isEqualTo(text);
        }
        assertThat(PartitionNames.escaped("a/b=c:d")).isEqualTo("a%2Fb%3Dc%3Ad");
        assertThat(PartitionNames.unescaped("5%")).isEqualTo("5%");
        assertThat(PartitionNames.unescaped("%zz")).isEqualTo("%zz");
    }

    @Test
    void morePartitionsThanFilesMayBeOpenAreWrittenAndReadAgain() throws IOException {
        int partitions = 700;
        try (Sink sink = new FilesystemConnector().sink(table("out/"), context())) {
            for (int epoch = 1; epoch <= 3; epoch++) {
                sink.write(rows(epoch * 1000, partitions));
                sink.endEpoch(epoch, 0);
            }
        }
        assertThat(Files.readString(folder.resolve("out/part=p7/t.csv"))).isEqualTo("id\n1007\n2007\n3007\n");
        try (Source source = new FilesystemConnector().source(table("out"), context())) {
            assertThat(source.splits()).hasSize(partitions);
            assertThat(SourceRows.all(source, SCHEMA).rows()).hasSize(3 * partitions);
        }
    }

    @Test
    void newPartitionsAreFoundByWhoFollowsTheFolder() throws IOException {
        write("out/part=a/1.csv", "1\n");
        try (Source source =
                new FilesystemConnector().source(table("out", "scan.mode", "tail", "csv.header", "false"), context())) {
            assertThat(source.splits()).extracting(Source.Split::id).containsExactly("out/part=a/1.csv");
            write("out/part=b/1.csv", "2\n");
            assertThat(((io.millrace.core.connect.GrowingSource) source).discover())
                    .extracting(Source.Split::id)
                    .containsExactly("out/part=b/1.csv");
        }
    }

    /** The first byte of a file that is left out would fail: it is no gzip. */
    @Test
    void whatIsLeftOutIsNotOpened() throws IOException {
        write("out/part=a/1.csv.gz", "no gzip");
        write("out/part=b/1.csv", "id\n2\n");
        write("out/part=c/1.csv", "id\n3\n");
        try (Source source = new FilesystemConnector().source(table("out"), context())) {
            ((PartitionedSource) source).choose(values -> !part(values).equals("a"));
            assertThat(SourceRows.all(source, SCHEMA).rows()).hasSize(2);
        }
        try (Source source = new FilesystemConnector().source(table("out"), context())) {
            ((PartitionedSource) source).choose(values -> false);
            assertThat(source.splits()).isEmpty();
        }
        assertThatThrownBy(() -> {
                    try (Source source = new FilesystemConnector().source(table("out"), context())) {
                        SourceRows.all(source, SCHEMA);
                    }
                })
                .hasMessageContaining("part=a");
    }

    @Test
    void whoFollowsAFolderLeavesOutNewPartitionsToo() throws IOException {
        write("out/part=a/1.csv", "1\n");
        write("out/part=b/1.csv", "2\n");
        try (Source source =
                new FilesystemConnector().source(table("out", "scan.mode", "tail", "csv.header", "false"), context())) {
            ((PartitionedSource) source).choose(values -> part(values).compareTo("b") >= 0);
            assertThat(source.splits()).extracting(Source.Split::id).containsExactly("out/part=b/1.csv");
            write("out/part=a/2.csv", "3\n");
            write("out/part=c/1.csv", "4\n");
            assertThat(((io.millrace.core.connect.GrowingSource) source).discover())
                    .extracting(Source.Split::id)
                    .containsExactly("out/part=c/1.csv");
        }
    }

    private static String part(Batch values) {
        return new String(
                values.bytes(0).data(),
                values.bytes(0).offset(0),
                values.bytes(0).length(0),
                StandardCharsets.UTF_8);
    }

    @Test
    void aPathMustBeAFolder() {
        assertThatThrownBy(() -> new FilesystemConnector().source(table("out/*"), context()))
                .isInstanceOf(ConnectorException.class)
                .hasMessage("'out/*' is a pattern, but the table is PARTITIONED BY");
    }

    @Test
    void whoReadsAFolderThatPartitionsAreWrittenToShareIt() {
        assertThat(shared("out", "out/part=a")).isPresent();
        assertThat(shared("out", "out/part=a/1.csv")).isPresent();
        assertThat(shared("out", "*/part=a/1.csv")).isPresent();
        assertThat(shared("out", "other/part=a")).isEmpty();
        assertThat(shared("out", "in.csv")).isEmpty();
    }

    private java.util.Optional<String> shared(String written, String read) {
        return SharedFiles.of(table(written), plain(read), folder);
    }

    private void write(String name, String text) throws IOException {
        Path path = folder.resolve(name);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private static Table plain(String path) {
        TableOptions options = TableOptions.of(Map.of("path", path), new FilesystemConnector().options());
        return new Table("t", SCHEMA, List.of(), options);
    }

    private static Table table(String path, String... options) {
        Map<String, String> given = new java.util.HashMap<>(Map.of("path", path, "format", "csv"));
        for (int i = 0; i < options.length; i += 2) {
            given.put(options[i], options[i + 1]);
        }
        return new Table(
                "t",
                SCHEMA,
                List.of(),
                TableOptions.of(given, new FilesystemConnector().options()),
                new Table.Extras(List.of(), List.of(1)));
    }

    private ConnectorContext context() {
        return new ConnectorContext(new SystemEnvironment(1), folder, ZoneOffset.UTC, System.out);
    }

    private static Batch rows(long first, int count) {
        BatchBuilder builder = new BatchBuilder(SCHEMA, count);
        IntStream.range(0, count).forEach(i -> {
            byte[] part = ("p" + i).getBytes(StandardCharsets.UTF_8);
            builder.longs(0).append(first + i);
            builder.bytes(1).append(part, 0, part.length);
            builder.endRow();
        });
        return builder.build();
    }
}
