package io.millrace.learn.rule;

import io.millrace.core.learn.DriftDetector.Signal;
import io.millrace.core.learn.Features;
import io.millrace.learn.drift.Direction;
import io.millrace.learn.drift.PageHinkley;
import io.millrace.learn.tree.Cut;
import io.millrace.learn.tree.Prior;
import io.millrace.learn.tree.RegressionInputs;
import io.millrace.learn.tree.RegressionLeaf;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Conditions, what is predicted where all of them are met, and how good that has been. One thread learns. */
final class Rule {
    private static final double FADING = 0.995;
    private static final double ERROR_LEAST = 1e-100;
    private static final int AWAITED = 30;

    private final Maker maker;
    /** One for a feature at most. */
    private List<Condition> conditions;

    private RegressionLeaf leaf;
    private Spread spread;
    private Usual usual;
    private PageHinkley changes;
    private double errors;
    private double errorWeights;

    /** What all rules of a set are made from. */
    record Maker(RegressionInputs inputs, RuleSettings settings) {
        /** A rule without conditions. */
        Rule rule(RegressionLeaf leaf) {
            return new Rule(this, List.of(), leaf);
        }

        RegressionLeaf leaf(@Nullable RegressionLeaf parent, Prior prior) {
            int[] all = new int[inputs.features().size()];
            for (int i = 0; i < all.length; i++) {
                all[i] = i;
            }
            return new RegressionLeaf(inputs, settings.leaf(), all, parent, prior);
        }
    }

    private Rule(Maker maker, List<Condition> conditions, RegressionLeaf leaf) {
        this.maker = maker;
        this.conditions = conditions;
        this.leaf = leaf;
        spread = new Spread(maker.inputs(), maker.settings().leaf().bins());
        usual = new Usual(maker.inputs().features());
        changes = changes();
    }

    private PageHinkley changes() {
        RuleSettings settings = maker.settings();
        return new PageHinkley(AWAITED, settings.driftDelta(), settings.driftThreshold(), 1, Direction.UP);
    }

    boolean covers(double[] row) {
        for (int i = 0; i < conditions.size(); i++) {
            if (!conditions.get(i).isMet(row)) {
                return false;
            }
        }
        return true;
    }

    double predict(double[] row) {
        return leaf.predict(row);
    }

    /** How much it is trusted among others: the better, the smaller its errors have been of late. */
    double trust() {
        return 1 / Math.max(ERROR_LEAST, errorWeights > 0 ? errors / errorWeights : Double.MAX_VALUE);
    }

    void explain(double[] row, double[] contributions) {
        leaf.explain(row, contributions);
    }

    boolean isStrange(double[] row) {
        return maker.settings().skipsAnomalies() && usual.isStrange(row);
    }

    /** Keeps the error for a row before it is learned, and says whether errors have grown. */
    boolean isWorse(double[] row, double target, double weight) {
        double error = Math.abs(leaf.predict(row) - target);
        errors = errors * FADING + weight * error;
        errorWeights = errorWeights * FADING + weight;
        double deviation = leaf.deviation();
        return maker.settings().driftThreshold() > 0
                && deviation > 0
                && changes.update(error / deviation) == Signal.DRIFT;
    }

    /**
     * @param differences scratch, a place for each number
     * @return where the rule should be divided, or null
     */
    @Nullable Cut learn(double[] row, double target, double weight, double[] differences) {
        double rest = leaf.learn(row, target, weight, differences);
        usual.learn(row, weight);
        if (Double.isFinite(rest)) {
            spread.add(row, rest, weight);
        }
        return leaf.cut();
    }

    /** Becomes its own part on the side of a cut where it is the more certain. */
    void narrow(Cut cut) {
        boolean isLeft = spread.isLeftTighter(cut);
        restrict(Condition.of(cut, maker.inputs().features(), isLeft));
        restart(maker.leaf(leaf, isLeft ? cut.below() : cut.above()));
    }

    /** A new rule for the side of a cut where this one is the more certain; this one keeps what is left. */
    Rule branch(Cut cut) {
        boolean isLeft = spread.isLeftTighter(cut);
        Rule branch = new Rule(maker, conditions, maker.leaf(leaf, isLeft ? cut.below() : cut.above()));
        branch.restrict(Condition.of(cut, maker.inputs().features(), isLeft));
        restart(maker.leaf(leaf, isLeft ? cut.above() : cut.below()));
        return branch;
    }

    /** Forgets everything but the mean of its targets. */
    void forget() {
        restart(maker.leaf(null, new Prior(1, leaf.mean(), 0)));
    }

    private void restart(RegressionLeaf fresh) {
        leaf = fresh;
        spread = new Spread(maker.inputs(), maker.settings().leaf().bins());
        usual = new Usual(maker.inputs().features());
        changes = changes();
    }

    private void restrict(Condition added) {
        List<Condition> changed = new ArrayList<>();
        Condition all = added;
        for (Condition condition : conditions) {
            if (condition.feature() == added.feature()) {
                all = condition.and(added);
            } else {
                changed.add(condition);
            }
        }
        changed.add(all);
        conditions = List.copyOf(changed);
    }

    /** For people. */
    String text(Features features) {
        String when = conditions.isEmpty()
                ? "otherwise"
                : conditions.stream()
                        .map(condition -> condition.text(features))
                        .collect(Collectors.joining(" and ", "if ", ""));
        return when + ": about " + leaf.mean() + ", learned of " + leaf.weight();
    }

    long bytes() {
        long bytes = 200 + leaf.bytes() + spread.bytes() + usual.bytes() + changes.bytes();
        for (int i = 0; i < conditions.size(); i++) {
            bytes += conditions.get(i).bytes();
        }
        return bytes;
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(conditions.size());
        for (Condition condition : conditions) {
            condition.write(out);
        }
        leaf.write(out);
        spread.write(out);
        usual.write(out);
        changes.write(out);
        out.writeDouble(errors);
        out.writeDouble(errorWeights);
    }

    static Rule read(DataInput in, Maker maker) throws IOException {
        List<Condition> conditions = new ArrayList<>();
        int count = in.readInt();
        for (int i = 0; i < count; i++) {
            conditions.add(Condition.read(in));
        }
        RegressionLeaf leaf =
                RegressionLeaf.read(in, maker.inputs(), maker.settings().leaf());
        Rule rule = new Rule(maker, List.copyOf(conditions), leaf);
        rule.spread.read(in);
        rule.usual.read(in);
        rule.changes.read(in);
        rule.errors = in.readDouble();
        rule.errorWeights = in.readDouble();
        return rule;
    }
}
