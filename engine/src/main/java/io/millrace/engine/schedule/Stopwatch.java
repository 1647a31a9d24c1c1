package io.millrace.engine.schedule;

import io.millrace.core.env.Environment.Clock;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/**
 * Shares a worker's time out over its operators: time counts for the innermost operator that runs. One worker each;
 * figures may be read by anybody.
 */
final class Stopwatch {
    private final Clock clock;
    private final AtomicLongArray busyNanos;
    private @Nullable NodeInstance current;
    private long since;

    Stopwatch(Clock clock, int nodes) {
        this.clock = clock;
        busyNanos = new AtomicLongArray(nodes);
    }

    /** Starts to count for {@code instance}; returns what was counted for before. */
    @Nullable NodeInstance enter(@Nullable NodeInstance instance) {
        NodeInstance before = current;
        long now = clock.nanos();
        if (before != null) {
            int node = before.node().index();
            busyNanos.lazySet(node, busyNanos.get(node) + now - since);
        }
        current = instance;
        since = now;
        return before;
    }

    void leave(@Nullable NodeInstance before) {
        enter(before);
    }

    long busyNanos(int node) {
        return busyNanos.get(node);
    }
}
