package io.millrace.engine.expression;

import static io.millrace.engine.expression.Expressions.bigint;
import static io.millrace.engine.expression.Expressions.bool;
import static io.millrace.engine.expression.Expressions.call;
import static io.millrace.engine.expression.Expressions.column;
import static io.millrace.engine.expression.Expressions.integer;
import static io.millrace.engine.expression.Expressions.show;
import static io.millrace.engine.expression.Expressions.text;
import static io.millrace.engine.expression.Expressions.truth;
import static io.millrace.engine.expression.Expressions.value;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.batch.BytesVector;
import io.millrace.core.batch.ConstantVector;
import io.millrace.core.batch.LongVector;
import io.millrace.core.batch.Vector;
import io.millrace.core.expression.Expression;
import io.millrace.core.type.Column;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CalculationTest {
    private static final Schema SCHEMA = Schema.of(
            new Column("number", Type.BIGINT),
            new Column("name", Type.STRING),
            new Column("amount", Type.decimal(10, 2)));
    private static final Expression NUMBER = column(0, Type.BIGINT);
    private static final Expression NAME = column(1, Type.STRING);
    private static final Expression AMOUNT = column(2, Type.decimal(10, 2));

    @Test
    void choosingColumnsPassesThemByReference() {
        Batch batch = batch(5);
        Batch result = compile(null, NAME, NUMBER, NAME).apply(batch);
        assertThat(result.column(0)).isSameAs(batch.column(1));
        assertThat(result.column(1)).isSameAs(batch.column(0));
        assertThat(result.column(2)).isSameAs(batch.column(1));
        assertThat(compile(null, NUMBER)).isInstanceOf(ColumnChoice.class);
    }

    @Test
    void filtersAndProjects() {
        Expression even = truth("=", call("MOD", Type.BIGINT, NUMBER, bigint(2)), bigint(0));
        Calculation calculation = compile(
                even,
                NUMBER,
                call("UPPER", Type.STRING, NAME),
                NAME,
                AMOUNT,
                call("+", Type.BIGINT, NUMBER, bigint(1)));
        for (int rows : new int[] {10, 3, 0, 20}) {
            Batch result = calculation.apply(batch(rows));
            assertThat(result.size()).isEqualTo((rows + 1) / 2);
            for (int i = 0; i < result.size(); i++) {
                int number = 2 * i;
                assertThat(result.weight(i)).isEqualTo(number - 100);
                assertThat(row(result, i, Type.BIGINT, Type.STRING, Type.STRING, Type.decimal(10, 2), Type.BIGINT))
                        .containsExactly(
                                "" + number, "NAME" + number, "name" + number, number + ".05", "" + (number + 1));
            }
            for (Vector vector : result.columns()) {
                assertThat(vector.size()).isEqualTo(result.size());
            }
        }
    }

    @Test
    void whatAllPassIsNotCopied() {
        Batch batch = batch(4);
        Batch result = compile(truth(">=", NUMBER, bigint(0)), NAME, NUMBER).apply(batch);
        assertThat(result.column(0)).isSameAs(batch.column(1));
        assertThat(result.column(1)).isSameAs(batch.column(0));
        assertThat(result.weights()).isSameAs(batch.weights());
    }

    @Test
    void constantsStayConstant() {
        BytesVector one = new BytesVector(1);
        one.append("same");
        LongVector numbers = new LongVector(new long[] {1, 2, 3}, 3);
        Batch batch = new Batch(new Vector[] {numbers, new ConstantVector(one, 3)}, 3);
        Batch result = compile(truth(">", NUMBER, bigint(1)), NAME, integer(7), call("CHAR_LENGTH", Type.INT, NAME))
                .apply(batch);
        assertThat(result.column(0)).isInstanceOf(ConstantVector.class);
        assertThat(result.column(0).size()).isEqualTo(2);
        assertThat(result.column(1)).isInstanceOf(ConstantVector.class);
        assertThat(row(result, 1, Type.STRING, Type.INT, Type.INT)).containsExactly("same", "7", "4");
    }

    @Test
    void nullsComeAndGo() {
        Calculation calculation = compile(
                truth("<>", NUMBER, bigint(5)),
                call("+", Type.BIGINT, NUMBER, bigint(1)),
                call("||", Type.STRING, NAME, text("!")),
                truth("IS NULL", NAME));
        for (boolean nulls : new boolean[] {false, true, false}) {
            BatchBuilder builder = new BatchBuilder(SCHEMA, 8);
            for (int i = 0; i < 6; i++) {
                if (nulls && i == 1) {
                    builder.longs(0).appendNull();
                } else {
                    builder.longs(0).append(i);
                }
                if (nulls && i == 2) {
                    builder.bytes(1).appendNull();
                } else {
                    builder.bytes(1).append("n" + i);
                }
                builder.decimals(2).append(BigInteger.ONE);
                builder.endRow();
            }
            Batch result = calculation.apply(builder.build());
            List<List<@Nullable String>> rows = new ArrayList<>();
            for (int i = 0; i < result.size(); i++) {
                rows.add(row(result, i, Type.BIGINT, Type.STRING, Type.BOOLEAN));
            }
            List<List<@Nullable String>> expected = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                if (!nulls || i != 1) {
                    boolean none = nulls && i == 2;
                    expected.add(java.util.Arrays.asList("" + (i + 1), none ? null : "n" + i + "!", "" + none));
                }
            }
            assertThat(rows).isEqualTo(expected);
        }
    }

    @Test
    void hostileTextIsOnlyData() {
        for (String hostile : new String[] {
            "\\u0022; System.exit(1); //", "\"", "'", "\\", "\n", "*/ } }", "\\u000a", "\u0000", "${x}", "é😀"
        }) {
            assertThat(value(text(hostile))).isEqualTo(hostile);
            assertThat(value(call("||", Type.STRING, text(hostile), text(hostile))))
                    .isEqualTo(hostile + hostile);
            assertThat(value(truth("IN", text(hostile), text("a"), text(hostile))))
                    .isEqualTo("true");
            assertThat(value(truth("=", text(hostile), text(hostile)))).isEqualTo("true");
            assertThat(value(truth("LIKE", text("x" + hostile), text("x%")))).isEqualTo("true");
        }
    }

    @Test
    void largeExpressionsAreSplit() {
        List<Expression> branches = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            branches.add(truth("=", NUMBER, bigint(i)));
            branches.add(call("||", Type.STRING, text("b" + i), NAME));
        }
        branches.add(text("other"));
        Expression large = call("CASE", Type.STRING, branches.toArray(Expression[]::new));
        Batch result = compile(null, large).apply(batch(600));
        for (int i : new int[] {0, 15, 16, 17, 255, 499}) {
            assertThat(show(result, 0, i, Type.STRING)).isEqualTo("b" + i + "name" + i);
        }
        assertThat(show(result, 0, 500, Type.STRING)).isEqualTo("other");

        Expression sum = NUMBER;
        Expression any = bool(false);
        for (int i = 0; i < 1000; i++) {
            sum = call("+", Type.BIGINT, sum, NUMBER);
            any = truth("OR", any, truth("=", NUMBER, call("*", Type.BIGINT, bigint(i), bigint(2))));
        }
        Batch sums = compile(any, sum).apply(batch(20));
        assertThat(sums.size()).isEqualTo(10);
        assertThat(show(sums, 0, 3, Type.BIGINT)).isEqualTo("" + 6 * 1001);

        Expression[] many = new Expression[300];
        for (int i = 0; i < many.length; i++) {
            many[i] = call("+", Type.BIGINT, NUMBER, bigint(i));
        }
        Batch wide = compile(truth("<", NUMBER, bigint(3)), many).apply(batch(9));
        assertThat(wide.size()).isEqualTo(3);
        assertThat(show(wide, 299, 2, Type.BIGINT)).isEqualTo("301");
    }

    private static Calculation compile(@Nullable Expression filter, Expression... projections) {
        return ExpressionCompiler.compile(filter, List.of(projections), SCHEMA, Expressions.BERLIN);
    }

    /** Row i holds i, "name" and i, and i and 5 hundredths, with the weight i - 100. */
    private static Batch batch(int rows) {
        BatchBuilder builder = new BatchBuilder(SCHEMA, 8);
        for (int i = 0; i < rows; i++) {
            builder.longs(0).append(i);
            builder.bytes(1).append("name" + i);
            builder.decimals(2).append(BigInteger.valueOf(i * 100 + 5));
            builder.endRow(i - 100);
        }
        return builder.build();
    }

    private static List<@Nullable String> row(Batch batch, int row, Type... types) {
        List<@Nullable String> values = new ArrayList<>();
        for (int i = 0; i < types.length; i++) {
            values.add(show(batch, i, row, types[i]));
        }
        return values;
    }
}
