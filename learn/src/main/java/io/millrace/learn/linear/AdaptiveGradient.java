package io.millrace.learn.linear;

import io.millrace.learn.numeric.DoubleArrays;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * AdaGrad: steps that shrink for each weight with the gradients it has met (J. Duchi, E. Hazan and Y. Singer, "Adaptive
 * subgradient methods for online learning and stochastic optimization", JMLR 2011).
 */
final class AdaptiveGradient implements Optimizer {
    private static final double FLOOR = 1e-8;

    private final Descent descent;
    private final double[] weights;
    private final double[] squares;

    AdaptiveGradient(Descent descent, int features) {
        this.descent = descent;
        weights = new double[features + 1];
        squares = new double[features + 1];
    }

    @Override
    public double[] weights() {
        return weights;
    }

    @Override
    public void step(double[] inputs, double slope, Limits limits, double share) {
        int count = weights.length - 1;
        for (int i = 0; i <= count; i++) {
            double gradient = descent.clipped(slope * share * (i < count ? inputs[i] : 1));
            if (gradient != 0) {
                squares[i] += gradient * gradient;
                double rate = descent.rate() / (Math.sqrt(squares[i]) + FLOOR);
                weights[i] = i < count
                        ? descent.penalised(weights[i] - rate * gradient, rate)
                        : weights[i] - rate * descent.interceptRate() * gradient;
            }
        }
    }

    @Override
    public void write(DataOutput out) throws IOException {
        DoubleArrays.write(weights, out);
        DoubleArrays.write(squares, out);
    }

    @Override
    public void read(DataInput in) throws IOException {
        DoubleArrays.read(weights, in);
        DoubleArrays.read(squares, in);
    }
}
