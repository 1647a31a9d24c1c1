package io.millrace.connect.file;

import static io.millrace.testkit.Rows.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.connect.Connector;
import io.millrace.core.connect.ConnectorContext;
import io.millrace.core.connect.Source;
import io.millrace.core.connect.Table;
import io.millrace.core.connect.TableOptions;
import io.millrace.core.env.SystemEnvironment;
import io.millrace.core.type.Column;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;
import io.millrace.testkit.SourceRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvFilesTest {
    private static final Schema SCHEMA = Schema.of(
            new Column("ts", Type.timestamp(3)),
            new Column("name", Type.STRING),
            new Column("temperature", Type.DOUBLE),
            new Column("count", Type.INT));

    @TempDir
    Path folder;

    private Source source(Map<String, String> given) {
        Connector.SourceConnector connector = new FilesystemConnector();
        Map<String, String> options = new HashMap<>(given);
        options.putIfAbsent("path", "in.csv");
        Table table = new Table("t", SCHEMA, List.of(), TableOptions.of(options, connector.options()));
        return connector.source(
                table, new ConnectorContext(new SystemEnvironment(1), folder, ZoneOffset.UTC, System.out));
    }

    private SourceRows read(String text, Map<String, String> options) throws IOException {
        Files.writeString(folder.resolve("in.csv"), text);
        try (Source source = source(options)) {
            return SourceRows.all(source, SCHEMA);
        }
    }

    @Test
    void columnsAreFoundByTheHeader() throws IOException {
        SourceRows rows = read(
                "count,NAME,extra,temperature,ts\n7,\"a, b\"\"c\"\"\",x,21.5,2026-01-02 03:04:05.678\n"
                        + "8,,x,,2026-01-02T03:04:06\r\n9,\"\",\"x\ny\",-1e3,2026-01-03",
                Map.of());

        assertThat(rows.failures()).isEmpty();
        assertThat(rows.rows())
                .containsExactly(
                        row(LocalDateTime.parse("2026-01-02T03:04:05.678"), "a, b\"c\"", 21.5, 7),
                        row(LocalDateTime.parse("2026-01-02T03:04:06"), null, null, 8),
                        row(LocalDateTime.parse("2026-01-03T00:00:00"), "", -1000.0, 9));
    }
}
