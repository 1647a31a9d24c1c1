package io.millrace.sql.plan;

import io.millrace.core.type.Type;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the windows that rows are of, wherever they got them. Once the watermark has passed the end of such a window, no
 * more rows of it come, so that a GROUP BY window_start, window_end over them has final results and can forget.
 */
final class WindowBounds {
    static final int START = 0;
    static final int END = 1;
    static final int TIME = 2;

    /**
     * A column that says where the row's window is.
     *
     * @param which {@link #START}, {@link #END} or {@link #TIME}
     * @param time the type of the time that the window was cut by
     * @param attribute which time that is
     */
    record Bound(int which, Type time, @Nullable TimeAttribute attribute) {}

    private WindowBounds() {}

    /** The window that each group is of, if the keys have both its bounds and no row is taken back. */
    static @Nullable Attached attached(Relation input, List<Integer> keys) {
        if (input.changing()) {
            return null;
        }
        int start = -1;
        int end = -1;
        Type time = null;
        for (int key : keys) {
            Bound bound = input.bound(key);
            if (bound != null && bound.which() == START) {
                start = key;
            } else if (bound != null && bound.which() == END) {
                end = key;
                time = bound.time();
            }
        }
        return start < 0 || end < 0 || time == null ? null : new Attached(start, end, time, -1);
    }

    /**
     * The bound with a number, or null if it is no such number.
     *
     * @param time the column of the input that the window is cut by
     */
    static @Nullable Bound bound(int which, Relation input, int time) {
        boolean exists = which >= START && which <= TIME;
        return exists ? new Bound(which, input.schema().type(time), input.time(time)) : null;
    }
}
