package io.millrace.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.operator.Frontier;
import io.millrace.core.operator.Operator;
import io.millrace.core.operator.Output;
import io.millrace.core.operator.Progress;
import io.millrace.core.state.State;
import io.millrace.core.type.Column;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;
import io.millrace.engine.group.AggregateGroupsOperator;
import io.millrace.engine.group.SetOperator;
import io.millrace.engine.join.JoinOperator;
import io.millrace.engine.over.AggregateOverOperator;
import io.millrace.engine.over.FirstRowsOperator;
import io.millrace.engine.pipeline.AggregateCall;
import io.millrace.engine.pipeline.JoinSpecification.Join;
import io.millrace.engine.pipeline.JoinSpecification.JoinInput;
import io.millrace.engine.pipeline.JoinSpecification.JoinKind;
import io.millrace.engine.pipeline.JoinSpecification.SetOperation;
import io.millrace.engine.pipeline.OverSpecification.AggregateOver;
import io.millrace.engine.pipeline.OverSpecification.Frame;
import io.millrace.engine.pipeline.OverSpecification.OrderedOver;
import io.millrace.engine.pipeline.OverSpecification.OverCall;
import io.millrace.engine.pipeline.OverSpecification.OverFrame;
import io.millrace.engine.pipeline.RankSpecification.FirstRows;
import io.millrace.engine.pipeline.RankSpecification.Rank;
import io.millrace.engine.pipeline.RankSpecification.TopRows;
import io.millrace.engine.pipeline.Specification.AggregateGroups;
import io.millrace.engine.pipeline.Specification.SortColumn;
import io.millrace.engine.rank.OrderedOverOperator;
import io.millrace.engine.rank.TopRowsOperator;
import io.millrace.testkit.Rows;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What operators forget when it was not written for its time to live of an hour, and what they say then. */
class ExpiryTest {
    private static final long HOUR = 3_600_000_000L;
    private static final long MINUTE = 60_000_000L;
    private static final Schema INPUT = Schema.of(new Column("k", Type.BIGINT), new Column("v", Type.BIGINT));
    private static final Schema TIMED = Schema.of(new Column("k", Type.BIGINT), new Column("ts", Type.timestamp(3)));

    private final List<String> emitted = new ArrayList<>();

    /** Drives an operator, one epoch a call. */
    private final class Run implements Output {
        private final Operator operator;
        private final Schema input;
        private final Schema output;
        private final TestContext context;
        private long epoch;

        Run(Operator operator, Schema input, Schema output, long... lifetimes) {
            this.operator = operator;
            this.input = input;
            this.output = output;
            context = new TestContext(lifetimes);
            operator.open(context);
        }

        /** Lets time pass, then gives rows to an input: weight, key, value. */
        List<String> after(long minutes, int side, long... cells) {
            context.pass(minutes * MINUTE);
            BatchBuilder batch = new BatchBuilder(input, 4);
            for (int i = 0; i < cells.length; i += 3) {
                Rows.append(batch, input, cells[i], Rows.row(cells[i + 1], cells[i + 2]));
            }
            operator.process(side, batch.build(), this);
            emitted.clear();
            Frontier frontier = new Frontier(++epoch, epoch * HOUR, false);
            Progress progress = Progress.MORE;
            while (progress == Progress.MORE) {
                progress = operator.advance(frontier, this);
            }
            return List.copyOf(emitted);
        }

        long held() {
            return context.registered().stream().mapToLong(State::rows).sum();
        }

        @Override
        public void emit(Batch batch) {
            List<? extends List<?>> rows = Rows.of(batch, output);
            for (int i = 0; i < rows.size(); i++) {
                emitted.add((batch.weight(i) > 0 ? "+" : "") + batch.weight(i) + rows.get(i));
            }
        }

        @Override
        public boolean hasRoom() {
            return true;
        }
    }

    private static AggregateCall sum() {
        return new AggregateCall("SUM", List.of(1), List.of(Type.BIGINT), false, -1, -1, Type.BIGINT);
    }

    private Run groups(List<Integer> keys) {
        Schema output = keys.isEmpty() ? Schema.of(new Column("sum", Type.BIGINT)) : INPUT;
        return new Run(
                new AggregateGroupsOperator(new AggregateGroups(keys, List.of(sum())), INPUT, output, true, true),
                INPUT,
                output,
                HOUR);
    }

    @Test
    void aGroupBeginsAnewAnHourAfterItsLastRow() {
        Run run = groups(List.of(0));
        assertThat(run.after(0, 0, 1, 1, 10, 1, 2, 5)).containsExactlyInAnyOrder("+1[1, 10]", "+1[2, 5]");
        assertThat(run.after(59, 0, 1, 1, 1)).as("a row keeps its group").containsExactly("-1[1, 10]", "+1[1, 11]");
        assertThat(run.after(1, 0, 1, 2, 7)).as("nothing is taken back").containsExactly("+1[2, 7]");
        assertThat(run.context.expired()).isEqualTo(1);
        assertThat(run.after(58, 0, -1, 1, 1)).as("a retraction is a write").containsExactly("-1[1, 11]", "+1[1, 10]");
        assertThat(run.after(60, 0)).isEmpty();
        assertThat(run.held()).isZero();
        assertThat(run.context.expired()).isEqualTo(3);
        assertThat(run.after(1, 0, -1, 1, 10))
                .as("of a group that is forgotten")
                .isEmpty();
    }

