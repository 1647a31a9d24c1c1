package io.millrace.engine.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.state.StateInput;
import io.millrace.core.state.StateOutput;
import io.millrace.engine.checkpoint.StateException;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JavaKeepingTest {
    enum Colour {
        RED,
        GREEN
    }

    record Point(int x, @Nullable String name) {}

    static class Pair<A, B> {
        @Nullable A first;

        @Nullable B second;
    }

    static class Base {
        private final double[] sums = new double[2];
        long count;
    }

    static class Accumulator extends Base {
        final TreeMap<String, List<Point>> points = new TreeMap<>(Comparator.reverseOrder());
        Map<Long, Colour> colours = new HashMap<>();
        Pair<BigDecimal, LocalDateTime> pair = new Pair<>();

        @Nullable Integer missing = 5;

        transient int passing = 7;
        byte[] bytes = {};

        double[] sums() {
            return super.sums;
        }
    }

    static class Node {
        @Nullable Node next;
    }

    static class Opaque {
        Object anything = "";
    }

    static class Threads {
        Thread thread = new Thread();
    }

    private static JavaKeeping keeping(Class<?> java) {
        return JavaKeeping.of(java, JavaKeeping.Way.begin("f"));
    }

    private static Object copy(Object value, Object fresh) {
        StateOutput out = new StateOutput(16);
        keeping(value.getClass()).write(value, out);
        return keeping(value.getClass()).read(new StateInput(out.toByteArray()), fresh);
    }

    @Test
    void takesAnAccumulatorApartAndMakesItAgain() {
        Accumulator given = new Accumulator();
        given.count = -3;
        given.sums()[1] = Double.NaN;
        given.points.put("a", new ArrayList<>(List.of(new Point(1, "one"), new Point(2, null))));
        given.points.put("b", new ArrayList<>());
        given.colours.put(4L, Colour.GREEN);
        given.pair.first = new BigDecimal("1.50");
        given.pair.second = LocalDateTime.of(2026, 1, 2, 3, 4, 5, 6);
        given.missing = null;
        given.passing = 9;
        given.bytes = new byte[] {1, -1};

        Accumulator made = (Accumulator) copy(given, new Accumulator());

        assertThat(made.count).isEqualTo(-3);
        assertThat(made.sums()).containsExactly(0, Double.NaN);
        assertThat(made.points).isEqualTo(given.points);
        assertThat(made.points.firstKey()).isEqualTo("b");
        assertThat(made.colours).isEqualTo(given.colours);
        assertThat(made.pair.first).isEqualTo(given.pair.first);
        assertThat(made.pair.second).isEqualTo(given.pair.second);
        assertThat(made.missing).isNull();
        assertThat(made.passing).isEqualTo(7);
        assertThat(made.bytes).containsExactly(1, -1);
    }

    @Test
    void refusesWhatItCannotTakeApart() {
        for (Class<?> java : List.of(Node.class, Opaque.class, Threads.class, Object.class)) {
            assertThatThrownBy(() -> keeping(java))
                    .isInstanceOf(StateException.class)
                    .hasMessageStartingWith("function 'f' keeps objects of class ");
        }
    }
}
