package io.millrace.engine.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.LongVector;
import io.millrace.core.batch.Vector;
import io.millrace.core.expression.Expression;
import io.millrace.core.operator.Frontier;
import io.millrace.core.operator.Output;
import io.millrace.core.operator.Progress;
import io.millrace.core.type.Column;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;
import io.millrace.engine.TestContext;
import io.millrace.engine.pipeline.AggregateCall;
import io.millrace.engine.pipeline.Recognition.Match;
import io.millrace.engine.pipeline.Recognition.Offset;
import io.millrace.engine.pipeline.Recognition.Outcome;
import io.millrace.engine.pipeline.Recognition.Position;
import io.millrace.engine.pipeline.Recognition.Sequence;
import io.millrace.engine.pipeline.Recognition.Skip;
import io.millrace.engine.pipeline.Recognition.Source;
import io.millrace.engine.pipeline.Recognition.Variable;
import io.millrace.engine.pipeline.RowPattern;
import io.millrace.engine.pipeline.RowPattern.Alternation;
import io.millrace.engine.pipeline.RowPattern.Concatenation;
import io.millrace.engine.pipeline.RowPattern.Repetition;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is kept, and when it goes; which matches there are, golden and generated tests say. */
class MatchOperatorTest {
    private static final long SECOND = 1_000_000;
    private static final Schema INPUT =
            Schema.of(new Column("k", Type.BIGINT), new Column("ts", Type.timestamp(3)), new Column("v", Type.BIGINT));
    private static final RowPattern A = new RowPattern.Variable(0);
    private static final RowPattern B = new RowPattern.Variable(1);
    private static final int VALUE = 1;
    private static final int BEFORE = 2;

    private final List<String> emitted = new ArrayList<>();

    private final Output output = new Output() {
        @Override
        public void emit(Batch batch) {
            for (int row = 0; row < batch.size(); row++) {
                emitted.add(batch.longs(0).get(row) + " " + batch.longs(1).get(row));
            }
        }

        @Override
        public boolean hasRoom() {
            return true;
        }
    };

    private final TestContext context = new TestContext();

    private static RowPattern row(RowPattern... parts) {
        return new Concatenation(List.of(parts));
    }

    private static RowPattern times(RowPattern part, int least) {
        return new Repetition(part, least, Repetition.UNBOUNDED, true);
    }

    /** The condition that v compares to a number. */
    private static Expression value(String comparison, long number) {
        return new Expression.Call(
                comparison,
                List.of(new Expression.Column(VALUE, Type.BIGINT), new Expression.Literal(number, Type.BIGINT)),
                Type.BOOLEAN);
    }

    /** The condition that v is not less than v of the row of {@code A} before. */
    private static Expression rising() {
        Expression before = new Expression.Column(BEFORE, Type.BIGINT);
        Expression missing = new Expression.Call("IS NULL", List.of(before), Type.BOOLEAN.notNull());
        Expression less =
                new Expression.Call(">=", List.of(new Expression.Column(VALUE, Type.BIGINT), before), Type.BOOLEAN);
        return new Expression.Call("OR", List.of(missing, less), Type.BOOLEAN);
    }

    /** Gives k and how many rows a match has, skipping past its last row. */
    private MatchOperator open(RowPattern pattern, Expression a, Expression b, long within) {
        Position all = new Position(List.of(0, 1), false, 0, true);
        AggregateCall count = new AggregateCall("COUNT", List.of(), List.of(), false, -1, -1, Type.BIGINT);
        Match spec = new Match(
                new Sequence(List.of(0), 1, List.of(), -1, -1),
                pattern,
                List.of(new Variable("A", a), new Variable("B", b)),
                List.of(new Offset(0, 0), new Offset(2, 0)),
                List.of(
                        new Source.Current(0, Type.BIGINT),
                        new Source.Current(1, Type.BIGINT),
                        new Source.Value(1, new Position(List.of(0), false, 1, false), Type.BIGINT),
                        new Source.Total(all, count)),
                List.of(new Expression.Column(0, Type.BIGINT), new Expression.Column(3, Type.BIGINT)),
                new Outcome(Skip.PAST_LAST_ROW, List.of(), within, false));
        MatchOperator operator = new MatchOperator(spec, INPUT, ZoneOffset.UTC);
        operator.open(context);
        return operator;
    }

    /** Rows of a key, a second apart, from a second on. */
    private static Batch rows(long key, long second, long... values) {
        LongVector keys = new LongVector(8);
        LongVector times = new LongVector(8);
        for (int i = 0; i < values.length; i++) {
            keys.append(key);
            times.append((second + i) * SECOND);
        }
        return new Batch(new Vector[] {keys, times, new LongVector(values, values.length)}, values.length);
    }

