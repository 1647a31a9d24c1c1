package io.millrace.engine.rank;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.operator.Frontier;
import io.millrace.core.operator.Operator;
import io.millrace.core.operator.Output;
import io.millrace.core.operator.Progress;
import io.millrace.core.state.State;
import io.millrace.core.type.Schema;
import io.millrace.engine.TestContext;
import io.millrace.testkit.Rows;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Drives an operator with changes and keeps the table that it says there is. */
final class Changes implements Output {
    private final Operator operator;
    private final Schema input;
    private final Schema outputSchema;
    private final Map<List<@Nullable Object>, Long> table = new HashMap<>();
    private final Map<List<@Nullable Object>, Long> epoch = new HashMap<>();
    private final TestContext context = new TestContext();
    private long epochs;
    private long changed;
    private boolean room = true;
    private boolean consolidated;

    Changes(Operator operator, Schema input, Schema output) {
        this.operator = operator;
        this.input = input;
        this.outputSchema = output;
        operator.open(context);
    }

    @Override
    public void emit(Batch batch) {
        List<List<@Nullable Object>> rows = Rows.of(batch, outputSchema);
        for (int i = 0; i < rows.size(); i++) {
            epoch.merge(rows.get(i), batch.weight(i), Long::sum);
            changed++;
        }
    }

    @Override
    public boolean hasRoom() {
        // Every other time there is none, so that operators must come back to where they were.
        room = !room;
        return room;
    }

    /** From now on nothing may come and go in one epoch. */
    void expectConsolidated() {
        consolidated = true;
    }

    /** One batch of rows and their weights. */
    void process(List<List<@Nullable Object>> rows, List<Long> weights) {
        BatchBuilder builder = new BatchBuilder(input, Math.max(1, rows.size()));
        for (int i = 0; i < rows.size(); i++) {
            Rows.append(builder, input, weights.get(i), rows.get(i));
        }
        operator.process(0, builder.build(), this);
    }

    /** Ends the epoch; returns the table as it then is. */
    Map<List<@Nullable Object>, Long> advance(long watermark) {
        changed = 0;
        epoch.clear();
        Frontier frontier = new Frontier(++epochs, watermark, watermark == Long.MAX_VALUE);
        while (operator.advance(frontier, this) == Progress.MORE) {
            assertThat(room).isFalse();
        }
        if (consolidated) {
            assertThat(epoch.values().stream().mapToLong(Math::abs).sum()).isEqualTo(changed);
        }
        epoch.forEach((row, weight) -> table.merge(row, weight, (a, b) -> a + b == 0 ? null : Long.valueOf(a + b)));
        return table;
    }

    /** How many rows are held. */
    long held() {
        return context.registered().stream().mapToLong(State::rows).sum();
    }

    int refused() {
        return context.refused();
    }
}
