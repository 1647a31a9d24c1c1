package io.millrace.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.type.Column;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableContentTest {
    private static final Schema BY_NAME =
            Schema.of(new Column("name", Type.STRING.notNull()), new Column("n", Type.BIGINT));

    private static LiveTable table(Schema schema, List<Integer> key, boolean changing, int retainedRows) {
        return new LiveTable(new LiveTile("t", "t", "SELECT 1", schema, key, -1, changing), retainedRows);
    }

    private static void write(LiveTable table, String name, long value, long weight) {
        BatchBuilder batch = new BatchBuilder(BY_NAME, 1);
        batch.bytes(0).append(name);
        batch.longs(1).append(value);
        batch.endRow(weight);
        table.write(batch.build());
    }

    private static void show(LiveTable table, long epoch) {
        table.endEpoch(epoch, 0);
        table.advance(epoch, epoch);
    }

    private static List<String> rows(LiveTable table) {
        RowList rows = table.content().rows();
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            texts.add(Values.text(Type.STRING, rows.column(i, 0), rows.row(i)) + "="
                    + Values.text(Type.BIGINT, rows.column(i, 1), rows.row(i)));
        }
        return texts;
    }

    @Test
    void aChangingTableIsCurrentByKey() {
        LiveTable table = table(BY_NAME, List.of(0), true, 100);
        write(table, "a", 1, 1);
        write(table, "b", 1, 1);
        show(table, 1);
        assertThat(rows(table)).containsExactly("a=1", "b=1");
        write(table, "a", 1, -1);
        write(table, "a", 2, 1);
        write(table, "b", 1, -1);
        write(table, "a considerably longer name", 9, 1);
        show(table, 2);
        assertThat(rows(table)).containsExactlyInAnyOrder("a=2", "a considerably longer name=9");
        assertThat(table.content().total()).isEqualTo(2);
    }

    @Test
    void aChangingTableIsBoundedAndStillCounts() {
        LiveTable table = table(BY_NAME, List.of(0), true, 10);
        for (int i = 0; i < 1_000; i++) {
            write(table, "key" + i, i, 1);
        }
        show(table, 1);
        assertThat(rows(table)).hasSize(10);
        assertThat(table.content().total()).isEqualTo(1_000);
    }

    @Test
    void withoutAKeyEqualRowsAreCounted() {
        LiveTable table = table(BY_NAME, List.of(), true, 10);
        write(table, "a", 1, 2);
        show(table, 1);
        write(table, "a", 1, -1);
        show(table, 2);
        assertThat(rows(table)).containsExactly("a=1");
        write(table, "a", 1, -1);
        show(table, 3);
        assertThat(rows(table)).isEmpty();
    }

    @Test
    void appendedRowsShowTheNewestFirst() {
        LiveTable table = table(BY_NAME, List.of(), false, 5_000);
        for (int epoch = 1; epoch <= 10; epoch++) {
            for (int i = 0; i < 4_096; i++) {
                write(table, "e" + epoch, i, 1);
            }
            show(table, epoch);
        }
        RowList rows = table.content().rows();
        assertThat(rows.size()).isBetween(5_000, 10_000);
        assertThat(rows(table).get(0)).isEqualTo("e10=4095");
        assertThat(rows(table).get(4_096)).isEqualTo("e9=4095");
        assertThat(table.content().total()).isEqualTo(40_960);
    }

    @Test
    void theChartFollowsFromTheColumns() {
        Schema windows = Schema.of(
                new Column("window_start", Type.timestamp(3)),
                new Column("window_end", Type.timestamp(3)),
                new Column("city", Type.STRING),
                new Column("samples", Type.BIGINT),
                new Column("mean", Type.DOUBLE));
        ChartPlan lines = table(windows, List.of(0, 1, 2), false, 1).plan();
        assertThat(lines.kind()).isEqualTo(ChartPlan.ChartKind.LINES);
        assertThat(lines.time()).isZero();
        assertThat(lines.labels()).containsExactly(2);
        assertThat(lines.measures()).containsExactly(3, 4);
        assertThat(lines.selected()).containsExactly(4);
        assertThat(table(BY_NAME, List.of(0), true, 1).plan().kind()).isEqualTo(ChartPlan.ChartKind.BARS);
        Schema total = Schema.of(new Column("n", Type.BIGINT));
        assertThat(table(total, List.of(), true, 1).plan().kind()).isEqualTo(ChartPlan.ChartKind.NUMBERS);
        Schema text = Schema.of(new Column("message", Type.STRING));
        assertThat(table(text, List.of(), false, 1).plan().kind()).isEqualTo(ChartPlan.ChartKind.TABLE);
    }

    @Test
    void valuesAsPeopleReadThem() {
        Schema schema = Schema.of(
                new Column("t", Type.timestamp(3)),
                new Column("z", Type.timestampLtz(3)),
                new Column("d", Type.DATE),
                new Column("m", Type.decimal(10, 2)),
                new Column("b", Type.BYTES));
        BatchBuilder batch = new BatchBuilder(schema, 1);
        batch.longs(0).append(-1_000);
        batch.longs(1).append(1_500_000);
        batch.longs(2).append(1);
        batch.decimals(3).append(-1, -150);
        batch.bytes(4).append(new byte[] {1, (byte) 0xff}, 0, 2);
        batch.endRow();
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < schema.size(); i++) {
            texts.add(Values.text(schema.type(i), batch.build().column(i), 0));
        }
        assertThat(texts)
                .containsExactly(
                        "1969-12-31 23:59:59.999", "1970-01-01 00:00:01.500Z", "1970-01-02", "-1.50", "0x01ff");
    }

    @Test
    void hostileTextStaysText() {
        Json json = new Json();
        json.open('[').text("\"\\\n\u0001\ud800</script>").close(']');
        assertThat(json.finish()).isEqualTo("[\"\\\"\\\\\\n\\u0001\\ud800</script>\"]");
    }
}
