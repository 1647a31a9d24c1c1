package io.millrace.engine.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.batch.DoubleVector;
import io.millrace.core.batch.Vector;
import io.millrace.core.type.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class OrderedMultisetTest {
    private static final int OWNERS = 4;
    private static final double[] SPECIAL = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0.0, -0.0};

    @Test
    void agreesWithSortedMaps() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            OrderedMultiset values = new OrderedMultiset(Type.DOUBLE);
            List<TreeMap<Double, Long>> model = new ArrayList<>();
            for (int owner = 0; owner < OWNERS; owner++) {
                model.add(new TreeMap<>());
            }
            int spread = 1 + random.nextInt(60);
            for (int step = 0; step < 200; step++) {
                int owner = random.nextInt(OWNERS);
                if (random.nextInt(50) == 0) {
                    values.clear(owner);
                    model.get(owner).clear();
                } else {
                    change(random, values, model.get(owner), owner, spread);
                }
                check(values, model);
            }
        }
    }

    private static void change(
            Random random, OrderedMultiset values, TreeMap<Double, Long> model, int owner, int spread) {
        double value = random.nextInt(10) == 0 ? SPECIAL[random.nextInt(5)] : random.nextInt(spread) - 3.0;
        long weight = random.nextInt(5) - 2;
        if (weight == 0) {
            return;
        }
        DoubleVector source = new DoubleVector(1);
        source.append(value);
        values.add(owner, source, 0, weight);
        double same = value == 0 ? 0.0 : value;
        model.merge(same, weight, Long::sum);
        model.values().removeIf(count -> count == 0);
    }

    private static void check(OrderedMultiset values, List<TreeMap<Double, Long>> model) {
        long rows = 0;
        for (int owner = 0; owner < OWNERS; owner++) {
            TreeMap<Double, Long> own = model.get(owner);
            rows += own.size();
            List<Double> present = own.entrySet().stream()
                    .filter(entry -> entry.getValue() > 0)
                    .map(Map.Entry::getKey)
                    .toList();
            int smallest = values.extreme(owner, false);
            int largest = values.extreme(owner, true);
            if (present.isEmpty()) {
                assertThat(smallest).isEqualTo(-1);
                assertThat(largest).isEqualTo(-1);
            } else {
                assertThat(get(values.values(), smallest)).isEqualTo(present.get(0));
                assertThat(get(values.values(), largest)).isEqualTo(present.get(present.size() - 1));
            }
            TreeMap<Double, Long> seen = new TreeMap<>();
            values.forEach(owner, (vector, row, count) -> seen.put(get(vector, row), count));
            assertThat(seen).isEqualTo(own);
        }
        assertThat(values.rows()).isEqualTo(rows);
    }

    private static Double get(Vector vector, int row) {
        double value = ((DoubleVector) vector).get(row);
        return value == 0 ? 0.0 : value;
    }
}
