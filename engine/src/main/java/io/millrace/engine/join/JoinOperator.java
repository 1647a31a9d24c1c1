package io.millrace.engine.join;

import io.millrace.core.batch.Batch;
import io.millrace.core.expression.Expression;
import io.millrace.core.operator.Frontier;
import io.millrace.core.operator.Operator;
import io.millrace.core.operator.OperatorContext;
import io.millrace.core.operator.Output;
import io.millrace.core.operator.Progress;
import io.millrace.core.type.Column;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;
import io.millrace.engine.expression.Calculation;
import io.millrace.engine.expression.ExpressionCompiler;
import io.millrace.engine.pipeline.Specification.Join;
import io.millrace.engine.pipeline.Specification.JoinInput;
import io.millrace.engine.pipeline.Specification.JoinKind;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
 * <p>A row that comes or goes costs O(1) and what it meets.
 */
public final class JoinOperator implements Operator {
    private static final int LEFT = 0;
    private static final int RIGHT = 1;

    /** How far a call goes through rows before it asks for another. */
    private static final int STEPS = 8192;

    private final int[][] keyColumns;
    private final boolean[] nullsEqual;
    private final JoinKeys keys;
    private final JoinSide[] sides;
    private final @Nullable RowMatches[] matches = new @Nullable RowMatches[2];
    private final @Nullable SingleRows[] withoutKey = new @Nullable SingleRows[2];
    private final List<Phase> phases = new ArrayList<>();
    private int phase;
    private int[] chosen = new int[0];
    private int[] keyless = new int[0];

    /** Part of the work at the end of an epoch. */
    private interface Phase {
        /** Emits at most one batch, after so many steps at most; returns whether that was the last. */
        boolean run(int steps, Output output);
    }

    /**
     * The rows of one input.
     *
     * @param changing whether they may be taken back
     */
    public record Input(Schema schema, boolean changing) {}

    public JoinOperator(Join spec, Input left, Input right, Schema output, ZoneId zone) {
        JoinKind kind = spec.kind();
        keyColumns = new int[][] {columns(spec.left()), columns(spec.right())};
        nullsEqual = new boolean[spec.nullsEqual().size()];
        for (int i = 0; i < nullsEqual.length; i++) {
            nullsEqual[i] = spec.nullsEqual().get(i);
        }
        List<Type> types = spec.left().keys().stream().map(left.schema()::type).toList();
        keys = new JoinKeys(types);
        boolean counted = !kind.isPaired() && spec.condition() == null;
        sides = new JoinSide[] {
            new JoinSide(left.schema(), identity(left, spec.left())),
            new JoinSide(right.schema(), counted ? JoinSide.Identity.COUNTED : identity(right, spec.right()))
        };
        boolean leftAlone = kind.keepsLeft() || !kind.isPaired();
        if (spec.condition() != null) {
            matches[LEFT] = leftAlone ? new RowMatches() : null;
            matches[RIGHT] = kind.keepsRight() ? new RowMatches() : null;
        }
        if (!counted) {
            addPairs(spec, left.schema(), right.schema(), zone);
        }
        if (leftAlone) {
            SingleRows rows = new SingleRows(sides[LEFT], left.schema(), output, 0);
            withoutKey[LEFT] = kind == JoinKind.SEMI ? null : rows;
            addUnmatched(new UnmatchedRows(rows, sides[RIGHT], keys, matches[LEFT], kind == JoinKind.SEMI));
        }
        if (kind.keepsRight()) {
            SingleRows rows = new SingleRows(
                    sides[RIGHT], right.schema(), output, left.schema().size());
            withoutKey[RIGHT] = rows;
            addUnmatched(new UnmatchedRows(rows, sides[LEFT], keys, matches[RIGHT], false));
        }
        boolean forgetting = !kind.isPaired() && !right.changing() && (spec.condition() == null || !left.changing());
        Settling settling = new Settling(sides, matches, keys, forgetting);
        phases.add((steps, out) -> settling.run(steps));
    }

    private static int[] columns(JoinInput input) {
        return input.keys().stream().mapToInt(Integer::intValue).toArray();
    }

    private static JoinSide.Identity identity(Input input, JoinInput spec) {
        if (!input.changing()) {
            return JoinSide.Identity.NONE;
        }
        return spec.unique() ? JoinSide.Identity.KEY : JoinSide.Identity.ROW;
    }

    private void addPairs(Join spec, Schema left, Schema right, ZoneId zone) {
        Schema both = left.with(right.columns().toArray(Column[]::new));
        Calculation condition = null;
        if (spec.condition() != null) {
            Schema numbered = both.with(new Column("$pair", Type.BIGINT.notNull()));
            List<Expression> all = new ArrayList<>();
            for (int i = 0; i < numbered.size(); i++) {
                all.add(new Expression.Column(i, numbered.type(i)));
            }
            condition = ExpressionCompiler.compile(spec.condition(), all, numbered, zone);
        }
        Pairs pairs = new Pairs(
                sides[LEFT],
                left,
                sides[RIGHT],
                right,
                new Pairs.Use(condition, spec.kind().isPaired(), matches[LEFT], matches[RIGHT]));
        ChangedPairs changed = new ChangedPairs(sides[LEFT], sides[RIGHT], pairs);
        phases.add((steps, out) -> {
            boolean done = changed.fill(steps);
            if (done || pairs.isFull()) {
                pairs.flush(out);
            }
            return done;
        });
    }

    private void addUnmatched(UnmatchedRows rows) {
        phases.add((steps, out) -> {
            boolean done = rows.fill(steps);
            rows.flush(out);
            return done;
        });
    }

    @Override
    public void open(OperatorContext context) {
        context.register("keys", keys);
        context.register("left", sides[LEFT]);
        context.register("right", sides[RIGHT]);
    }

    @Override
    public Progress process(int input, Batch batch, Output output) {
        int count = chooseKeyed(batch, keyColumns[input]);
        int[] ids = keys.touch(batch, keyColumns[input], chosen, count);
        sides[input].add(batch, chosen, count, ids, keys.limit());
        SingleRows alone = withoutKey[input];
        if (count < batch.size() && alone != null) {
            output.emit(alone.extend(batch.select(keyless, batch.size() - count)));
        }
        return Progress.DONE;
    }

    /** Parts the rows that can meet others from those that have a NULL which equals nothing. */
    private int chooseKeyed(Batch batch, int[] columns) {
        int size = batch.size();
        if (chosen.length < size) {
            chosen = new int[Math.max(size, Batch.TARGET_ROWS)];
            keyless = new int[chosen.length];
        }
        int count = 0;
        int others = 0;
        for (int row = 0; row < size; row++) {
            boolean keyed = true;
            for (int k = 0; k < columns.length; k++) {
                keyed &= nullsEqual[k] || !batch.column(columns[k]).isNull(row);
            }
            if (keyed) {
                chosen[count++] = row;
            } else {
                keyless[others++] = row;
            }
        }
        return count;
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
