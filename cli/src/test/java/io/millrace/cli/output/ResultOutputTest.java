package io.millrace.cli.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.batch.Vector;
import io.millrace.core.type.Column;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;
import io.millrace.engine.pipeline.Specification.Order;
import io.millrace.engine.pipeline.Specification.Result;
import io.millrace.engine.pipeline.Specification.SortColumn;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ResultOutputTest {
    private static final Schema WORD_COUNT =
            Schema.of(new Column("word", Type.STRING), new Column("count", Type.BIGINT));
    private static final Schema MIXED = Schema.of(
            new Column("b", Type.BOOLEAN),
            new Column("d", Type.DOUBLE),
            new Column("m", Type.decimal(10, 2)),
            new Column("t", Type.timestamp(3)),
            new Column("s", Type.STRING));

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final BatchBuilder batch = new BatchBuilder(WORD_COUNT, 8);
    private boolean changing = true;
    private boolean bounded = true;
    private List<Integer> key = List.of();
    private Order order = Order.NONE;

    private ResultOutput output(OutputFormat format) {
        Result result = new Result("r", WORD_COUNT, key, order);
        return ResultOutput.create(format, result, changing, bounded, printing());
    }

    private Printing printing() {
        return new Printing(new Lines(bytes), ZoneOffset.UTC, false);
    }

    private String printed() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private ResultOutputTest row(@Nullable String word, long count, long weight) {
        if (word == null) {
            batch.column(0).appendNull();
        } else {
            batch.bytes(0).append(word);
        }
        batch.longs(1).append(count);
        batch.endRow(weight);
        return this;
    }

    private void writeTo(ResultOutput output) {
        output.write(batch.build());
        batch.clear();
    }

    private void epochTo(ResultOutput output, long epoch) {
        writeTo(output);
        output.endEpoch(epoch, Long.MIN_VALUE);
    }

    @Test
    void csvQuotesWhatNeedsQuotesAndTellsNullFromEmpty() {
        changing = false;
        ResultOutput output = output(OutputFormat.CSV);
        row(null, 1, 1).row("", 2, 1).row("a,b", 3, 1).row("say \"hi\"", 4, 1).row("two\nlines", 5, 1);
        epochTo(output, 1);
        output.complete();
        assertThat(printed()).isEqualTo("word,count\n,1\n\"\",2\n\"a,b\",3\n\"say \"\"hi\"\"\",4\n\"two\nlines\",5\n");
    }

    @Test
    void appendedRowsPrintAtTheEndOfTheirEpoch() {
        changing = false;
        ResultOutput output = output(OutputFormat.CSV);
        row("a", 1, 2);
        writeTo(output);
        assertThat(printed()).isEmpty();
        output.endEpoch(1, Long.MIN_VALUE);
        assertThat(printed()).isEqualTo("word,count\na,1\na,1\n");
    }

    @Test
    void aResultWithoutRowsStillHasItsHeader() {
        output(OutputFormat.CSV).complete();
        assertThat(printed()).isEqualTo("word,count\n");
    }

    @Test
    void aChangingResultIsConsolidatedIntoItsFinalTable() {
        ResultOutput output = output(OutputFormat.CSV);
        row("b", 1, 1).row("a", 1, 1).row("x", 1, 1);
        epochTo(output, 1);
        row("b", 1, -1).row("b", 2, 1).row("x", 1, -1).row("a", 1, 1);
        epochTo(output, 2);
        assertThat(printed()).isEmpty();
        output.complete();
        assertThat(printed()).isEqualTo("word,count\na,1\na,1\nb,2\n");
    }

    @Test
    void churnDoesNotKeepRowsThatHaveGone() {
        RowSet set = new RowSet(WORD_COUNT, true);
        for (int i = 0; i < 100_000; i++) {
            row("k", i, 1);
            if (i > 0) {
                row("k", i - 1, -1);
            }
            set.add(batch.build());
            batch.clear();
        }
        assertThat(set.size()).isLessThan(10_000);
        assertThat(set.sorted(Order.NONE)).hasSize(1);
        assertThat(set.batch().longs(1).get(set.sorted(Order.NONE)[0])).isEqualTo(99_999);
    }

    @Test
    void orderLimitAndOffsetApplyToTheFinalTable() {
        order = new Order(List.of(new SortColumn(1, true, false)), 2, 1);
        ResultOutput output = output(OutputFormat.CSV);
        row("a", 1, 1).row("b", 5, 1).row("c", 3, 2).row("d", 4, 1);
        epochTo(output, 1);
        output.complete();
        assertThat(printed()).isEqualTo("word,count\nd,4\nc,3\n");
    }

    @Test
    void nullsGoWhereTheOrderSaysWhateverTheDirection() {
        for (boolean descending : new boolean[] {false, true}) {
            for (boolean nullsFirst : new boolean[] {false, true}) {
                bytes.reset();
                order = new Order(List.of(new SortColumn(0, descending, nullsFirst)), -1, 0);
                ResultOutput output = output(OutputFormat.CSV);
                row("a", 1, 1).row(null, 2, 1).row("b", 3, 1);
                epochTo(output, 1);
                output.complete();
                String values = descending ? "b,3\na,1\n" : "a,1\nb,3\n";
                assertThat(printed()).isEqualTo("word,count\n" + (nullsFirst ? ",2\n" + values : values + ",2\n"));
            }
        }
    }

    @Test
    void aShortTopOfManyAppendedRowsKeepsTheRightOnes() {
        changing = false;
        order = new Order(List.of(new SortColumn(1, false, false)), 3, 0);
        ResultOutput output = output(OutputFormat.CSV);
        for (int i = 0; i < 300_000; i++) {
            row("w", (i * 7919L) % 300_007, 1);
            if (batch.isFull()) {
                writeTo(output);
            }
        }
        epochTo(output, 1);
        output.complete();
        assertThat(printed()).startsWith("word,count\nw,0\nw,").hasLineCount(4);
    }

    @Test
    void aLimitWithoutOrderIsSatisfiedEarly() {
        changing = false;
        order = new Order(List.of(), 2, 1);
        ResultOutput output = output(OutputFormat.CSV);
        row("a", 1, 1).row("b", 2, 1);
        epochTo(output, 1);
        assertThat(output.isSatisfied()).isFalse();
        row("c", 3, 1).row("d", 4, 1);
        epochTo(output, 2);
        assertThat(output.isSatisfied()).isTrue();
        output.complete();
        assertThat(printed()).isEqualTo("word,count\nb,2\nc,3\n");
    }

    @Test
    void aChangelogWithAKeyPairsUpdates() {
        key = List.of(0);
        ResultOutput output = output(OutputFormat.CHANGELOG);
        row("a", 1, 1).row("b", 1, 1);
        epochTo(output, 1);
        row("b", 1, -1).row("a", 1, -1);
        writeTo(output);
        row("a", 2, 1).row("c", 1, 1);
        epochTo(output, 2);
        assertThat(printed()).isEqualTo("op,word,count\n+I,a,1\n+I,b,1\n-D,b,1\n-U,a,1\n+U,a,2\n+I,c,1\n");
    }

    @Test
    void aChangelogWithoutAKeyDeletesAndInserts() {
        ResultOutput output = output(OutputFormat.CHANGELOG);
        row("a", 1, -2).row("a", 2, 2);
        epochTo(output, 1);
        assertThat(printed()).isEqualTo("op,word,count\n-D,a,1\n-D,a,1\n+I,a,2\n+I,a,2\n");
    }

    @Test
    void unboundedResultsPrintEachChangeInEveryFormat() {
        bounded = false;
        changing = false;
        for (OutputFormat format : OutputFormat.values()) {
            ResultOutput output = output(format);
            row("a", 1, 1);
            epochTo(output, 1);
        }
        assertThat(printed())
                .contains("op,word,count\n+I,a,1\n")
                .contains("{\"op\":\"+I\",\"word\":\"a\",\"count\":1}\n")
                .contains(" op | word")
                .contains(" +I | a   ");
    }

    @Test
    void aTopInAChangelogShowsWhatEntersAndLeaves() {
        order = new Order(List.of(new SortColumn(1, true, false)), 1, 0);
        ResultOutput output = output(OutputFormat.CHANGELOG);
        row("a", 1, 1);
        epochTo(output, 1);
        row("b", 2, 1).row("c", 0, 1);
        epochTo(output, 2);
        row("b", 2, -1);
        epochTo(output, 3);
        assertThat(printed()).isEqualTo("op,word,count\n+I,a,1\n-D,a,1\n+I,b,2\n-D,b,2\n+I,a,1\n");
    }

    @Test
    void jsonKeepsNumbersAndEscapesText() {
        assertThat(json())
                .containsExactly(
                        "{\"b\":true,\"d\":0.1,\"m\":-0.05,\"t\":\"1970-01-01 00:00:01.500\",\"s\":\"q\\\"\\\\\\n\\u0001é\"}",
                        "{\"b\":false,\"d\":\"NaN\",\"m\":12.00,\"t\":null,\"s\":\"\"}",
                        "{\"b\":null,\"d\":\"-Infinity\",\"m\":null,\"t\":null,\"s\":null}");
    }

    private List<String> json() {
        Printing printing = printing();
        JsonRows format = new JsonRows(MIXED, false, printing);
        BatchBuilder rows = mixedRows();
        for (int row = 0; row < rows.size(); row++) {
            format.row(RowFormat.Op.INSERT, rows.build(), row);
        }
        printing.lines().flush();
        return printed().lines().toList();
    }

    private static BatchBuilder mixedRows() {
        BatchBuilder rows = new BatchBuilder(MIXED, 4);
        rows.booleans(0).append(true);
        rows.doubles(1).append(0.1);
        rows.decimals(2).append(-1, -5);
        rows.longs(3).append(1_500_000);
        rows.bytes(4).append("q\"\\\n\u0001é");
        rows.endRow();
        rows.booleans(0).append(false);
        rows.doubles(1).append(Double.NaN);
        rows.decimals(2).append(0, 1200);
        rows.column(3).appendNull();
        rows.bytes(4).append("");
        rows.endRow();
        rows.column(0).appendNull();
        rows.doubles(1).append(Double.NEGATIVE_INFINITY);
        for (int i = 2; i < 5; i++) {
            rows.column(i).appendNull();
        }
        rows.endRow();
        return rows;
    }

    @Test
    void tablesAlignWideCharactersAndShowNullDistinctly() {
        ResultOutput output = output(OutputFormat.TABLE);
        row("中文", 1, 1).row("é", 10, 1).row(null, 100, 1).row("<NULL>", 2, 1).row("tab\t\u001b[31m", 3, 1);
        epochTo(output, 1);
        output.complete();
        assertThat(printed()).isEqualTo("""
                 word            | count
                -----------------+-------
                 '<NULL>'        |     2
                 tab\\t\\u001b[31m |     3
                 é               |    10
                 中文            |     1
                 <NULL>          |   100
                """);
    }

    @Test
    void equalRowsAreFoundWhateverTheirTypes() {
        BatchBuilder rows = mixedRows();
        RowSet set = new RowSet(MIXED, true);
        set.add(rows.build());
        set.add(mixedRows().build());
        assertThat(set.size()).isEqualTo(3);
        assertThat(set.weight(2)).isEqualTo(2);
        int[] sorted = set.sorted(new Order(List.of(new SortColumn(1, false, false)), -1, 0));
        assertThat(sorted).containsExactly(2, 0, 1);
        Vector doubles = set.batch().column(1);
        assertThat(doubles.size()).isEqualTo(3);
    }

    @Test
    void aClosedStreamIsToldApartFromOtherFailures() {
        Lines lines = new Lines(new OutputStream() {
            @Override
            public void write(int value) throws IOException {
                throw new IOException("Broken pipe");
            }
        });
        lines.add("x\n");
        assertThatThrownBy(lines::flush).isInstanceOf(Lines.ClosedException.class);
        assertThat(lines.isClosed()).isTrue();
    }
}
