package io.millrace.engine.join;

import io.millrace.core.batch.Batch;
import io.millrace.core.operator.Frontier;
import io.millrace.core.operator.Operator;
import io.millrace.core.operator.OperatorContext;
import io.millrace.core.operator.Output;
import io.millrace.core.operator.Progress;
import io.millrace.core.type.Schema;
import io.millrace.engine.pipeline.JoinSpecification.Join;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Joins two inputs that may both change. Within an epoch it only takes rows in; at its end it emits the net change of
 * the result, each pair and each unmatched row once, so that nothing is published that never was.
 *
 * <p>Keeps the distinct rows of both inputs with their weights, for as long as they are there: rows of an input that only
 * grows stay for ever. Rows with a NULL that equals nothing are not kept. Where a row of the left input is only asked
 * whether it meets anything (SEMI, ANTI without a further condition), the right input is kept as one count a key; and
 * if the right input only grows, left rows are forgotten as soon as they have met something, since nothing can change
 * that. With a further condition, outer and semi-joins also count for each row what it has met.
 *
 * <p>With a time to live each row is forgotten when it was not written for so long: when it did not come again, and, in an
 * outer or semi-join, nothing came or went that it meets. What was emitted with it stays. Since a row then may have met
 * what is no longer there, every row counts for itself, and the right input of a semi-join is kept whole.
 *
 * <p>A row that comes or goes costs O(1) and what it meets.
 */
public final class JoinOperator implements Operator {
    /** How far a call goes through rows before it asks for another. */
    private static final int STEPS = 8192;

    private final JoinParts parts;
    private final List<Phase> phases = new ArrayList<>();
    private int phase;
    private int[] identity = new int[0];

    /** Part of the work at the end of an epoch. */
    private interface Phase {
        /** Emits at most one batch, after so many steps at most; returns whether that was the last. */
        boolean run(int steps, Output output);
    }

    /**
     * The rows of one input.
     *
     * @param changing whether they may be taken back
     * @param expiring whether they have a time to live
     */
    public record Input(Schema schema, boolean changing, boolean expiring) {}

    public JoinOperator(Join spec, Input left, Input right, Schema output, ZoneId zone) {
        parts = new JoinParts(
                spec, left, right, output, new JoinParts.Site(zone, true, left.expiring() || right.expiring()));
        ExpiredRows expired = new ExpiredRows(parts);
        phases.add((steps, out) -> expired.run(steps));
        Pairs pairs = parts.pairs();
        if (pairs != null) {
            addPairs(pairs);
        }
        addUnmatched(JoinParts.LEFT);
        addUnmatched(JoinParts.RIGHT);
        boolean forgetting = !spec.kind().isPaired()
                && !right.changing()
                && (parts.matches(JoinParts.LEFT) == null || !left.changing());
        Settling settling = new Settling(parts, forgetting);
        phases.add((steps, out) -> settling.run(steps));
    }

    private void addPairs(Pairs pairs) {
        ChangedPairs changed = new ChangedPairs(parts.side(JoinParts.LEFT), parts.side(JoinParts.RIGHT), pairs);
        phases.add((steps, out) -> {
            boolean done = changed.fill(steps);
            if (done || pairs.isFull()) {
                pairs.flush(out);
            }
            return done;
        });
    }

    private void addUnmatched(int side) {
        SingleRows singles = parts.singles(side);
        if (singles != null) {
            UnmatchedRows rows =
                    new UnmatchedRows(singles, parts.side(1 - side), parts.keys(), parts.matches(side), parts.isSemi());
            phases.add((steps, out) -> {
                boolean done = rows.fill(steps);
                singles.flush(out);
                return done;
            });
        }
    }

    @Override
    public void open(OperatorContext context) {
        parts.register(context, key -> {});
    }

    @Override
    public Progress process(int input, Batch batch, Output output) {
        if (identity.length < batch.size()) {
            identity = new int[Math.max(batch.size(), Batch.TARGET_ROWS)];
            Arrays.setAll(identity, row -> row);
        }
        parts.add(input, batch, identity, batch.size());
        Batch keyless = parts.keyless(input, batch);
        if (keyless != null) {
            output.emit(keyless);
        }
        return Progress.DONE;
    }

    @Override
    public Progress advance(Frontier frontier, Output output) {
        int calls = 0;
        while (phase < phases.size()) {
            if (!output.hasRoom() || calls++ == phases.size()) {
                return Progress.MORE;
            }
            if (phases.get(phase).run(STEPS, output)) {
                phase++;
            }
        }
        phase = 0;
        return Progress.DONE;
    }
}
