package io.millrace.engine.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.batch.Batch;
import io.millrace.core.type.Column;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;
import io.millrace.testkit.Rows;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class KeyIndexTest {
    private static final List<List<Type>> KEYS = List.of(
            List.of(Type.BIGINT),
            List.of(Type.STRING),
            List.of(Type.DOUBLE),
            List.of(Type.BOOLEAN),
            List.of(Type.decimal(38, 2)),
            List.of(Type.BIGINT, Type.STRING),
            List.of(Type.DOUBLE, Type.BOOLEAN, Type.BIGINT),
            List.of());

    @Test
    void agreesWithAMapOverRandomLookupsAndRemovals() {
        for (int seed = 0; seed < 400; seed++) {
            Random random = new Random(seed);
            List<Type> types = KEYS.get(seed % KEYS.size());
            new Session(types, random, 1 + random.nextInt(300)).run();
        }
    }

    /** One index beside its model. */
    private static final class Session {
        private final List<Type> types;
        private final Schema schema;
        private final Random random;
        private final int spread;
        private final KeyIndex index;
        private final Map<List<@Nullable Object>, Integer> model = new HashMap<>();

        Session(List<Type> types, Random random, int spread) {
            this.types = types;
            this.random = random;
            this.spread = spread;
            List<Column> columns = new ArrayList<>(List.of(new Column("other", Type.INT)));
            for (int i = 0; i < types.size(); i++) {
                columns.add(new Column("k" + i, types.get(i)));
            }
            schema = new Schema(columns);
            index = new KeyIndex(types);
        }

        void run() {
            for (int step = 0; step < 30; step++) {
                lookup();
                removeSome();
                if (random.nextInt(20) == 0) {
                    index.clear();
                    model.clear();
                }
                assertThat(index.size()).isEqualTo(model.size());
            }
        }

        private void lookup() {
            List<List<@Nullable Object>> rows = new ArrayList<>();
            for (int i = random.nextInt(50); i >= 0; i--) {
                List<@Nullable Object> row = Rows.row(i);
                types.forEach(type -> row.add(value(type)));
                rows.add(row);
            }
            Batch batch = Rows.batch(schema, rows);
            int[] chosen = random.nextBoolean()
                    ? null
                    : random.ints(30, 0, rows.size()).toArray();
            int count = chosen == null ? rows.size() : chosen.length;
            int[] ids = new int[count];
            int[] columns = new int[types.size()];
            Arrays.setAll(columns, i -> i + 1);
            index.lookup(batch, columns, chosen, count, ids);
            for (int i = 0; i < count; i++) {
                List<@Nullable Object> row = rows.get(chosen == null ? i : chosen[i]);
                List<@Nullable Object> key = canonical(row.subList(1, row.size()));
                Integer known = model.get(key);
                if (known == null) {
                    assertThat(model.values()).doesNotContain(ids[i]);
                    model.put(key, ids[i]);
                } else {
                    assertThat(ids[i]).isEqualTo(known);
                }
                assertThat(ids[i]).isLessThan(index.limit());
                for (int c = 0; c < types.size(); c++) {
                    List<@Nullable Object> held = new ArrayList<>();
                    held.add(Rows.value(index.key(c), ids[i], types.get(c)));
                    assertThat(canonical(held).get(0)).isEqualTo(key.get(c));
                }
            }
        }

        private void removeSome() {
            for (List<@Nullable Object> key : List.copyOf(model.keySet())) {
                if (random.nextInt(4) == 0) {
                    Integer id = model.remove(key);
                    index.remove(id == null ? -1 : id);
                }
            }
        }

        private @Nullable Object value(Type type) {
            int number = random.nextInt(spread);
            if (number == 0) {
                return null;
            }
            return switch (type.kind()) {
                case BIGINT -> (long) number * (number % 2 == 0 ? 1 : -1L << 40);
                case DOUBLE ->
                    switch (number) {
                        case 1 -> -0.0;
                        case 2 -> 0.0;
                        case 3 -> Double.NaN;
                        case 4 -> Double.longBitsToDouble(0x7ff8_0000_0000_0001L);
                        case 5 -> Double.NEGATIVE_INFINITY;
                        default -> number / 4.0;
                    };
                case BOOLEAN -> number % 2 == 0;
                case DECIMAL -> new BigDecimal("12345678901234567890.12").multiply(BigDecimal.valueOf(number));
                default -> "é".repeat(number % 7) + number;
            };
        }

        private static List<@Nullable Object> canonical(List<@Nullable Object> key) {
            List<@Nullable Object> values = new ArrayList<>();
            for (Object value : key) {
                Object same = value instanceof Double number && number == 0 ? (Double) 0.0 : value;
                values.add(same instanceof BigDecimal decimal ? decimal.stripTrailingZeros() : same);
            }
            return values;
        }
    }
}
