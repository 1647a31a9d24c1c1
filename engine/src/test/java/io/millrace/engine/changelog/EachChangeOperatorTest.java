package io.millrace.engine.changelog;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.type.Column;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;
import io.millrace.engine.group.AggregateGroupsOperator;
import io.millrace.engine.pipeline.AggregateCall;
import io.millrace.engine.pipeline.ChangelogSpecification.EachChange;
import io.millrace.engine.pipeline.Specification.AggregateGroups;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What each row changes, whatever order rows come in and wherever epochs end. */
class EachChangeOperatorTest {
    private static final Column KIND = new Column("$kind", Type.BIGINT.notNull());
    private static final Column ORDINAL = new Column("$ordinal", Type.BIGINT.notNull());
    private static final Schema SEEN = Schema.of(new Column("k", Type.STRING), new Column("v", Type.BIGINT));
    private static final Schema INPUT = SEEN.with(ORDINAL);
    private static final Schema GROUPS = Schema.of(new Column("k", Type.STRING), new Column("s", Type.BIGINT));
    private static final AggregateCall SUM =
            new AggregateCall("SUM", List.of(1), List.of(Type.BIGINT), false, -1, -1, Type.BIGINT);

    private static Told told(List<Integer> keys, int ordinal) {
        AggregateGroups groups = new AggregateGroups(keys, List.of(SUM));
        Schema output = keys.isEmpty() ? Schema.of(new Column("s", Type.BIGINT)) : GROUPS;
        EachChange each = new EachChange(groups, 2, ordinal, keys.isEmpty() ? List.of() : List.of(0));
        Schema marked = ordinal < 0 ? output.with(KIND) : output.with(KIND, ORDINAL);
        return new Told(
                new EachChangeOperator(
                        each, new AggregateGroupsOperator(groups, SEEN, output, true, true), INPUT, output, marked),
                INPUT,
                marked,
                output.size());
    }

    @Test
    void rowsAreTakenInTheOrderOfTheirOrdinals() {
        Told told = told(List.of(0), 2);
        told.process(1, "a", 4L, 3L);
        told.process(1, "b", 7L, 2L);
        told.process(1, "a", 1L, 1L);
        assertThat(told.advance(false))
                .containsExactly(
                        "INSERT +1 [a, 1, 1]",
                        "INSERT +1 [b, 7, 2]",
                        "UPDATE_BEFORE -1 [a, 1, 3]",
                        "UPDATE_AFTER +1 [a, 5, 3]");
    }

    @Test
    void anUpdateOfTheInputGoesBeforeItComes() {
        Told told = told(List.of(0), 2);
        told.process(1, "a", 1L, 1L);
        told.process(1, "a", 2L, 5L);
        told.process(-1, "a", 1L, 5L);
        assertThat(told.advance(false))
                .containsExactly("INSERT +1 [a, 1, 1]", "DELETE -1 [a, 1, 5]", "INSERT +1 [a, 2, 5]");
    }

    @Test
    void aRowThatComesTwiceIsTwoRows() {
        Told told = told(List.of(0), 2);
        told.process(2, "a", 1L, 1L);
        assertThat(told.advance(false))
                .containsExactly("INSERT +1 [a, 1, 1]", "UPDATE_BEFORE -1 [a, 1, 1]", "UPDATE_AFTER +1 [a, 2, 1]");
    }

    @Test
    void theOnlyGroupComesWithItsFirstRow() {
        Told told = told(List.of(), 2);
        assertThat(told.advance(false)).isEmpty();
        told.process(1, "a", 1L, 1L);
        told.process(1, "b", 2L, 2L);
        assertThat(told.advance(true))
                .containsExactly("INSERT +1 [1, 1]", "UPDATE_BEFORE -1 [1, 2]", "UPDATE_AFTER +1 [3, 2]");
    }

    @Test
    void theOnlyGroupOfNoRowsComesAtTheEnd() {
        Told told = told(List.of(), 2);
        assertThat(told.advance(false)).isEmpty();
        assertThat(told.advance(true)).containsExactly("INSERT +1 [null, 0]");
    }

    @Test
    void withoutOrdinalsItIsEpochsThatChangeThings() {
        Told told = told(List.of(0), -1);
        told.process(1, "a", 1L, 9L);
        told.process(1, "a", 2L, 8L);
        assertThat(told.advance(false)).containsExactly("INSERT +1 [a, 3]");
        told.process(1, "a", 3L, 7L);
        assertThat(told.advance(true)).containsExactly("UPDATE_BEFORE -1 [a, 3]", "UPDATE_AFTER +1 [a, 6]");
    }
}
