package io.millrace.engine.timejoin;

import io.millrace.core.batch.Batch;
import io.millrace.core.operator.Frontier;
import io.millrace.core.operator.Operator;
import io.millrace.core.operator.OperatorContext;
import io.millrace.core.operator.Output;
import io.millrace.core.operator.Progress;
import io.millrace.core.state.StateInput;
import io.millrace.core.state.StateOutput;
import io.millrace.core.state.Waiting;
import io.millrace.core.state.Whole;
import io.millrace.core.type.Schema;
import io.millrace.engine.pipeline.TimeJoinSpecification.LookupJoin;
import io.millrace.engine.table.EpochState;
import java.time.ZoneId;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Joins rows with those of a table that is read whole before the first of them is joined. Keeps the table for good, and
 * left rows until it has been read. Time per row: its partners.
 */
final class LookupJoinOperator implements Operator, Whole {
    private static final int PAIRS = Batch.TARGET_ROWS;

    private final LookupJoin spec;
    private final int[] leftKeys;
    private final LookedUpRows table;
    private final JoinedRows joined;
    private final EpochState state = new EpochState();
    private final WaitingBatches waiting;
    private boolean complete;
    /** How many workers of an earlier run have said whether they had the whole table. */
    private int told;

    private int[] found = new int[16];
    private boolean[] matched = new boolean[16];
    private int[] alone = new int[16];
    private final int[] pairedRows = new int[PAIRS];
    private final int[] pairedPartners = new int[PAIRS];
    private int pairs;
    /** How far the batch at hand is joined; nothing is at hand when it is -1. */
    private int at = -1;

    private int partner = LookedUpRows.NONE;

    LookupJoinOperator(LookupJoin spec, Schema left, Schema right, Schema output, ZoneId zone) {
        this.spec = spec;
        leftKeys = spec.leftKeys().stream().mapToInt(Integer::intValue).toArray();
        waiting = new WaitingBatches(left, leftKeys);
        table = new LookedUpRows(right, spec.rightKeys());
        joined = new JoinedRows(output, left.size(), spec.condition(), zone);
    }

    @Override
    public void open(OperatorContext context) {
        context.states().count("rows", state);
        table.keep(context.states());
        waiting.keep(context.states());
        context.states().keepWhole("complete", this);
    }

    @Override
    public void write(StateOutput out) {
        out.writeBoolean(complete);
    }

    @Override
    public void read(StateInput in) {
        boolean was = in.readBoolean();
        complete = told++ == 0 ? was : complete && was;
    }

    @Override
    public Progress process(int input, Batch batch, Output output) {
        if (input == 1) {
            table.add(batch);
        } else if (complete && waiting.isEmpty()) {
            return join(batch, output);
        } else {
            waiting.add(batch);
        }
        return Progress.DONE;
    }

    @Override
    public void ended(int input) {
        complete |= input == 1;
    }

    @Override
    public Progress advance(Frontier frontier, Output output) {
        Batch oldest = complete ? waiting.first() : null;
        if (oldest != null) {
            if (output.hasRoom() && join(oldest, output) == Progress.DONE) {
                waiting.remove();
            }
            if (!waiting.isEmpty()) {
                return Progress.MORE;
            }
        }
        long left = waiting.rows();
        state.update(table.bytes() + joined.bytes() + waiting.bytes(), table.size() + left, Waiting.untilEnd(left));
        return Progress.DONE;
    }

    /** Joins as many rows of a batch as a batch of pairs takes; called with the same batch until it is done. */
    private Progress join(Batch batch, Output output) {
        int size = batch.size();
        if (at < 0) {
            start(batch);
        }
        while (at < size) {
            if (partner == LookedUpRows.NONE) {
                at++;
                partner = at < size ? found[at] : LookedUpRows.NONE;
                continue;
            }
            pairedRows[pairs] = at;
            pairedPartners[pairs++] = partner;
            partner = table.next(partner);
            if (pairs == PAIRS) {
                emitPairs(batch, output);
                return Progress.MORE;
            }
        }
        emitPairs(batch, output);
        if (spec.kept()) {
            emitAlone(batch, output);
        }
        at = -1;
        return Progress.DONE;
    }

    private void start(Batch batch) {
        int size = batch.size();
        if (found.length < size) {
            found = new int[size];
            matched = new boolean[size];
            alone = new int[size];
        }
        table.find(batch, leftKeys, size, found);
        Arrays.fill(matched, 0, size, false);
        at = 0;
        partner = size > 0 ? found[0] : LookedUpRows.NONE;
    }

    private void emitPairs(Batch batch, Output output) {
        if (pairs == 0) {
            return;
        }
        Batch made = joined.pairs(batch.columns(), pairedRows, table.columns(), pairedPartners, pairs);
        Batch weighted = new Batch(made.columns(), pairs, weights(batch, pairedRows, pairs));
        int[] passing = joined.passing();
        int passed = joined.passed();
        for (int i = 0; i < passed; i++) {
            matched[pairedRows[passing[i]]] = true;
        }
        output.emit(passed == pairs ? weighted : weighted.select(passing, passed));
        pairs = 0;
    }

    private void emitAlone(Batch batch, Output output) {
        int count = 0;
        for (int row = 0; row < batch.size(); row++) {
            if (!matched[row]) {
                alone[count++] = row;
            }
        }
        if (count > 0) {
            Batch made = joined.leftAlone(batch.columns(), alone, count);
            output.emit(new Batch(made.columns(), count, weights(batch, alone, count)));
        }
    }

    private static long @Nullable [] weights(Batch batch, int[] rows, int count) {
        if (batch.weights() == null) {
            return null;
        }
        long[] weights = new long[count];
        for (int i = 0; i < count; i++) {
            weights[i] = batch.weight(rows[i]);
        }
        return weights;
    }
}
