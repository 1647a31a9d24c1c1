package io.millrace.engine.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EndQueueTest {
    private record Entry(long end, int id) {}

    @Test
    void theEarliestEndComesFirstAndEqualEndsById() {
        Random random = new Random(5);
        EndQueue queue = new EndQueue();
        PriorityQueue<Entry> plain =
                new PriorityQueue<>(Comparator.comparingLong(Entry::end).thenComparingInt(Entry::id));
        List<Integer> taken = new ArrayList<>();
        List<Integer> expected = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            if (random.nextInt(3) > 0) {
                long end = random.nextInt(50);
                queue.add(end, i);
                plain.add(new Entry(end, i));
            } else if (!plain.isEmpty()) {
                assertThat(queue.firstEnd()).isEqualTo(plain.element().end());
                taken.add(queue.remove());
                expected.add(plain.remove().id());
            }
        }
        while (!plain.isEmpty()) {
            taken.add(queue.remove());
            expected.add(plain.remove().id());
        }
        assertThat(taken).isEqualTo(expected);
        assertThat(queue.isEmpty()).isTrue();
    }
}
