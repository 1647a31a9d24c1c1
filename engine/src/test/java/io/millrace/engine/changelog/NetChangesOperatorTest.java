package io.millrace.engine.changelog;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.type.Column;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;
import io.millrace.engine.pipeline.ChangelogSpecification.NetChanges;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What an epoch changes in all. */
class NetChangesOperatorTest {
    private static final Schema INPUT = Schema.of(new Column("k", Type.STRING), new Column("v", Type.BIGINT));
    private static final Schema OUTPUT = INPUT.with(new Column("$kind", Type.BIGINT.notNull()));

    private static Told told(@Nullable List<Integer> key) {
        return new Told(new NetChangesOperator(new NetChanges(key), INPUT), INPUT, OUTPUT, 2);
    }

    @Test
    void whatGoesAndComesUnderOneKeyIsAnUpdate() {
        Told told = told(List.of(0));
        told.process(1, "a", 1L);
        told.process(1, "b", 2L);
        assertThat(told.advance(false)).containsExactlyInAnyOrder("INSERT +1 [a, 1]", "INSERT +1 [b, 2]");
        told.process(-1, "a", 1L);
        told.process(1, "a", 3L);
        told.process(-1, "b", 2L);
        assertThat(told.advance(true))
                .containsExactlyInAnyOrder("UPDATE_BEFORE -1 [a, 1]", "UPDATE_AFTER +1 [a, 3]", "DELETE -1 [b, 2]");
    }

    @Test
    void withoutAKeyRowsComeAndGo() {
        Told told = told(null);
        told.process(-1, "a", 1L);
        told.process(1, "a", 3L);
        assertThat(told.advance(true)).containsExactlyInAnyOrder("DELETE -1 [a, 1]", "INSERT +1 [a, 3]");
    }

    @Test
    void whatComesAndGoesInOneEpochIsNotSaid() {
        Told told = told(List.of(0));
        told.process(1, "a", 1L);
        told.process(-1, "a", 1L);
        told.process(1, null, null);
        told.process(1, null, null);
        assertThat(told.advance(false)).containsExactly("INSERT +2 [null, null]");
        assertThat(told.advance(true)).isEmpty();
    }
}
