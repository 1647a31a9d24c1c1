package io.millrace.bench;

import io.millrace.core.rolling.RollingMean;
import io.millrace.core.rolling.Start;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Rolling means of an array of a million values, and two well-known ways that drift, for comparison. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@OperationsPerInvocation(RollingMeanBench.LENGTH)
@Fork(value = 1, jvmArgsAppend = "-XX:+UseParallelGC")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class RollingMeanBench {
    static final int LENGTH = 1 << 20;

    @Param({"5", "1000", "100000"})
    int window;

    private final double[] values = new double[LENGTH];
    private final double[] results = new double[LENGTH];

    @Setup
    public void fill() {
        Random random = new Random(1);
        for (int i = 0; i < LENGTH; i++) {
            values[i] = 10 + random.nextGaussian();
        }
    }

    @Benchmark
    public double[] array() {
        RollingMean.into(values, window, Start.PARTIAL_WINDOWS, results);
        return results;
    }

    @Benchmark
    public double[] oneByOne() {
        RollingMean rolling = new RollingMean(window);
        for (int t = 0; t < LENGTH; t++) {
            results[t] = rolling.add(values[t]);
        }
        return results;
    }

    /** Adds what enters and subtracts what leaves: drifts. */
    @Benchmark
    public double[] runningSum() {
        double sum = 0;
        for (int t = 0; t < LENGTH; t++) {
            sum += values[t];
            if (t >= window) {
                sum -= values[t - window];
            }
            results[t] = sum / Math.min(t + 1, window);
        }
        return results;
    }

    /** The running sum with Kahan's compensation: drifts less. */
    @Benchmark
    public double[] compensatedRunningSum() {
        double sum = 0;
        double lost = 0;
        for (int t = 0; t < LENGTH; t++) {
            double added = values[t] - lost;
            double next = sum + added;
            lost = (next - sum) - added;
            sum = next;
            if (t >= window) {
                added = -values[t - window] - lost;
                next = sum + added;
                lost = (next - sum) - added;
                sum = next;
            }
            results[t] = sum / Math.min(t + 1, window);
        }
        return results;
    }
}