    @Test
    void theOnlyGroupBeginsAnewToo() {
        Run run = groups(List.of());
        run.after(0, 0, 1, 1, 10);
        assertThat(run.after(59, 0, 1, 1, 10)).containsExactly("-1[10]", "+1[20]");
        assertThat(run.after(60, 0, 1, 1, 1)).containsExactly("+1[1]");
    }

    private Run join(JoinKind kind, long left, long right) {
        JoinInput input = new JoinInput(List.of(0), false);
        Schema output = kind.isPaired() ? INPUT.with(INPUT.columns().toArray(Column[]::new)) : INPUT;
        return new Run(
                new JoinOperator(
                        new Join(kind, input, input, List.of(false), null),
                        new JoinOperator.Input(INPUT, true, left > 0),
                        new JoinOperator.Input(INPUT, true, right > 0),
                        output,
                        ZoneOffset.UTC),
                INPUT,
                output,
                left,
                right);
    }

    @Test
    void eachSideOfAJoinForgetsByItself() {
        Run run = join(JoinKind.INNER, HOUR, 0);
        run.after(0, 0, 1, 1, 10, 1, 2, 20);
        assertThat(run.after(30, 1, 1, 1, 100)).containsExactly("+1[1, 10, 1, 100]");
        assertThat(run.after(29, 0, 1, 2, 21)).isEmpty();
        assertThat(run.after(1, 1, 1, 1, 101, 1, 2, 102))
                .as("an inner join does not write what is met")
                .containsExactly("+1[2, 21, 2, 102]");
        assertThat(run.context.expired()).isEqualTo(2);
        assertThat(run.after(600, 0, 1, 1, 11)).hasSize(2);
        assertThat(run.after(600, 0)).isEmpty();
        assertThat(run.held()).as("three rows on the right, and their two keys").isEqualTo(5);
    }

    @Test
    void whatMetARowThatIsForgottenStaysMet() {
        Run run = join(JoinKind.LEFT, 0, HOUR);
        run.after(0, 1, 1, 1, 100);
        assertThat(run.after(1, 0, 1, 1, 10)).containsExactly("+1[1, 10, 1, 100]");
        assertThat(run.after(60, 0, 1, 1, 11)).as("met nothing").containsExactly("+1[1, 11, null, null]");
        assertThat(run.after(1, 1, 1, 1, 101))
                .as("only the row that was alone is taken back")
                .containsExactlyInAnyOrder("-1[1, 11, null, null]", "+1[1, 10, 1, 101]", "+1[1, 11, 1, 101]");
        assertThat(run.after(1, 1, -1, 1, 101))
                .containsExactlyInAnyOrder("-1[1, 10, 1, 101]", "-1[1, 11, 1, 101]", "+1[1, 11, null, null]");
    }

