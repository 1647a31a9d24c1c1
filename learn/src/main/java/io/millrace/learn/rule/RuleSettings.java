package io.millrace.learn.rule;

import io.millrace.core.learn.Parameter;
import io.millrace.core.learn.Parameters;
import io.millrace.learn.tree.RegressionTreeSettings;
import io.millrace.learn.tree.RegressionTreeSettings.LeafModel;
import io.millrace.learn.tree.RegressionTreeSettings.Monitoring;
import java.util.List;

/**
 * How a set of rules grows.
 *
 * @param leaf what is predicted, and when a rule is divided
 * @param isOrdered whether the first rule that holds answers alone
 * @param rulesMost with so many rules the set grows no more
 * @param skipsAnomalies whether rows that are unlike all others of a rule teach it nothing
 * @param driftDelta which growth of errors is tolerated, in standard deviations of the targets
 * @param driftThreshold how far sums of errors may grow before a rule goes; 0 to keep it always
 */
record RuleSettings(
        RegressionTreeSettings leaf,
        boolean isOrdered,
        int rulesMost,
        boolean skipsAnomalies,
        double driftDelta,
        double driftThreshold) {
    static final List<Parameter> DECLARED = List.of(
            Parameter.whole(
                    "grace-period",
                    200,
                    1,
                    1_000_000,
                    "The weight that a rule sees between two looks for a condition."),
            Parameter.real("delta", 1e-7, 1e-300, 1, "How likely a condition may be taken that is not the best one."),
            Parameter.real(
                    "tie-threshold",
                    0.05,
                    0,
                    1,
                    "Below this bound the better of two conditions that are alike is taken."),
            Parameter.choice(
                    "prediction",
                    List.of("adaptive", "linear", "mean"),
                    "What rules predict: a linear function, the mean, or whichever of them erred less of late."),
            Parameter.flag("ordered", true, "Whether the first rule that holds answers alone, not all that hold."),
            Parameter.whole("max-rules", 100, 1, 10_000, "With so many rules the set grows no more."),
            Parameter.flag("skip-anomalies", true, "Whether rows that are unlike all others of a rule teach nothing."),
            Parameter.real(
                    "drift-delta",
                    0.005,
                    0,
                    1e9,
                    "Which growth of a rule's errors is tolerated, in standard deviations of its targets."),
            Parameter.real(
                    "drift-threshold",
                    35,
                    0,
                    1e9,
                    "How far the sum of a rule's errors may grow before it is dropped; 0 to keep it always."),
            Parameter.whole("bins", 64, 4, 4096, "How finely each rule looks at each number."),
            Parameter.real(
                    "ridge", 10, 0, 1e9, "How many rows' worth of evidence stand against each slope of a rule."));

    static RuleSettings of(Parameters parameters) {
        RegressionTreeSettings leaf = new RegressionTreeSettings(
                parameters.whole("grace-period"),
                parameters.real("delta"),
                parameters.real("tie-threshold"),
                parameters.whole("bins"),
                1,
                1,
                LeafModel.of(parameters.text("prediction")),
                Monitoring.NONE,
                0,
                parameters.real("ridge"),
                0);
        return new RuleSettings(
                leaf,
                parameters.flag("ordered"),
                parameters.whole("max-rules"),
                parameters.flag("skip-anomalies"),
                parameters.real("drift-delta"),
                parameters.real("drift-threshold"));
    }
}
