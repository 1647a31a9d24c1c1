package io.millrace.learn.linear;

import io.millrace.core.learn.Algorithm;
import io.millrace.core.learn.Algorithm.Need;
import io.millrace.core.learn.Classifier;
import io.millrace.core.learn.Parameter;
import io.millrace.core.learn.Parameters;
import io.millrace.core.learn.Task;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/**
 * Draws near to the widest margin between classes: C. Gentile, "A new approximate maximal margin classification algorithm",
 * JMLR 2001, for p = 2. Rows count by their direction alone, weights have at most the length 1, and both the margin that is
 * wanted and the steps shrink with the root of the number of corrections. Defaults are those of the paper and River: alpha
 * 0.9, B = 1 / alpha, C = root of 2. For several classes the strongest wrong one is the rival, as for the perceptron.
 */
public final class Alma implements MarginRule {
    public static final Algorithm<Classifier> ALGORITHM = new Algorithm<>(
            "alma",
            Task.CLASSIFICATION,
            "Draws near to the widest margin between classes, by directions of rows alone.",
            "Gentile, A new approximate maximal margin classification algorithm, JMLR 2001",
            Set.of(Need.NUMERIC, Need.SCALED, Need.COMPLETE),
            List.of(
                    Parameter.real("alpha", 0.9, 0.01, 1, "How much less than the widest margin is enough: 1 for any."),
                    Parameter.real("b", 1 / 0.9, 1e-6, 1e6, "The margin that is wanted at first."),
                    Parameter.real("c", Math.sqrt(2), 1e-6, 1e6, "The first step.")),
            (features, classes, parameters) -> new MarginClassifier(features, classes, new Alma(parameters)));

    private final double alpha;
    private final double margin;
    private final double step;
    private double corrections = 1;

    private Alma(Parameters parameters) {
        alpha = parameters.real("alpha");
        margin = parameters.real("b");
        step = parameters.real("c");
    }

    @Override
    public double step(double reached, double square) {
        double root = Math.sqrt(corrections);
        if (reached > (1 - alpha) * margin / root) {
            return 0;
        }
        corrections++;
        return step / root;
    }

    @Override
    public boolean isNormalised() {
        return true;
    }

    @Override
    public void write(DataOutput out) throws IOException {
        out.writeDouble(corrections);
    }

    @Override
    public void read(DataInput in) throws IOException {
        corrections = in.readDouble();
    }
}
