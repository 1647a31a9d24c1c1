package io.millrace.connect.file;

import static io.millrace.testkit.Rows.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.type.Column;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;
import io.millrace.testkit.SourceContract;
import io.millrace.testkit.SourceRows;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonFilesTest {
    private static final Schema SCHEMA = Schema.of(
            new Column("id", Type.BIGINT),
            new Column("text", Type.STRING),
            new Column("price", Type.DOUBLE),
            new Column("good", Type.BOOLEAN),
            new Column("ts", Type.timestamp(3)));

    @TempDir
    Path folder;

    private SourceRows read(String text, String... options) {
        String[] all = new String[options.length + 2];
        all[0] = "path";
        all[1] = "in.json";
        System.arraycopy(options, 0, all, 2, options.length);
        return new FileFixture(folder, SCHEMA).write("in.json", text).read(all);
    }

    private static List<String> reasons(SourceRows rows) {
        return rows.failures().stream().map(SourceRows.Failure::reason).toList();
    }

    @Test
    void fieldsAreColumnsInAnyOrder() {
        SourceRows rows =
                read("\uFEFF{\"id\":1,\"text\":\"a\",\"price\":1.5,\"good\":true,\"ts\":\"2026-01-02 03:04:05.5\"}\n"
                        + " { \"ts\" : \"2026-01-02T03:04:05Z\" , \"ID\":\"2\", \"other\":{\"id\":[9,{\"x\":\"}\"}]},"
                        + "\"text\":null,\"good\":\"false\" } \r\n\n{}\n{\"id\":3,\"id\":4}");
        assertThat(rows.failures()).isEmpty();
        assertThat(rows.rows())
                .containsExactly(
                        row(1L, "a", 1.5, true, LocalDateTime.parse("2026-01-02T03:04:05.5")),
                        row(2L, null, null, false, LocalDateTime.parse("2026-01-02T03:04:05")),
                        row(null, null, null, null, null),
                        row(4L, null, null, null, null));
    }

    @Test
    void textIsResolvedAndOtherValuesKeepTheirText() {
        SourceRows rows = read("{\"te\\u0078t\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e4\\u20ac\\ud83d\\ude00ä\"}\n"
                + "{\"text\":{\"a\": [1, 2]},\"id\":1e2}\n{\"text\":1.50,\"id\":-0}\n{\"text\":true}\n");
        assertThat(rows.failures()).isEmpty();
        assertThat(rows.rows())
                .extracting(values -> values.get(1))
                .containsExactly("\"\\/\b\f\n\r\tä€😀ä", "{\"a\": [1, 2]}", "1.50", "true");
        assertThat(rows.rows()).extracting(values -> values.get(0)).containsExactly(null, 100L, 0L, null);
    }

    @Test
    void badRowsAreNamedAndTheRestIsRead() {
        SourceRows rows =
                read("{\"id\":\"x\"}\n{\"id\":1\n{\"id\":1}}\n[1]\n{\"text\":\"\\ud800\"}\n{\"text\":\"\\x\"}\n"
                        + "{\"other\":[1}\n{\"good\":maybe}\n{\"id\":{}}\n{\"id\":1,}\n{id:1}\n{\"text\":\"a\u0001\"}\n{\"text\":\"open\n"
                        + "{\"id\" 1}\n{\"id\":7}\n");
        assertThat(rows.rows()).extracting(values -> values.get(0)).containsExactly(7L);
        assertThat(reasons(rows))
                .containsExactly(
                        "column 'id': 'x' is no BIGINT",
                        "ends too early",
                        "has text behind the object",
                        "is no JSON object",
                        "column 'text' has half a surrogate pair in a string",
                        "column 'text' has an unknown escape in a string",
                        "has '}' where ',' or a closing bracket should be",
                        "has an unknown word where a value should be",
                        "column 'id': an object is no BIGINT",
                        "has no name where a field should be",
                        "has no name where a field should be",
                        "has a control character in a string",
                        "has a control character in a string",
                        "has no ':' behind a name");
    }

    @Test
    void optionsAreFlinks() {
        assertThat(reasons(read("{\"id\":1}\n", "json.fail-on-missing-field", "true")))
                .containsExactly("field 'text' is missing");
        SourceRows lenient = read("{\"id\":\"x\",\"text\":\"t\"}\n{\n{\"id\":2}\n", "json.ignore-parse-errors", "true");
        assertThat(lenient.failures()).isEmpty();
        assertThat(lenient.rows()).containsExactly(row(null, "t", null, null, null), row(2L, null, null, null, null));
    }

    @Test
    void everyFileKeepsTheContract() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            text.append("{\"id\":").append(i).append(i % 3 == 0 ? "" : ",\"text\":\"\\u00e4\\n" + i + "\"");
            text.append(i % 7 == 0 ? ",\"x\":[{\"id\":3}]" : "")
                    .append(",\"price\":")
                    .append(i)
                    .append(".5,\"good\":");
            text.append(i % 2 == 0).append(i % 5 == 0 ? "}\r\n" : ",\"ts\":\"2026-01-01 00:00:00\"}\n");
        }
        FileFixture files = new FileFixture(folder, SCHEMA).write("in.json", text.toString());
        SourceContract.check(() -> files.source("path", "in.json"), SCHEMA);
        SourceContract.check(() -> files.source("path", "in.json", "max-line-length", "200 b"), SCHEMA);
    }
}