    private void advance(MatchOperator operator, long watermark) {
        assertThat(operator.advance(new Frontier(1, watermark, watermark == Long.MAX_VALUE), output))
                .isEqualTo(Progress.DONE);
    }

    @Test
    void rowsGoWhenNoMatchCanComeOfThem() {
        MatchOperator operator = open(row(A, B), value("=", 1), value("=", 2), Outcome.FOREVER);
        operator.process(0, rows(7, 0, 1, 2, 1, 1, 3, 2, 1), output);
        advance(operator, 5 * SECOND);
        assertThat(emitted).containsExactly("7 2");
        assertThat(context.registered().get(0).rows())
                .as("one row that waits for the watermark")
                .isEqualTo(1);
        advance(operator, 6 * SECOND);
        assertThat(context.registered().get(0).rows())
                .as("the beginning of a match")
                .isEqualTo(1);
        operator.process(0, rows(7, 6, 2), output);
        assertThat(context.refused()).isEqualTo(1);
        operator.process(0, rows(7, 7, 3), output);
        advance(operator, 7 * SECOND);
        assertThat(context.registered().get(0).rows()).isZero();
    }

    @Test
    void timeAloneEndsWhatWithinBounds() {
        MatchOperator operator = open(row(A, B), value("=", 1), value("=", 2), 10 * SECOND);
        operator.process(0, rows(1, 0, 1), output);
        operator.process(0, rows(2, 5, 1), output);
        advance(operator, 10 * SECOND - 1);
        assertThat(context.registered().get(0).rows()).isEqualTo(2);
        advance(operator, 10 * SECOND);
        assertThat(context.registered().get(0).rows()).isEqualTo(1);
        advance(operator, 15 * SECOND);
        assertThat(context.registered().get(0).rows()).isZero();
    }

    @Test
    void aGreedyEndIsKnownAtTheEnd() {
        MatchOperator operator = open(times(A, 1), value("=", 1), value("=", 2), Outcome.FOREVER);
        operator.process(0, rows(1, 0, 1, 1, 3, 1), output);
        advance(operator, 5 * SECOND);
        assertThat(emitted).containsExactly("1 2");
        advance(operator, Long.MAX_VALUE);
        assertThat(emitted).containsExactly("1 2", "1 1");
        assertThat(context.registered().get(0).rows()).isZero();
    }

    @Test
    void memoryIsUsedAgain() {
        MatchOperator operator = open(row(times(A, 1), B), rising(), value("<", 0), 20 * SECOND);
        long bytes = 0;
        for (int round = 0; round < 2000; round++) {
            operator.process(0, rows(round, round * 10L, 1, 2, 3, 2, 5, -1), output);
            advance(operator, (round * 10L + 9) * SECOND);
            bytes = round == 100 ? context.registered().get(0).bytes() : bytes;
        }
        assertThat(emitted).hasSizeGreaterThanOrEqualTo(2000);
        assertThat(context.registered().get(0).bytes()).isLessThanOrEqualTo(bytes);
    }

    @Test
    void manyBeginningsOfOneMatchCostNoMoreThanOne() {
        MatchOperator operator = open(row(times(A, 1), B), value("=", 1), value("=", 2), Outcome.FOREVER);
        run(operator, 20_000);
        assertThat(emitted).containsExactly("1 20001");
    }

    @Test
    void alsoWhereConditionsLookAtTheMatch() {
        MatchOperator operator = open(row(times(A, 1), B), rising(), value("=", 0), Outcome.FOREVER);
        run(operator, 20_000);
        operator.process(0, rows(1, 20_002, 0), output);
        advance(operator, Long.MAX_VALUE);
        assertThat(emitted).containsExactly("1 20002");
    }

    @Test
    void aChoiceThatEveryRowFulfilsDoesNotDoubleAtEachRow() {
        RowPattern any = new Repetition(new Alternation(List.of(A, B)), 1, Repetition.UNBOUNDED, false);
        MatchOperator operator =
                open(row(any, new Repetition(B, 1, 1, true)), value(">", 0), value(">=", 1), Outcome.FOREVER);
        run(operator, 1000);
        assertThat(emitted).hasSize(500);
    }

    /** Rows of 1, then one of 2. */
    private void run(MatchOperator operator, int ones) {
        long[] values = new long[ones + 1];
        Arrays.fill(values, 1);
        values[ones] = 2;
        operator.process(0, rows(1, 0, values), output);
        advance(operator, (ones + 1L) * SECOND);
    }
}
