package io.millrace.engine.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.engine.pipeline.WindowSpecification.Window;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SlicingTest {
    private static final long MILLI = 1000;

    @Test
    void everySliceKnowsItsWindows() {
        for (int seed = 0; seed < 3000; seed++) {
            Random random = new Random(seed);
            long step = MILLI * (1 + random.nextInt(12));
            long offset = MILLI * (random.nextInt(41) - 20);
            long size = step * (1 + random.nextInt(5));
            Window window = new Window.Cumulate(step, size, offset);
            if (random.nextInt(3) > 0) {
                size = random.nextBoolean() ? step : MILLI * (1 + random.nextInt(30));
                window = size == step ? new Window.Tumble(size, offset) : new Window.Hop(step, size, offset);
            }
            long time = MILLI * (random.nextInt(400) - 200);
            long watermark = time + MILLI * (random.nextInt(100) - 50);
            check(window, step, size, offset, time, watermark);
        }
    }

    /** The ends of all windows that a time is in, by trying every window near it. */
    private static TreeSet<Long> ends(Window window, long step, long size, long offset, long time) {
        TreeSet<Long> ends = new TreeSet<>();
        boolean cumulating = window instanceof Window.Cumulate;
        long grid = cumulating ? size : step;
        for (long k = -500; k <= 500; k++) {
            long start = offset + k * grid;
            for (long end = cumulating ? start + step : start + size; end <= start + size; end += step) {
                if (start <= time && time < end) {
                    ends.add(end);
                }
            }
        }
        return ends;
    }

    private static void check(Window window, long step, long size, long offset, long time, long watermark) {
        Slicing slicing = Slicing.of(window);
        TreeSet<Long> ends = ends(window, step, size, offset, time);
        String place = window + " " + time + " " + watermark;
        long slice = slicing.sliceStart(time);
        assertThat(time).as(place).isBetween(slice, slice + slicing.slice() - 1);
        assertThat(slicing.isCovered(slice)).as(place).isEqualTo(!ends.isEmpty());
        if (ends.isEmpty()) {
            return;
        }
        for (long other : List.of(slice, slice + slicing.slice() - 1)) {
            assertThat(ends(window, step, size, offset, other)).as(place).isEqualTo(ends);
        }
        assertThat(slicing.firstEnd(slice)).as(place).isEqualTo(ends.first());
        assertThat(slicing.lastEnd(slice)).as(place).isEqualTo(ends.last());
        ends.forEach(end -> {
            long start = slicing.start(end);
            assertThat(start).as(place).isLessThanOrEqualTo(slice);
            assertThat(end - start).as(place).isLessThanOrEqualTo(size);
        });
        TreeSet<Long> open = new TreeSet<>(ends);
        open.removeIf(end -> end - MILLI <= watermark);
        assertThat(slicing.isLate(slice, watermark)).as(place).isEqualTo(open.isEmpty());
        if (!open.isEmpty()) {
            assertThat(slicing.firstOpenEnd(slice, watermark)).as(place).isEqualTo(open.first());
        }
    }
}
