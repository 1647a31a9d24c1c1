package io.millrace.engine.join;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.expression.Expression;
import io.millrace.core.operator.Frontier;
import io.millrace.core.operator.Output;
import io.millrace.core.operator.Progress;
import io.millrace.core.state.State;
import io.millrace.core.type.Column;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;
import io.millrace.engine.TestContext;
import io.millrace.engine.pipeline.JoinSpecification.Join;
import io.millrace.engine.pipeline.JoinSpecification.JoinInput;
import io.millrace.engine.pipeline.JoinSpecification.JoinKind;
import io.millrace.testkit.Rows;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Joins against a model that joins all rows anew at every epoch, over random changes on both sides. */
class JoinOperatorTest {
    private static final Schema LEFT = Schema.of(
            new Column("k", Type.BIGINT), new Column("t", Type.STRING), new Column("v", Type.BIGINT.notNull()));
    private static final Schema RIGHT = Schema.of(
            new Column("w", Type.BIGINT.notNull()), new Column("k", Type.BIGINT), new Column("t", Type.STRING));
    private static final long LIFETIME = 1000;
    private static final Expression LESS = new Expression.Call(
            "<",
            List.of(new Expression.Column(2, Type.BIGINT.notNull()), new Expression.Column(3, Type.BIGINT.notNull())),
            Type.BOOLEAN.notNull());

    /** What a run is of. */
    private record Setting(
            JoinKind kind,
            int keys,
            boolean nullsEqual,
            boolean condition,
            boolean[] changing,
            boolean[] unique,
            int values,
            boolean expiring) {
        @Override
        public String toString() {
            return kind + " keys " + keys + (nullsEqual ? " NULL = NULL" : "") + (condition ? " condition" : "")
                    + " changing " + java.util.Arrays.toString(changing) + " unique "
                    + java.util.Arrays.toString(unique) + (expiring ? " expiring" : "");
        }
    }

    private final Random random = new Random(0);
    private final Map<List<@Nullable Object>, Long> published = new HashMap<>();
    private final Map<List<@Nullable Object>, Long> epoch = new LinkedHashMap<>();
    private Schema outputSchema = LEFT;
    /** Whether equal rows are kept apart while the rows they meet come and go. */
    private boolean duplicates;

    private final Output output = new Output() {
        @Override
        public void emit(Batch batch) {
            List<List<@Nullable Object>> rows = Rows.of(batch, outputSchema);
            for (int row = 0; row < batch.size(); row++) {
                assertThat(batch.weight(row)).isNotZero();
                Long before = epoch.get(rows.get(row));
                assertThat(duplicates || before == null || before > 0 == batch.weight(row) > 0)
                        .as("comes and goes in one epoch: %s", rows.get(row))
                        .isTrue();
                epoch.merge(rows.get(row), batch.weight(row), Long::sum);
            }
        }

        @Override
        public boolean hasRoom() {
            return random.nextInt(4) > 0;
        }
    };

    private TestContext context = new TestContext();

    @Test
    void isWhatJoiningAllRowsAnewGives() {
        Long one = Long.getLong("seed");
        for (long seed = one == null ? 0 : one; seed < (one == null ? 3000 : one + 1); seed++) {
            random.setSeed(seed);
            boolean[] unique = {random.nextInt(4) == 0, random.nextInt(4) == 0};
            Setting setting = new Setting(
                    JoinKind.values()[random.nextInt(6)],
                    random.nextInt(3),
                    random.nextBoolean(),
                    random.nextBoolean(),
                    new boolean[] {random.nextInt(3) > 0, random.nextInt(3) > 0},
                    unique,
                    1 + random.nextInt(5),
                    seed % 3 == 0);
            run(setting, "-Dseed=" + seed + " " + setting);
        }
    }

    private void run(Setting setting, String place) {
        duplicates = setting.changing()[0] != setting.changing()[1];
        published.clear();
        context = setting.expiring() ? new TestContext(LIFETIME, LIFETIME) : new TestContext();
        outputSchema = setting.kind().isPaired() ? LEFT.with(RIGHT.columns().toArray(Column[]::new)) : LEFT;
        JoinOperator join = new JoinOperator(
                new Join(
                        setting.kind(),
                        new JoinInput(List.of(0, 1).subList(0, setting.keys()), setting.unique()[0]),
                        new JoinInput(List.of(1, 2).subList(0, setting.keys()), setting.unique()[1]),
                        List.of(setting.nullsEqual(), false).subList(0, setting.keys()),
                        setting.condition() ? LESS : null),
                new JoinOperator.Input(LEFT, setting.changing()[0], setting.expiring()),
                new JoinOperator.Input(RIGHT, setting.changing()[1], setting.expiring()),
                outputSchema,
                ZoneOffset.UTC);
        join.open(context);
        List<List<List<@Nullable Object>>> inputs = List.of(new ArrayList<>(), new ArrayList<>());
        int epochs = 1 + random.nextInt(8);
        for (int n = 1; n <= epochs; n++) {
            epoch.clear();
            boolean emptied = n == epochs && random.nextBoolean();
            for (int side = 0; side < 2; side++) {
                feed(join, side, setting, inputs.get(side), emptied);
            }
            Frontier frontier = new Frontier(n, Long.MIN_VALUE, false);
            Progress progress = Progress.MORE;
            while (progress == Progress.MORE) {
                progress = join.advance(frontier, output);
            }
            epoch.forEach((row, weight) -> published.merge(row, weight, Long::sum));
            published.values().removeIf(weight -> weight == 0);
            assertThat(published).as("%s epoch %d", place, n).isEqualTo(model(setting, inputs));
        }
        assertThat(context.refused()).as("a join has no late rows").isZero();
        if (inputs.get(0).isEmpty() && inputs.get(1).isEmpty()) {
            assertThat(context.registered().stream().mapToLong(State::rows).sum())
                    .as(place)
                    .isZero();
        }
    }

