package io.millrace.learn.tree;

import io.millrace.core.learn.Parameter;
import io.millrace.core.learn.Parameters;
import java.util.List;

/**
 * How a regression tree grows.
 *
 * @param gracePeriod the weight that a leaf sees between two looks for a cut
 * @param delta how likely it may be that a cut that is taken is not the best one
 * @param tieThreshold below this bound the best of two cuts that are alike is taken
 * @param bins of each number in each leaf
 * @param leavesMax with so many leaves a tree stops to grow
 * @param depthMax leaves so deep are not cut
 * @param model what leaves predict
 * @param monitoring how inner nodes find that what they stand for has changed
 * @param watched how many features a leaf looks at for its cut, drawn for each leaf; 0 for all
 * @param ridge how many rows' worth of evidence stand against each slope of a leaf
 * @param seed where chance begins, for the drawing of features
 */
public record RegressionTreeSettings(
        double gracePeriod,
        double delta,
        double tieThreshold,
        int bins,
        int leavesMax,
        int depthMax,
        LeafModel model,
        Monitoring monitoring,
        int watched,
        double ridge,
        long seed) {
    /** What a leaf predicts. */
    public enum LeafModel {
        /** The mean of its targets. */
        MEAN,
        /** A linear function of its numbers. */
        LINEAR,
        /** Whichever of the two has had the smaller error of late. */
        ADAPTIVE;

        /** By the name that users write. */
        public static LeafModel of(String name) {
            return switch (name) {
                case "mean" -> MEAN;
                case "linear" -> LINEAR;
                default -> ADAPTIVE;
            };
        }
    }

    /** How a change of what a node stands for is found. */
    public enum Monitoring {
        NONE,
        PAGE_HINKLEY,
        ADWIN
    }

    static final List<Parameter> GROWTH = List.of(
            Parameter.whole(
                    "grace-period", 200, 1, 1_000_000, "The weight that a leaf sees between two looks for a cut."),
            Parameter.real("delta", 1e-7, 1e-300, 1, "How likely a cut may be taken that is not the best one."),
            Parameter.real(
                    "tie-threshold", 0.05, 0, 1, "Below this bound the better of two cuts that are alike is taken."),
            Parameter.choice(
                    "leaf-prediction",
                    List.of("adaptive", "linear", "mean"),
                    "What leaves predict: a linear function, the mean, or whichever of them erred less of late."),
            Parameter.whole("bins", 64, 4, 4096, "How finely each leaf looks at each number."),
            Parameter.whole("max-leaves", 1000, 1, 100_000, "With so many leaves the tree stops to grow."),
            Parameter.whole("max-depth", 40, 1, 1000, "Leaves so deep are not cut."),
            Parameter.real(
                    "ridge", 10, 0, 1e9, "How many rows' worth of evidence stand against each slope of a leaf."));

    static RegressionTreeSettings of(Parameters parameters) {
        return new RegressionTreeSettings(
                parameters.whole("grace-period"),
                parameters.real("delta"),
                parameters.real("tie-threshold"),
                parameters.whole("bins"),
                parameters.whole("max-leaves"),
                parameters.whole("max-depth"),
                LeafModel.of(parameters.text("leaf-prediction")),
                switch (parameters.text("drift-detector")) {
                    case "none" -> Monitoring.NONE;
                    case "adwin" -> Monitoring.ADWIN;
                    default -> Monitoring.PAGE_HINKLEY;
                },
                0,
                parameters.real("ridge"),
                0);
    }
}
