package io.millrace.engine.join;

import io.millrace.core.batch.Batch;
import io.millrace.core.expression.Expression;
import io.millrace.core.operator.OperatorContext;
import io.millrace.core.state.Entries;
import io.millrace.core.state.OperatorStates;
import io.millrace.core.type.Column;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;
import io.millrace.engine.expression.Calculation;
import io.millrace.engine.expression.ExpressionCompiler;
import io.millrace.engine.pipeline.JoinSpecification.Join;
import io.millrace.engine.pipeline.JoinSpecification.JoinInput;
import io.millrace.engine.pipeline.JoinSpecification.JoinKind;
import io.millrace.engine.table.Expiry;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What joins are made of: the keys and rows they keep, and what becomes of pairs and of rows by themselves. */
final class JoinParts {
    static final int LEFT = 0;
    static final int RIGHT = 1;

    private final Schema[] schemas;
    private final int[][] keyColumns;
    private final boolean[] nullsEqual;
    private final JoinKeys keys;
    private final JoinSide[] sides;
    private final @Nullable RowMatches[] matches = new @Nullable RowMatches[2];
    private final @Nullable SingleRows[] singles = new @Nullable SingleRows[2];
    private final @Nullable Pairs pairs;
    private final boolean semi;
    private int[] chosen = new int[0];
    private int[] keyless = new int[0];
    private int keylessCount;

    JoinParts(Join spec, JoinOperator.Input left, JoinOperator.Input right, Schema output, Site site) {
        JoinKind kind = spec.kind();
        semi = kind == JoinKind.SEMI;
        schemas = new Schema[] {left.schema(), right.schema()};
        keyColumns = new int[][] {columns(spec.left()), columns(spec.right())};
        nullsEqual = new boolean[spec.nullsEqual().size()];
        for (int i = 0; i < nullsEqual.length; i++) {
            nullsEqual[i] = spec.nullsEqual().get(i);
        }
        List<Type> types = spec.left().keys().stream().map(left.schema()::type).toList();
        keys = new JoinKeys(types);
        boolean counted = !kind.isPaired() && spec.condition() == null && !site.expiring();
        sides = new JoinSide[] {
            new JoinSide(left.schema(), identity(left, spec.left()), site.touching()),
            new JoinSide(
                    right.schema(),
                    counted ? JoinSide.Identity.COUNTED : identity(right, spec.right()),
                    site.touching())
        };
        boolean leftAlone = kind.keepsLeft() || !kind.isPaired();
        if (spec.condition() != null || site.expiring()) {
            matches[LEFT] = leftAlone ? new RowMatches() : null;
            matches[RIGHT] = kind.keepsRight() ? new RowMatches() : null;
        }
        if (leftAlone) {
            singles[LEFT] = new SingleRows(sides[LEFT], left.schema(), output, 0);
        }
        if (kind.keepsRight()) {
            singles[RIGHT] = new SingleRows(
                    sides[RIGHT], right.schema(), output, left.schema().size());
        }
        pairs = counted ? null : pairs(spec, left.schema(), right.schema(), site.zone());
    }

    /**
     * Where a join is made.
     *
     * @param touching whether it asks which rows an epoch has touched
     * @param expiring whether rows are forgotten that other rows have met, so that these have to know for themselves
     */
    record Site(ZoneId zone, boolean touching, boolean expiring) {}

    private static int[] columns(JoinInput input) {
        return input.keys().stream().mapToInt(Integer::intValue).toArray();
    }

    private static JoinSide.Identity identity(JoinOperator.Input input, JoinInput spec) {
        if (!input.changing()) {
            return JoinSide.Identity.NONE;
        }
        return spec.unique() ? JoinSide.Identity.KEY : JoinSide.Identity.ROW;
    }

    private Pairs pairs(Join spec, Schema left, Schema right, ZoneId zone) {
        Calculation condition = null;
        if (spec.condition() != null) {
            Schema numbered =
                    left.with(right.columns().toArray(Column[]::new)).with(new Column("$pair", Type.BIGINT.notNull()));
            List<Expression> all = new ArrayList<>();
            for (int i = 0; i < numbered.size(); i++) {
                all.add(new Expression.Column(i, numbered.type(i)));
            }
            condition = ExpressionCompiler.compile(spec.condition(), all, numbered, zone);
        }
        return new Pairs(
                sides[LEFT],
                left,
                sides[RIGHT],
                right,
                new Pairs.Use(condition, spec.kind().isPaired(), matches[LEFT], matches[RIGHT]));
    }

    /** Is told of keys for which something was restored. */
    interface Restored {
        void key(int key);
    }

    void register(OperatorContext context, Restored restored) {
        for (int i = 0; i < 2; i++) {
            sides[i].expire(Expiry.of(context, i));
        }
        context.states().count("keys", keys);
        context.states().count("left", sides[LEFT]);
        context.states().count("right", sides[RIGHT]);
        keep(context.states(), "left", LEFT, restored);
        keep(context.states(), "right", RIGHT, restored);
    }

    private void keep(OperatorStates states, String name, int side, Restored restored) {
        Entries entries = sides[side].isCounted()
                ? new KeptCounts(keys, sides[side], restored)
                : new KeptRows(this, side, new KeptRows.Columns(schemas[side], keyColumns[side]), restored);
        sides[side].mark(states.keep(name, entries));
    }

    /**
     * Takes rows in, those that can meet others.
     *
     * @param rows which rows of the batch
     */
    void add(int input, Batch batch, int[] rows, int count) {
        int keyed = chooseKeyed(batch, keyColumns[input], rows, count);
        int[] ids = keys.touch(batch, keyColumns[input], chosen, keyed);
        sides[input].add(batch, chosen, keyed, ids, keys.limit());
    }

    /** The rows of the last call that meet nothing, as rows of the join; null when there are none that are emitted. */
    @Nullable Batch keyless(int input, Batch batch) {
        SingleRows alone = singles[input];
        return keylessCount == 0 || alone == null || semi ? null : alone.extend(batch.select(keyless, keylessCount));
    }

    /** Parts the rows that can meet others from those that have a NULL which equals nothing. */
    private int chooseKeyed(Batch batch, int[] columns, int[] rows, int size) {
        if (chosen.length < size) {
            chosen = new int[Math.max(size, Batch.TARGET_ROWS)];
            keyless = new int[chosen.length];
        }
        int count = 0;
        keylessCount = 0;
        for (int i = 0; i < size; i++) {
            int row = rows[i];
            boolean keyed = true;
            for (int k = 0; k < columns.length; k++) {
                keyed &= nullsEqual[k] || !batch.column(columns[k]).isNull(row);
            }
            if (keyed) {
                chosen[count++] = row;
            } else {
                keyless[keylessCount++] = row;
            }
        }
        return count;
    }

    JoinKeys keys() {
        return keys;
    }

    JoinSide side(int side) {
        return sides[side];
    }

    /** What the rows of a side have met, where the keys alone do not tell. */
    @Nullable RowMatches matches(int side) {
        return matches[side];
    }

    /** Takes the rows of a side that are in the result by themselves; null where none are. */
    @Nullable SingleRows singles(int side) {
        return singles[side];
    }

    /** Whether rows by themselves are those that met something. */
    boolean isSemi() {
        return semi;
    }

    /** Takes pairs; null when nobody asks for them. */
    @Nullable Pairs pairs() {
        return pairs;
    }
}
