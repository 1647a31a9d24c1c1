package io.millrace.learn.ensemble;

import io.millrace.core.learn.Features;
import io.millrace.core.learn.Parameter;
import io.millrace.core.learn.Parameters;
import io.millrace.learn.tree.RegressionTreeSettings;
import io.millrace.learn.tree.RegressionTreeSettings.LeafModel;
import io.millrace.learn.tree.RegressionTreeSettings.Monitoring;
import java.util.List;

/** What members of a regression forest are told. */
record RegressionForestSettings(Parameters parameters) {
    private static final int BINS = 32;
    private static final int DEPTH_MAX = 40;

    static final List<Parameter> DECLARED = List.of(
            Parameter.whole("ensemble-size", 10, 1, 10_000, "How many trees."),
            Parameter.real(
                    "max-features", 0.8, 0, 1, "Which share of the features a leaf, by lot, looks at for its cut."),
            Parameter.real("lambda", 6, 0.01, 100, "How often a tree learns a row, in the mean: by lot of Poisson."),
            Parameter.whole(
                    "grace-period", 50, 1, 1_000_000, "The weight that a leaf sees between two looks for a cut."),
            Parameter.real("delta", 0.01, 1e-300, 1, "How likely a cut may be taken that is not the best one."),
            Parameter.real(
                    "tie-threshold", 0.05, 0, 1, "Below this bound the better of two cuts that are alike is taken."),
            Parameter.choice(
                    "leaf-prediction",
                    List.of("adaptive", "linear", "mean"),
                    "What leaves predict: a linear function, the mean, or whichever of them erred less of late."),
            Parameter.real("ridge", 10, 0, 1e9, "How many rows' worth of evidence stand against each slope of a leaf."),
            Parameter.whole("max-leaves", 500, 1, 100_000, "With so many leaves a tree stops to grow."),
            Parameter.flag("drift-detection", true, "Whether trees whose errors grow are replaced."),
            Parameter.real("drift-delta", 0.001, 1e-300, 1, "How likely a false alarm of a drift is."),
            Parameter.real(
                    "warning-delta", 0.01, 1e-300, 1, "How likely a false warning is, after which a new tree begins."),
            Parameter.seed());

    RegressionTreeSettings tree(Features features, long seed) {
        int watched = (int) Math.max(1, Math.round(parameters.real("max-features") * features.size()));
        return new RegressionTreeSettings(
                parameters.whole("grace-period"),
                parameters.real("delta"),
                parameters.real("tie-threshold"),
                BINS,
                parameters.whole("max-leaves"),
                DEPTH_MAX,
                LeafModel.of(parameters.text("leaf-prediction")),
                Monitoring.NONE,
                watched,
                parameters.real("ridge"),
                seed);
    }

    double lambda() {
        return parameters.real("lambda");
    }

    int size() {
        return parameters.whole("ensemble-size");
    }

    double driftDelta() {
        return parameters.real("drift-delta");
    }

    double warningDelta() {
        return parameters.real("warning-delta");
    }

    boolean isWatched() {
        return parameters.flag("drift-detection");
    }
}
