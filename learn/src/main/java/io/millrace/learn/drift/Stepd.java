package io.millrace.learn.drift;

import io.millrace.core.learn.Algorithm;
import io.millrace.core.learn.DriftDetector;
import io.millrace.core.learn.Parameter;
import io.millrace.core.learn.Task;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/**
 * STEPD (Nishida and Yamauchi, "Detecting concept drift using statistical testing", DS 2007): a test of equal proportions,
 * with continuity correction, between the errors of the latest numbers and those of all before. Quick at sudden changes.
 *
 * <p>Takes errors as 0 (right) or 1 (wrong), or numbers between; one outside [0, 1] is ignored. A rise of errors counts, a
 * fall does not. Defaults are the paper's, as in MOA: a window of 30, a drift at .003, a warning at .05, both of the
 * two-sided test. After a change everything starts anew.
 */
public final class Stepd implements DriftDetector {
    public static final Algorithm<DriftDetector> ALGORITHM = new Algorithm<>(
            "stepd",
            Task.DRIFT_DETECTION,
            "Compares the share of errors (0 or 1) of the latest rows with that of all before: quick at sudden changes.",
            "Nishida and Yamauchi, Detecting concept drift using statistical testing, DS 2007",
            Set.of(Algorithm.Need.SINGLE),
            List.of(
                    Parameter.whole("window-size", 30, 2, 100_000, "How many of the latest numbers are compared."),
                    Parameter.real("alpha-drift", 0.003, 1e-15, 1, "How likely a single test is a drift by chance."),
                    Parameter.real("alpha-warning", 0.05, 1e-15, 1, "How likely a single test warns by chance.")),
            (features, classes, parameters) -> new Stepd(
                    parameters.whole("window-size"), parameters.real("alpha-drift"), parameters.real("alpha-warning")));

    private final double[] window;
    private final double driftDeviations;
    private final double warningDeviations;
    private final Mean older = new Mean();
    private int next;
    private int count;

    public Stepd(int windowSize, double alphaDrift, double alphaWarning) {
        window = new double[windowSize];
        driftDeviations = NormalQuantile.upper(alphaDrift / 2);
        warningDeviations = NormalQuantile.upper(alphaWarning / 2);
    }

    @Override
    public Signal update(double value) {
        if (!Mean.isShare(value)) {
            return Signal.NONE;
        }
        if (count == window.length) {
            older.add(window[next]);
        } else {
            count++;
        }
        window[next] = value;
        next = (next + 1) % window.length;
        if (older.count() < window.length) {
            return Signal.NONE;
        }
        double deviations = deviations();
        if (deviations > driftDeviations) {
            older.clear();
            count = 0;
            next = 0;
            return Signal.DRIFT;
        }
        return deviations > warningDeviations ? Signal.WARNING : Signal.NONE;
    }

    /** The statistic of the test; negative where errors did not rise. */
    private double deviations() {
        double latest = latest();
        double rise = latest - older.value();
        double counts = 1.0 / older.count() + 1.0 / window.length;
        double share = (older.value() * older.count() + latest * window.length) / (older.count() + window.length);
        double variance = share * (1 - share) * counts;
        return variance > 0 ? (rise - counts / 2) / Math.sqrt(variance) : -1;
    }

    private double latest() {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += window[i];
        }
        return sum / count;
    }

    @Override
    public double estimate() {
        long all = older.count() + count;
        return count == 0 ? 0 : (older.value() * older.count() + latest() * count) / all;
    }

    @Override
    public void write(DataOutput out) throws IOException {
        older.write(out);
        out.writeInt(count);
        out.writeInt(next);
        for (int i = 0; i < count; i++) {
            out.writeDouble(window[i]);
        }
    }

    @Override
    public void read(DataInput in) throws IOException {
        older.read(in);
        count = in.readInt();
        next = in.readInt();
        for (int i = 0; i < count; i++) {
            window[i] = in.readDouble();
        }
    }

    @Override
    public long bytes() {
        return 112 + 8L * window.length;
    }
}
