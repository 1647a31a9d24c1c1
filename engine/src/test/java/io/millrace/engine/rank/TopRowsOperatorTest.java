package io.millrace.engine.rank;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.type.Column;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;
import io.millrace.engine.pipeline.RankSpecification.Rank;
import io.millrace.engine.pipeline.RankSpecification.TopRows;
import io.millrace.engine.pipeline.Specification.SortColumn;
import io.millrace.testkit.Rows;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The first rows of each key, epoch by epoch, against all rows sorted anew. */
class TopRowsOperatorTest {
    private static final Schema INPUT =
            Schema.of(new Column("k", Type.BIGINT), new Column("a", Type.BIGINT), new Column("b", Type.STRING));
    private static final Schema NUMBERED = INPUT.with(new Column("rn", Type.BIGINT.notNull()));
    private static final List<SortColumn> BY_A = List.of(new SortColumn(1, true, false));

    private static TopRows spec(Rank rank, long from, long to, boolean numbered) {
        return new TopRows(List.of(0), BY_A, List.of(), rank, from, to, numbered);
    }

    private static Changes open(TopRows spec, boolean changing) {
        Schema output = spec.numbered() ? NUMBERED : INPUT;
        return new Changes(new TopRowsOperator(spec, INPUT, output, changing), INPUT, output);
    }

    private static final Comparator<List<@Nullable Object>> PEERS =
            by(1, Comparator.nullsLast(Comparator.comparing(value -> (Long) value, Comparator.reverseOrder())));
    private static final Comparator<List<@Nullable Object>> ALL =
            PEERS.thenComparing(by(2, Comparator.nullsFirst(Comparator.comparing(value -> (String) value))));

    private static Comparator<List<@Nullable Object>> by(int column, Comparator<@Nullable Object> order) {
        return (left, right) -> order.compare(left.get(column), right.get(column));
    }

    private static Map<List<@Nullable Object>, Long> model(List<List<@Nullable Object>> rows, TopRows spec) {
        Map<@Nullable Object, List<List<@Nullable Object>>> byKey = new HashMap<>();
        rows.forEach(row ->
                byKey.computeIfAbsent(row.get(0), key -> new ArrayList<>()).add(row));
        Map<List<@Nullable Object>, Long> out = new HashMap<>();
        for (List<List<@Nullable Object>> own : byKey.values()) {
            own.sort(ALL);
            long rank = 0;
            long dense = 0;
            for (int i = 0; i < own.size(); i++) {
                boolean isPeer = i > 0 && PEERS.compare(own.get(i - 1), own.get(i)) == 0;
                dense += isPeer ? 0 : 1;
                rank = isPeer ? rank : i + 1;
                long number = switch (spec.rank()) {
                    case ROW_NUMBER -> i + 1;
                    case RANK -> rank;
                    case DENSE_RANK -> dense;
                };
                if (number >= spec.from() && number <= spec.to()) {
                    List<@Nullable Object> row = new ArrayList<>(own.get(i));
                    if (spec.numbered()) {
                        row.add(number);
                    }
                    out.merge(row, 1L, Long::sum);
                }
            }
        }
        return out;
    }

    private static List<@Nullable Object> random(Random random, boolean unique) {
        String b = unique ? Integer.toString(random.nextInt()) : "b" + random.nextInt(3);
        return Rows.row(
                random.nextInt(8) == 0 ? null : (long) random.nextInt(4),
                random.nextInt(8) == 0 ? null : (long) random.nextInt(9),
                random.nextInt(8) == 0 && !unique ? null : b);
    }

    private static void check(TopRows spec, boolean changing, long seed) {
        Random random = new Random(seed);
        boolean unique = seed % 4 < 2;
        Changes changes = open(spec, changing);
        if (unique) {
            changes.expectConsolidated();
        }
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (int epoch = 0; epoch < 40; epoch++) {
            List<List<@Nullable Object>> batch = new ArrayList<>();
            List<Long> weights = new ArrayList<>();
            int count = random.nextInt(12);
            for (int i = 0; i < count; i++) {
                boolean takesBack = changing && !rows.isEmpty() && random.nextInt(100) < (epoch > 25 ? 70 : 40);
                List<@Nullable Object> row =
                        takesBack ? rows.remove(random.nextInt(rows.size())) : random(random, unique);
                if (!takesBack) {
                    rows.add(row);
                }
                // Where rows may be taken back, they may be before they come.
                int at = changing ? random.nextInt(batch.size() + 1) : batch.size();
                batch.add(at, row);
                weights.add(at, takesBack ? -1L : 1L);
            }
            int cut = random.nextInt(batch.size() + 1);
            changes.process(batch.subList(0, cut), weights.subList(0, cut));
            changes.process(batch.subList(cut, batch.size()), weights.subList(cut, batch.size()));
            assertThat(changes.advance(epoch))
                    .as("%s seed %d epoch %d", spec, seed, epoch)
                    .isEqualTo(model(rows, spec));
        }
    }

    @ParameterizedTest
    @EnumSource(Rank.class)
    void firstRowsAreThoseOfAllRowsSorted(Rank rank) {
        for (int seed = 0; seed < 12; seed++) {
            for (long from = 1; from <= 3; from++) {
                for (long to = from; to <= 4; to++) {
                    boolean numbered = seed % 2 == 0;
                    check(spec(rank, from, to, numbered), true, seed);
                    check(spec(rank, from, to, numbered), false, seed);
                }
                check(spec(rank, from, Long.MAX_VALUE, seed % 2 == 0), seed % 3 > 0, seed);
            }
        }
    }

    @Test
    void rowsThatCannotCountAreNotKept() {
        Changes changes = open(spec(Rank.ROW_NUMBER, 1, 3, false), false);
        for (long a = 0; a < 1000; a++) {
            changes.process(List.of(Rows.row(1L, a * 7919 % 1000, "x")), List.of(1L));
            changes.advance(a);
            assertThat(changes.held()).isLessThanOrEqualTo(3);
        }
    }

    @Test
    void peersOfTheLastRankAreKept() {
        Changes changes = open(spec(Rank.RANK, 1, 1, false), false);
        changes.process(
                List.of(Rows.row(1L, 5L, "x"), Rows.row(1L, 5L, "y"), Rows.row(1L, 4L, "z")), List.of(1L, 1L, 1L));
        assertThat(changes.advance(1)).hasSize(2);
        changes.process(List.of(Rows.row(1L, 6L, "w")), List.of(1L));
        assertThat(changes.advance(2)).containsOnlyKeys(List.of(Rows.row(1L, 6L, "w")));
        assertThat(changes.held()).isEqualTo(1);
    }

    @Test
    void keysWithoutRowsAreForgotten() {
        Changes changes = open(spec(Rank.ROW_NUMBER, 1, 3, false), true);
        List<@Nullable Object> row = Rows.row(1L, 5L, "x");
        changes.process(List.of(row), List.of(3L));
        assertThat(changes.advance(1)).isEqualTo(Map.of(row, 3L));
        changes.process(List.of(row), List.of(-3L));
        assertThat(changes.advance(2)).isEmpty();
        assertThat(changes.held()).isZero();
    }
}
