package io.millrace.learn.anomaly;

import io.millrace.core.learn.Learner;
import io.millrace.core.learn.Parameter;
import io.millrace.core.learn.Parameters;
import java.util.List;

/**
 * Says from which score on a row is an anomaly, and learns that from the scores so far. Scores of detectors have ranges of
 * their own; a threshold of ranks or peaks makes anomalies of any of them at a rate that is asked for.
 *
 * <pre>{@code
 * Threshold threshold = Threshold.rank(1000, 0.001);
 * double score = detector.scoreThenLearn(row);
 * boolean isAnomaly = threshold.isAnomaly(score);
 * threshold.learn(score);
 * }</pre>
 */
public interface Threshold extends Learner {
    /** The score above which a row is an anomaly; {@link Double#MAX_VALUE} as long as that is not known. */
    double level();

    /** Takes a score; one that is not finite is ignored. */
    void learn(double score);

    default boolean isAnomaly(double score) {
        return score > level();
    }

    /** A level that stays: for scores that mean something, as those of {@link SequenceSurprise}. */
    static Threshold fixed(double level) {
        return new FixedThreshold(level);
    }

    /** About a share of scores of a window, whatever their range: a conformal rank. See {@link RankThreshold}. */
    static Threshold rank(int window, double risk) {
        return new RankThreshold(window, risk, false);
    }

    /** Scores of a probability far below what was seen, by the shape of the tail. See {@link PeaksOverThreshold}. */
    static Threshold peaks(double risk) {
        return new PeaksOverThreshold(0.98, risk, 500, 0);
    }

    /** What a user may choose, for options of a model or a function. */
    static List<Parameter> parameters() {
        return List.of(
                Parameter.choice(
                        "threshold",
                        List.of("fixed", "rank", "peaks"),
                        "How a score becomes an anomaly: above a level, by its rank among the latest, or by extreme values."),
                Parameter.real("threshold-level", 0.5, 0, Double.MAX_VALUE, "The level of a fixed threshold."),
                Parameter.real(
                        "threshold-risk", 0.001, 1e-12, 0.5, "What share of ordinary rows may be taken for anomalies."),
                Parameter.whole(
                        "threshold-window", 1000, 10, 10_000, "Among how many of the latest scores one ranks."));
    }

    /**
     * The threshold that a user chose.
     *
     * @param chosen values for {@link #parameters}
     */
    static Threshold of(Parameters chosen) {
        double risk = chosen.real("threshold-risk");
        return switch (chosen.text("threshold")) {
            case "rank" -> rank(chosen.whole("threshold-window"), risk);
            case "peaks" -> peaks(risk);
            default -> fixed(chosen.real("threshold-level"));
        };
    }
}
