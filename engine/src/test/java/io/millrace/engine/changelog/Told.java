package io.millrace.engine.changelog;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.operator.Frontier;
import io.millrace.core.operator.Operator;
import io.millrace.core.operator.Output;
import io.millrace.core.operator.Progress;
import io.millrace.core.type.Schema;
import io.millrace.engine.TestContext;
import io.millrace.engine.pipeline.ChangelogSpecification.ChangeKind;
import io.millrace.testkit.Rows;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Drives an operator that tells what changes mean, and keeps what it says: the kind, then the values. */
final class Told implements Output {
    private final Operator operator;
    private final Schema input;
    private final Schema output;
    private final int kind;
    private final List<String> changes = new ArrayList<>();
    private long epochs;

    /** @param kind the column of the output that is the kind */
    Told(Operator operator, Schema input, Schema output, int kind) {
        this.operator = operator;
        this.input = input;
        this.output = output;
        this.kind = kind;
        operator.open(new TestContext());
    }

    void process(long weight, @Nullable Object... row) {
        BatchBuilder builder = new BatchBuilder(input, 1);
        Rows.append(builder, input, weight, Rows.row(row));
        operator.process(0, builder.build(), this);
    }

    /** Ends an epoch; returns what was said in it. */
    List<String> advance(boolean last) {
        changes.clear();
        Frontier frontier = new Frontier(++epochs, last ? Long.MAX_VALUE : 0, last);
        Progress progress = Progress.MORE;
        while (progress == Progress.MORE) {
            progress = operator.advance(frontier, this);
        }
        return List.copyOf(changes);
    }

    @Override
    public void emit(Batch batch) {
        List<List<@Nullable Object>> rows = Rows.of(batch, output);
        for (int i = 0; i < rows.size(); i++) {
            List<@Nullable Object> row = new ArrayList<>(rows.get(i));
            long code = (Long) row.remove(kind);
            changes.add(name(code) + (batch.weight(i) > 0 ? " +" : " ") + batch.weight(i) + " " + row);
        }
    }

    private static ChangeKind name(long code) {
        for (ChangeKind each : ChangeKind.values()) {
            if (each.code() == code) {
                return each;
            }
        }
        throw new IllegalArgumentException("no kind has code " + code);
    }

    @Override
    public boolean hasRoom() {
        return true;
    }
}
