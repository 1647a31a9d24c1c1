package io.millrace.server;

import io.millrace.engine.Metrics;
import java.util.function.Supplier;

/** Rows a second, from counters read a few times a second. One thread. */
final class Rates {
    private static final long INTERVAL_NANOS = 250_000_000;
    /** How much the newest interval counts. */
    private static final double WEIGHT = 0.4;

    private final Supplier<Metrics> source;
    private Metrics metrics;
    private double[] inPerSecond;
    private double[] outPerSecond;
    private double[] busy;
    private long lastNanos;
    private boolean settled;
    private long version;

    Rates(Supplier<Metrics> source, long nowNanos) {
        this.source = source;
        this.metrics = source.get();
        int size = metrics.nodes().size();
        this.inPerSecond = new double[size];
        this.outPerSecond = new double[size];
        this.busy = new double[size];
        this.lastNanos = nowNanos;
    }

    /** Reads the counters when it is time to. */
    void update(long nowNanos) {
        long nanos = nowNanos - lastNanos;
        if (nanos < INTERVAL_NANOS) {
            return;
        }
        Metrics next = source.get();
        int size = next.nodes().size();
        if (size != inPerSecond.length) {
            inPerSecond = new double[size];
            outPerSecond = new double[size];
            busy = new double[size];
        } else if (metrics.nodes().size() == size) {
            double weight = settled ? WEIGHT : 1;
            for (int i = 0; i < size; i++) {
                Metrics.NodeMetrics before = metrics.nodes().get(i);
                Metrics.NodeMetrics after = next.nodes().get(i);
                double perSecond = 1e9 / nanos;
                inPerSecond[i] += weight * ((after.rowsIn() - before.rowsIn()) * perSecond - inPerSecond[i]);
                outPerSecond[i] += weight * ((after.rowsOut() - before.rowsOut()) * perSecond - outPerSecond[i]);
                busy[i] += weight * ((double) (after.busyNanos() - before.busyNanos()) / nanos - busy[i]);
            }
            settled = true;
        }
        metrics = next;
        lastNanos = nowNanos;
        version++;
    }

    Metrics metrics() {
        return metrics;
    }

    double inPerSecond(int node) {
        return inPerSecond[node];
    }

    double outPerSecond(int node) {
        return outPerSecond[node];
    }

    /** Workers' time spent in the node, 1 is one core. */
    double busy(int node) {
        return busy[node];
    }

    /** Changes whenever the numbers do. */
    long version() {
        return version;
    }
}
