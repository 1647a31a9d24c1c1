package io.millrace.learn.ensemble;

import io.millrace.core.learn.Features;
import io.millrace.core.learn.Parameter;
import io.millrace.core.learn.Parameters;
import io.millrace.learn.tree.TreeSettings;
import java.util.ArrayList;
import java.util.List;

/**
 * What members of a forest for classes are told.
 *
 * @param tree how their trees grow
 * @param lambda how often a tree learns a row, in the mean
 * @param warningDelta how likely a false warning is
 * @param driftDelta how likely a false alarm of a drift is
 * @param isWatched whether trees whose errors grow are replaced
 */
record ForestSettings(TreeSettings tree, double lambda, double warningDelta, double driftDelta, boolean isWatched) {
    static List<Parameter> parameters(double warningDelta, double driftDelta) {
        List<Parameter> parameters = new ArrayList<>();
        parameters.add(Parameter.whole("ensemble-size", 10, 1, 10_000, "How many trees."));
        parameters.add(Parameter.real(
                "max-features", 0.6, 0, 1, "Which share of the features a leaf looks at for its split, by lot."));
        parameters.add(Parameter.real(
                "lambda", 6, 0.01, 100, "How often a tree learns a row, in the mean: by lot of Poisson."));
        parameters.add(
                Parameter.flag("drift-detection", true, "Whether trees whose errors grow are replaced by new ones."));
        parameters.add(Parameter.real(
                "warning-delta",
                warningDelta,
                1e-300,
                1,
                "How likely a false warning is, after which a new tree begins to grow in the background."));
        parameters.add(Parameter.real("drift-delta", driftDelta, 1e-300, 1, "How likely a false alarm of a drift is."));
        parameters.addAll(TreeSettings.parameters(50, 0.01));
        parameters.add(Parameter.seed());
        return List.copyOf(parameters);
    }

    static ForestSettings of(Parameters parameters, Features features, boolean isPatched) {
        TreeSettings tree = TreeSettings.of(parameters);
        int watched = (int) Math.max(1, Math.round(parameters.real("max-features") * features.size()));
        return new ForestSettings(
                isPatched ? tree.withSubspaceOfTree(watched) : tree.withSubspaceOfLeaves(watched),
                parameters.real("lambda"),
                parameters.real("warning-delta"),
                parameters.real("drift-delta"),
                parameters.flag("drift-detection"));
    }
}
