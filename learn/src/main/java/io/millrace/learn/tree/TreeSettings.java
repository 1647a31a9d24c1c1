package io.millrace.learn.tree;

import io.millrace.core.learn.Parameter;
import io.millrace.core.learn.Parameters;
import java.util.ArrayList;
import java.util.List;

/**
 * How a tree for classes grows.
 *
 * @param rule when leaves split
 * @param prediction what leaves answer with
 * @param limits how large it may become
 * @param subspace which features leaves look at
 */
public record TreeSettings(SplitRule rule, LeafPrediction prediction, Limits limits, Subspace subspace) {
    /**
     * Which features leaves look at.
     *
     * @param size how many, chosen by chance; 0 for all
     * @param isOfTree whether all leaves of a tree look at the same
     */
    record Subspace(int size, boolean isOfTree) {}

    /**
     * When leaves split.
     *
     * @param gracePeriod the weight of rows between two looks at a leaf
     * @param delta how probable a split may be that more rows would not have chosen
     * @param tieThreshold the difference of merits below which the better one is taken without certainty
     * @param isGini whether splits are measured by Gini's impurity, not by the gain of information
     * @param mustGain whether a split has to be better than none
     */
    record SplitRule(double gracePeriod, double delta, double tieThreshold, boolean isGini, boolean mustGain) {}

    /**
     * How large a tree may become.
     *
     * @param bytes beyond which the leaves with the least to gain stop to learn more than their classes
     * @param depth of the deepest leaf
     * @param isBinary whether every split has two branches
     */
    record Limits(long bytes, int depth, boolean isBinary) {}

    /** The parameters that {@link #of} reads. */
    public static List<Parameter> parameters(int gracePeriod, double delta) {
        List<Parameter> parameters = new ArrayList<>();
        parameters.add(Parameter.whole(
                "grace-period", gracePeriod, 1, 1_000_000_000, "Rows that a leaf sees between two attempts to split."));
        parameters.add(Parameter.real(
                "delta", delta, 1e-300, 0.999, "How probable a split may be that more rows would not have chosen."));
        parameters.add(Parameter.real(
                "tie-threshold", 0.05, 0, 1, "Splits whose merits differ less than this are taken for equally good."));
        parameters.add(Parameter.choice(
                "leaf-prediction",
                List.of("nba", "nb", "mc"),
                "What leaves answer with: naive Bayes, the majority class, or the one that was right more often."));
        parameters.add(Parameter.choice(
                "split-criterion",
                List.of("info-gain", "gini"),
                "How much better the classes are apart after a split."));
        parameters.add(Parameter.flag("pre-pruning", false, "Whether a split has to be better than none."));
        parameters.add(Parameter.flag("binary-split", false, "Whether splits at nominal features have two branches."));
        parameters.add(Parameter.whole(
                "max-bytes",
                32 << 20,
                10_000,
                Long.MAX_VALUE,
                "Memory beyond which the leaves with the least to gain stop to look for splits."));
        parameters.add(Parameter.whole("max-depth", 100, 1, 1000, "Splits on the way to the deepest leaf."));
        return List.copyOf(parameters);
    }

    public static TreeSettings of(Parameters parameters) {
        return of(parameters, parameters.flag("pre-pruning"));
    }

    /**
     * Of a tree that declares everything but {@code pre-pruning}.
     *
     * @param mustGain in its place
     */
    static TreeSettings of(Parameters parameters, boolean mustGain) {
        return new TreeSettings(
                new SplitRule(
                        parameters.whole("grace-period"),
                        parameters.real("delta"),
                        parameters.real("tie-threshold"),
                        parameters.text("split-criterion").equals("gini"),
                        mustGain),
                LeafPrediction.of(parameters.text("leaf-prediction")),
                new Limits(
                        Long.parseLong(parameters.text("max-bytes")),
                        parameters.whole("max-depth"),
                        parameters.flag("binary-split")),
                new Subspace(0, false));
    }

    /** The same, with leaves that look at so many features each, chosen by chance. */
    public TreeSettings withSubspaceOfLeaves(int size) {
        return new TreeSettings(rule, prediction, limits, new Subspace(size, false));
    }

    /** The same, with leaves that all look at the same features, so many, chosen by chance. */
    public TreeSettings withSubspaceOfTree(int size) {
        return new TreeSettings(rule, prediction, limits, new Subspace(size, true));
    }
}
