package io.millrace.learn.rule;

import io.millrace.core.learn.Algorithm;
import io.millrace.core.learn.Explained;
import io.millrace.core.learn.Features;
import io.millrace.core.learn.Parameters;
import io.millrace.core.learn.Regressor;
import io.millrace.core.learn.Task;
import io.millrace.learn.tree.Cut;
import io.millrace.learn.tree.Prior;
import io.millrace.learn.tree.RegressionInputs;
import io.millrace.learn.tree.RegressionLeaf;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Rules for numbers (AMRules: Almeida, Ferreira and Gama, "Adaptive model rules from data streams", ECML PKDD 2013): each
 * has conditions, and a mean or a linear function for rows that meet them all, whichever has been better of late. A rule
 * is narrowed by one more condition as soon as the Hoeffding bound says which; from the one without conditions, which
 * has all rows that no other covers, a new rule branches off. Of the two sides it is the one with the lesser variance
 * that the rule takes. A rule whose errors grow is dropped, by the test of Page and Hinkley; a row that is unlike all
 * others of a rule teaches it nothing.
 *
 * <p>In an ordered set the first rule that covers a row answers alone and learns alone; in an unordered one all do that
 * cover it, and answers are weighted by how small errors have been of late. {@link #toString} tells the rules.
 *
 * <p>Defaults are those of MOA. What differs from the paper and MOA: a rule predicts and finds its conditions as a leaf of
 * {@link io.millrace.learn.tree.RegressionTree} does, so its function is one of least squares that cannot diverge, and
 * nominal features get conditions too; the rule without conditions begins anew when its own errors grow; and after thirty
 * strange rows in a row they are strange no more, so that a rule comes along when its inputs change for good.
 *
 * <p>Mean absolute errors, each row predicted before it was learned, beside those of AMRules in MOA 2024.07: 1.375 on Fried
 * (1.92), 57.5 rentals on the bikes of Washington (82.6), 26.0 on the fine dust of Beijing (46.8), 3.55 on the power plant
 * CCPP (3.63). An unordered set has 1.65, 68.5, 24.4 and 3.59.
 *
 * <pre>{@code
 * Regressor rules = AdaptiveModelRules.ALGORITHM.create(Features.numeric(3));
 * double expected = rules.predictThenLearn(row, target, 1);
 * }</pre>
 */
public final class AdaptiveModelRules implements Regressor, Explained {
    public static final Algorithm<Regressor> ALGORITHM = new Algorithm<>(
            "adaptive-model-rules",
            Task.REGRESSION,
            "Rules with a linear function each, which people can read; a rule that gets worse is dropped.",
            "Almeida, Ferreira and Gama, Adaptive model rules from data streams, ECML PKDD 2013 (AMRules)",
            Set.of(),
            RuleSettings.DECLARED,
            (features, classes, parameters) -> new AdaptiveModelRules(features, parameters));

    private static final double WEIGHT_MAX = 1e9;

    private final Rule.Maker maker;
    private final double[] differences;
    /** In the order in which they came. */
    private final List<Rule> rules = new ArrayList<>();
    /** For rows that no other covers. */
    private Rule otherwise;

    AdaptiveModelRules(Features features, Parameters parameters) {
        RegressionInputs inputs = RegressionInputs.of(features);
        maker = new Rule.Maker(inputs, RuleSettings.of(parameters));
        differences = new double[inputs.fitted().length];
        otherwise = maker.rule(maker.leaf(null, Prior.NONE));
    }

    @Override
    public double predict(double[] row) {
        double sum = 0;
        double trusts = 0;
        for (int i = 0; i < rules.size(); i++) {
            Rule rule = rules.get(i);
            if (rule.covers(row)) {
                if (maker.settings().isOrdered()) {
                    return rule.predict(row);
                }
                double trust = rule.trust();
                trusts += trust;
                sum += (rule.predict(row) - sum) * (trust / trusts);
            }
        }
        return trusts > 0 ? sum : otherwise.predict(row);
    }

    @Override
    public void learn(double[] row, double target, double weight) {
        if (!(weight > 0) || !Double.isFinite(target)) {
            return;
        }
        double bounded = Math.max(-RegressionLeaf.LIMIT, Math.min(RegressionLeaf.LIMIT, target));
        double boundedWeight = Math.min(weight, WEIGHT_MAX);
        boolean isCovered = false;
        for (int i = 0; i < rules.size(); i++) {
            Rule rule = rules.get(i);
            if (rule.covers(row)) {
                if (rule.isStrange(row)) {
                    isCovered = true;
                } else if (rule.isWorse(row, bounded, boundedWeight)) {
                    rules.remove(i--);
                } else {
                    isCovered = true;
                    Cut cut = rule.learn(row, bounded, boundedWeight, differences);
                    if (cut != null) {
                        rule.narrow(cut);
                    }
                    if (maker.settings().isOrdered()) {
                        return;
                    }
                }
            }
        }
        if (!isCovered) {
            learnOtherwise(row, bounded, boundedWeight);
        }
    }

    private void learnOtherwise(double[] row, double target, double weight) {
        if (otherwise.isWorse(row, target, weight)) {
            otherwise.forget();
        }
        Cut cut = otherwise.learn(row, target, weight, differences);
        if (cut != null && rules.size() < maker.settings().rulesMost()) {
            rules.add(otherwise.branch(cut));
        }
    }

    @Override
    public double explain(double[] row, int output, double[] contributions) {
        Arrays.fill(contributions, 0);
        double[] single = new double[contributions.length];
        double trusts = 0;
        for (Rule rule : rules) {
            if (rule.covers(row)) {
                double trust = maker.settings().isOrdered() ? 1 : rule.trust();
                trusts += trust;
                Arrays.fill(single, 0);
                rule.explain(row, single);
                for (int i = 0; i < single.length; i++) {
                    contributions[i] += (single[i] - contributions[i]) * (trust / trusts);
                }
                if (maker.settings().isOrdered()) {
                    break;
                }
            }
        }
        if (trusts == 0) {
            otherwise.explain(row, contributions);
        }
        double start = predict(row);
        for (double contribution : contributions) {
            start -= contribution;
        }
        return start;
    }

    /** The rules, one in a line, in their order. */
    @Override
    public String toString() {
        Features features = maker.inputs().features();
        String first = rules.stream().map(rule -> rule.text(features) + '\n').collect(Collectors.joining());
        return first + otherwise.text(features);
    }

    @Override
    public void write(DataOutput out) throws IOException {
        out.writeInt(rules.size());
        for (Rule rule : rules) {
            rule.write(out);
        }
        otherwise.write(out);
    }

    @Override
    public void read(DataInput in) throws IOException {
        rules.clear();
        int count = in.readInt();
        for (int i = 0; i < count; i++) {
            rules.add(Rule.read(in, maker));
        }
        otherwise = Rule.read(in, maker);
    }

    @Override
    public long bytes() {
        long bytes = 200 + 8L * differences.length + otherwise.bytes();
        for (int i = 0; i < rules.size(); i++) {
            bytes += rules.get(i).bytes();
        }
        return bytes;
    }
}