    private void feed(
            JoinOperator join, int side, Setting setting, List<List<@Nullable Object>> rows, boolean emptied) {
        Map<List<@Nullable Object>, Long> changes = new LinkedHashMap<>();
        for (int i = random.nextInt(12); i > 0 && !emptied; i--) {
            List<@Nullable Object> row = row(side, setting.values());
            if (!setting.unique()[side]
                    || rows.stream()
                            .noneMatch(other -> key(other, side, setting).equals(key(row, side, setting)))) {
                rows.add(row);
                changes.merge(row, 1L, Long::sum);
            }
        }
        int deletions = !setting.changing()[side] ? 0 : emptied ? rows.size() : random.nextInt(rows.size() + 1);
        for (int i = 0; i < deletions; i++) {
            List<@Nullable Object> row = rows.remove(random.nextInt(rows.size()));
            changes.merge(row, -1L, Long::sum);
        }
        Schema schema = side == 0 ? LEFT : RIGHT;
        BatchBuilder builder = new BatchBuilder(schema, 4);
        List<Map.Entry<List<@Nullable Object>, Long>> entries = new ArrayList<>(changes.entrySet());
        java.util.Collections.shuffle(entries, random);
        for (Map.Entry<List<@Nullable Object>, Long> entry : entries) {
            boolean keyless = entry.getKey().subList(side, side + 2).contains(null);
            long weight = entry.getValue();
            if (!keyless && setting.changing()[side] && random.nextInt(5) == 0) {
                Rows.append(builder, schema, 7, entry.getKey());
                join.process(side, builder.build(), output);
                builder.clear();
                weight -= 7;
            }
            for (long left = Math.abs(weight); left > 0; left--) {
                Rows.append(builder, schema, weight < 0 ? -1 : 1, entry.getKey());
                if (random.nextBoolean()) {
                    join.process(side, builder.build(), output);
                    builder.clear();
                }
            }
        }
        join.process(side, builder.build(), output);
    }

    private List<@Nullable Object> row(int side, int values) {
        Object key = random.nextInt(6) == 0 ? null : (long) random.nextInt(values);
        Object text = random.nextInt(6) == 0 ? null : "t" + random.nextInt(values);
        Object value = (long) random.nextInt(values);
        return side == 0 ? Rows.row(key, text, value) : Rows.row(value, key, text);
    }

    private static List<@Nullable Object> key(List<@Nullable Object> row, int side, Setting setting) {
        return row.subList(side, side + setting.keys());
    }

    private static Map<List<@Nullable Object>, Long> model(Setting setting, List<List<List<@Nullable Object>>> inputs) {
        Map<List<@Nullable Object>, Long> result = new HashMap<>();
        JoinKind kind = setting.kind();
        boolean[] rightMet = new boolean[inputs.get(1).size()];
        for (List<@Nullable Object> left : inputs.get(0)) {
            boolean met = false;
            for (int r = 0; r < rightMet.length; r++) {
                List<@Nullable Object> right = inputs.get(1).get(r);
                if (meets(setting, left, right)) {
                    met = true;
                    rightMet[r] = true;
                    if (kind.isPaired()) {
                        add(result, left, right);
                    }
                }
            }
            if (kind == JoinKind.SEMI && met || kind == JoinKind.ANTI && !met) {
                add(result, left, List.of());
            } else if (kind.keepsLeft() && !met) {
                add(result, left, Rows.row(null, null, null));
            }
        }
        for (int r = 0; r < rightMet.length; r++) {
            if (kind.keepsRight() && !rightMet[r]) {
                add(result, Rows.row(null, null, null), inputs.get(1).get(r));
            }
        }
        return result;
    }

    private static boolean meets(Setting setting, List<@Nullable Object> left, List<@Nullable Object> right) {
        for (int k = 0; k < setting.keys(); k++) {
            boolean nullsEqual = k == 0 && setting.nullsEqual();
            if (!Objects.equals(left.get(k), right.get(k + 1)) || (left.get(k) == null && !nullsEqual)) {
                return false;
            }
        }
        return !setting.condition() || number(left.get(2)) < number(right.get(0));
    }

    private static long number(@Nullable Object value) {
        return (Long) Objects.requireNonNull(value);
    }

    private static void add(
            Map<List<@Nullable Object>, Long> result, List<@Nullable Object> left, List<@Nullable Object> right) {
        List<@Nullable Object> row = new ArrayList<>(left);
        row.addAll(right);
        result.merge(row, 1L, Long::sum);
    }
}
