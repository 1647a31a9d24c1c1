package io.millrace.learn.anomaly;

import io.millrace.core.learn.Algorithm;
import io.millrace.core.learn.AnomalyDetector;
import io.millrace.core.learn.Parameter;
import io.millrace.core.learn.Task;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/**
 * The rank of a number among the latest ones, as a conformal p-value: of the numbers of the window and itself, the share
 * that is not below it (Vovk, Gammerman and Shafer, Algorithmic Learning in a Random World, 2005; for streams Laxhammar and
 * Falkman 2010). Where numbers can be exchanged for each other, at most a share {@code risk} of them is above the level,
 * whatever their distribution. There is no level before the window has enough numbers for that risk: {@code 1 / risk - 1}.
 *
 * <p>As a detector it takes a single number, high ones are strange, and the score is 1 less the p-value: from 0 to below 1.
 * With {@code protect} numbers above the level are not learned, so that bursts do not become usual; a change that lasts is
 * then an anomaly for ever, which is why it is off.
 */
public final class RankThreshold implements AnomalyDetector, Threshold {
    public static final Algorithm<AnomalyDetector> ALGORITHM = new Algorithm<>(
            "quantile-threshold",
            Task.ANOMALY_DETECTION,
            "Ranks a number among the latest ones: for a known share of alarms, and behind the score of another detector.",
            "Vovk, Gammerman and Shafer, Algorithmic Learning in a Random World, 2005",
            Set.of(Algorithm.Need.SINGLE),
            List.of(
                    Parameter.whole("window", 1000, 1, 10_000, "How many of the latest numbers one is ranked among."),
                    Parameter.real("risk", 0.01, 1e-12, 0.5, "What share of numbers is above the level."),
                    Parameter.flag("protect", false, "Whether numbers above the level are not learned.")),
            (features, classes, parameters) ->
                    new RankThreshold(parameters.whole("window"), parameters.real("risk"), parameters.flag("protect")));

    private final double risk;
    private final boolean isProtecting;
    private final SortedWindow window;

    public RankThreshold(int window, double risk, boolean protect) {
        this.window = new SortedWindow(window);
        this.risk = risk;
        isProtecting = protect;
    }

    @Override
    public double level() {
        int above = (int) (risk * (window.size() + 1) + 1e-9);
        return above == 0 ? Double.MAX_VALUE : window.get(window.size() - above);
    }

    @Override
    public void learn(double score) {
        if (Double.isFinite(score) && !(isProtecting && isAnomaly(score))) {
            window.add(score);
        }
    }

    @Override
    public double score(double[] row) {
        if (!Double.isFinite(row[0]) || window.size() == 0) {
            return 0;
        }
        int notBelow = window.size() - window.below(row[0]);
        return 1 - (notBelow + 1.0) / (window.size() + 1.0);
    }

    @Override
    public void learn(double[] row) {
        learn(row[0]);
    }

    @Override
    public void write(DataOutput out) throws IOException {
        window.write(out);
    }

    @Override
    public void read(DataInput in) throws IOException {
        window.read(in);
    }

    @Override
    public long bytes() {
        return 32 + window.bytes();
    }
}