    @Test
    void meetingWritesARowOfAnOuterJoin() {
        Run run = join(JoinKind.LEFT, HOUR, HOUR);
        run.after(0, 0, 1, 1, 10);
        run.after(40, 1, 1, 1, 100);
        assertThat(run.after(40, 1, 1, 1, 101)).containsExactly("+1[1, 10, 1, 101]");
        assertThat(run.after(61, 1, 1, 1, 102)).isEmpty();
        assertThat(run.context.expired()).isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource(
            value = JoinKind.class,
            names = {"SEMI", "ANTI"})
    void aSemiJoinForgetsRowsOfTheRightInput(JoinKind kind) {
        Run run = join(kind, 0, HOUR);
        run.after(0, 1, 1, 1, 100, 1, 1, 101);
        List<String> met = List.of("+1[1, 10]");
        List<String> none = List.of();
        boolean semi = kind == JoinKind.SEMI;
        assertThat(run.after(59, 0, 1, 1, 10)).isEqualTo(semi ? met : none);
        assertThat(run.after(1, 0, 1, 1, 11)).isEqualTo(semi ? none : List.of("+1[1, 11]"));
    }

    @Test
    void whatIsTakenBackThatWasForgottenLeavesNoDebt() {
        Run run = join(JoinKind.INNER, HOUR, 0);
        run.after(0, 0, 1, 1, 10);
        run.after(0, 1, 1, 1, 100);
        assertThat(run.after(60, 0, -1, 1, 10)).as("as told").containsExactly("-1[1, 10, 1, 100]");
        assertThat(run.after(1, 0, 1, 1, 10)).containsExactly("+1[1, 10, 1, 100]");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theFirstRowsOfAKeyAreForgottenTogether(boolean changing) {
        TopRows spec = new TopRows(
                List.of(0), List.of(new SortColumn(1, true, false)), List.of(), Rank.ROW_NUMBER, 1, 2, false);
        Run run = new Run(new TopRowsOperator(spec, INPUT, INPUT, changing), INPUT, INPUT, HOUR);
        run.after(0, 0, 1, 1, 10, 1, 1, 20, 1, 2, 5);
        assertThat(run.after(59, 0, 1, 1, 30)).containsExactlyInAnyOrder("+1[1, 30]", "-1[1, 10]");
        assertThat(run.after(1, 0, 1, 2, 3)).containsExactly("+1[2, 3]");
        assertThat(run.after(58, 0, 1, 2, 4)).as("5 is forgotten").containsExactly("+1[2, 4]");
    }

    @Test
    void aFirstRowIsForgottenAnHourAfterItCame() {
        FirstRows spec = new FirstRows(List.of(0), 1, -1, -1, false);
        Run run = new Run(new FirstRowsOperator(spec, TIMED), TIMED, TIMED, HOUR);
        long minute = MINUTE;
        assertThat(run.after(0, 0, 1, 1, 10 * minute)).hasSize(1);
        assertThat(run.after(59, 0, 1, 1, 70 * minute)).isEmpty();
        assertThat(run.after(1, 0, 1, 1, 130 * minute)).hasSize(1);
        assertThat(run.context.expired()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SUM", "MIN", "LAST_VALUE", "LAG", "RANK", "LISTAGG"})
    void anOverFrameBeginsAnew(String function) {
        for (long preceding : new long[] {1, Frame.UNBOUNDED}) {
            boolean ranks = function.equals("RANK");
            if (ranks && preceding == 1 || function.equals("LAG") && preceding != 1) {
                continue;
            }
            Type type = function.equals("LISTAGG") ? Type.STRING : Type.BIGINT;
            Schema input =
                    Schema.of(new Column("k", Type.BIGINT), new Column("ts", Type.timestamp(3)), new Column("v", type));
            AggregateCall call = new AggregateCall(
                    function, ranks ? List.of() : List.of(2), ranks ? List.of() : List.of(type), false, -1, -1, type);
            AggregateOver spec = new AggregateOver(List.of(0), 1, -1, -1, new Frame(true, preceding), List.of(call));
            Schema output = input.with(new Column("result", type));
            AggregateOverOperator operator = new AggregateOverOperator(spec, input, output);
            Run run = new Run(operator, input, output, HOUR);
            String first = one(run, type, 2);
            String second = one(run, type, 1);
            run.context.pass(HOUR);
            String third = one(run, type, 2);
            assertThat(second).as("%s %d", function, preceding).isNotEqualTo(first);
            assertThat(third).as("%s %d", function, preceding).isEqualTo(first);
            assertThat(run.context.expired()).isEqualTo(1);
        }
    }

    /** What a row with this value gets. */
    private String one(Run run, Type type, long value) {
        BatchBuilder batch = new BatchBuilder(run.input, 1);
        Object given = type.equals(Type.STRING) ? "v" + value : value;
        Rows.append(batch, run.input, 1, Rows.row(7L, run.epoch * HOUR + MINUTE, given));
        run.operator.process(0, batch.build(), run);
        emitted.clear();
        run.operator.advance(new Frontier(run.epoch + 1, ++run.epoch * HOUR, false), run);
        assertThat(emitted).hasSize(1);
        return emitted.get(0).replaceAll(".*, ", "");
    }

    @Test
    void anOverInAnyOrderForgetsTheRowsOfAKey() {
        OverCall call = new OverCall(sum(), new OverFrame(true, OverFrame.UNBOUNDED_PRECEDING, 0), 0);
        OrderedOver spec =
                new OrderedOver(List.of(0), List.of(new SortColumn(1, false, false)), List.of(), List.of(call));
        Schema output = INPUT.with(new Column("sum", Type.BIGINT));
        Run run = new Run(new OrderedOverOperator(spec, INPUT, output), INPUT, output, HOUR);
        run.after(0, 0, 1, 1, 10);
        assertThat(run.after(59, 0, 1, 1, 20)).containsExactly("+1[1, 20, 30]");
        assertThat(run.after(60, 0, 1, 1, 30)).containsExactly("+1[1, 30, 30]");
        assertThat(run.after(60, 0)).isEmpty();
        assertThat(run.held()).isZero();
    }

    @Test
    void comparedRowsAreForgotten() {
        Run run = new Run(new SetOperator(SetOperation.INTERSECT, INPUT), INPUT, INPUT, HOUR, HOUR);
        run.after(0, 0, 1, 1, 10, 1, 2, 20);
        assertThat(run.after(59, 1, 1, 1, 10)).containsExactly("+1[1, 10]");
        assertThat(run.after(1, 1, 1, 2, 20)).as("forgotten on the left").isEmpty();
        assertThat(run.after(30, 0, -1, 1, 10)).containsExactly("-1[1, 10]");
        run.after(60, 0);
        assertThat(run.held()).isZero();
        assertThat(run.after(0, 0, -1, 1, 10)).isEmpty();
        assertThat(run.held()).as("no debt").isZero();
    }
}
