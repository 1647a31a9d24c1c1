package io.millrace.connect.format;

import static io.millrace.connect.format.FormatFixture.ALL_TYPES;
import static io.millrace.connect.format.FormatFixture.ROWS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.connect.Reader;
import io.millrace.core.connect.Table;
import io.millrace.core.error.ConnectorException;
import io.millrace.core.type.Column;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;
import io.millrace.testkit.Rows;
import io.millrace.testkit.SourceRows;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DebeziumJsonTest {
    private static final String FORMAT = "debezium-json";
    private static final Schema SCHEMA =
            new Schema(List.of(new Column("id", Type.INT), new Column("name", Type.STRING)));
    private static final Table TABLE = FormatFixture.table(SCHEMA, Map.of());

    /** Rows with their weights, and what is wrong with others. */
    private static final class Changes implements Reader.Rows {
        final BatchBuilder builder = new BatchBuilder(SCHEMA, 4);
        final List<String> reasons = new ArrayList<>();

        @Override
        public BatchBuilder builder() {
            return builder;
        }

        @Override
        public void error(byte[] raw, int start, int length, String reason, long offset) {
            reasons.add(reason);
        }

        List<String> all() {
            Batch batch = builder.build();
            List<String> all = new ArrayList<>(reasons);
            for (int row = 0; row < batch.size(); row++) {
                all.add(batch.weight(row) + " "
                        + FormatFixture.values(batch, SCHEMA).get(row));
            }
            return all;
        }
    }

    private static List<String> read(Table table, String message) {
        Changes changes = new Changes();
        byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
        Chunk chunk = new Chunk().set(bytes, 0, bytes.length, 0, true);
        FormatFixture.decoder(FORMAT, table, Format.Framing.MESSAGE).decode(chunk, changes, 100);
        assertThat(chunk.start()).isEqualTo(chunk.end());
        return changes.all();
    }

    @Test
    void recordsAreChanges() {
        assertThat(read(TABLE, "{\"before\":null,\"after\":{\"id\":1,\"name\":\"a\"},\"op\":\"c\"}"))
                .containsExactly("1 [1, a]");
        assertThat(read(TABLE, " {\n \"op\" : \"r\", \"source\": {\"op\": \"x\"}, \"after\": {\"name\":\"a\"}}\n"))
                .containsExactly("1 [null, a]");
        assertThat(read(TABLE, "{\"before\":{\"id\":1},\"after\":{\"id\":2},\"op\":\"u\"}"))
                .containsExactly("-1 [1, null]", "1 [2, null]");
        assertThat(read(TABLE, "{\"before\":{\"id\":1},\"after\":null,\"op\":\"d\"}"))
                .containsExactly("-1 [1, null]");
        assertThat(read(TABLE, "")).isEmpty();
    }

    @Test
    void theSchemaMayStandBesideThem() {
        Table table = FormatFixture.table(SCHEMA, Map.of("debezium-json.schema-include", "true"));
        assertThat(read(table, "{\"schema\":{\"op\":1},\"payload\":{\"after\":{\"id\":1},\"op\":\"c\"}}"))
                .containsExactly("1 [1, null]");
        assertThat(read(table, "{\"after\":{\"id\":1},\"op\":\"c\"}")).containsExactly("has no object 'payload'");
        assertThatThrownBy(() -> FormatFixture.encoder(FORMAT, table, Format.Framing.MESSAGE))
                .isInstanceOf(ConnectorException.class);
    }

    @Test
    void whatIsNoChangeIsABadRecord() {
        assertThat(read(TABLE, "{\"before\":null,\"after\":{\"id\":1},\"op\":\"u\"}"))
                .containsExactly("has no object 'before', which op 'u' needs; in PostgreSQL the table needs REPLICA"
                        + " IDENTITY FULL");
        assertThat(read(TABLE, "{\"before\":{\"id\":1},\"after\":{\"id\":true},\"op\":\"u\"}"))
                .containsExactly("in 'after': column 'id': 'true' is no INT");
        assertThat(read(TABLE, "{\"after\":null,\"op\":\"c\"}"))
                .containsExactly("has no object 'after', which op 'c' needs");
        assertThat(read(TABLE, "{\"after\":{}}")).containsExactly("has no field 'op'");
        assertThat(read(TABLE, "{\"after\":{},\"op\":\"x\"}"))
                .containsExactly("has an unknown 'op' \"x\": known are c, r, u and d");
        assertThat(read(TABLE, "[]")).containsExactly("is no JSON object");
        assertThat(read(TABLE, "{} {}")).containsExactly("has no field 'op'");
    }

    @Test
    void writesAsFlinkDoes() {
        BatchBuilder builder = new BatchBuilder(SCHEMA, 2);
        Rows.append(builder, SCHEMA, 1, Rows.row(1, "a"));
        Rows.append(builder, SCHEMA, -1, Rows.row(2, null));
        Batch batch = builder.build();
        assertThat(new String(FormatFixture.message(FORMAT, TABLE, batch, 0), StandardCharsets.UTF_8))
                .isEqualTo("{\"before\":null,\"after\":{\"id\":1,\"name\":\"a\"},\"op\":\"c\"}");
        assertThat(new String(FormatFixture.file(FORMAT, TABLE, batch), StandardCharsets.UTF_8))
                .isEqualTo("{\"before\":null,\"after\":{\"id\":1,\"name\":\"a\"},\"op\":\"c\"}\n"
                        + "{\"before\":{\"id\":2,\"name\":null},\"after\":null,\"op\":\"d\"}\n");
    }

    @Test
    void allTypesComeBackAsTheyWere() {
        Table table = FormatFixture.table(ALL_TYPES, Map.of());
        for (int row = 0; row < ROWS.size(); row++) {
            SourceRows read = FormatFixture.read(FORMAT, table, FormatFixture.message(FORMAT, table, ROWS, row));
            assertThat(read.failures()).isEmpty();
            assertThat(read.rows())
                    .usingRecursiveComparison()
                    .isEqualTo(FormatFixture.values(ROWS, ALL_TYPES).subList(row, row + 1));
        }
    }

    @Test
    void nothingThatIsBrokenIsAnException() {
        Random random = new Random(3);
        byte[] whole =
                "{\"before\":{\"id\":1,\"name\":\"x\"},\"after\":{\"id\":2,\"name\":null},\"op\":\"u\",\"ts\":[1]}"
                        .getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 50_000; i++) {
            byte[] copy =
                    Arrays.copyOf(whole, random.nextInt(4) == 0 ? 1 + random.nextInt(whole.length) : whole.length);
            for (int flips = random.nextInt(3); flips >= 0; flips--) {
                copy[random.nextInt(copy.length)] = (byte) " \"{}[]:,cudr0\\x".charAt(random.nextInt(14));
            }
            FormatFixture.read(FORMAT, TABLE, copy);
            FormatFixture.readFile(FORMAT, TABLE, copy, 3);
        }
    }
}
