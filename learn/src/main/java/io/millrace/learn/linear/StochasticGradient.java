package io.millrace.learn.linear;

import io.millrace.learn.numeric.DoubleArrays;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Steps in proportion to the gradient, each shortened as an implicit step is (P. Toulis and E. Airoldi, "Asymptotic and
 * finite-sample properties of estimators based on stochastic gradients", Annals of Statistics 2017): it goes at most to
 * where the loss of the row would be least. On rows of like size that is hardly less than the whole step; on others it is
 * what keeps weights from growing without end.
 */
final class StochasticGradient implements Optimizer {
    private final Descent descent;
    private final double[] weights;

    StochasticGradient(Descent descent, int features) {
        this.descent = descent;
        weights = new double[features + 1];
    }

    @Override
    public double[] weights() {
        return weights;
    }

    @Override
    public void step(double[] inputs, double slope, Limits limits, double share) {
        int count = weights.length - 1;
        double rate = descent.rate() * share;
        double reach = rate * (Inputs.square(inputs, count) + descent.interceptRate());
        double derivative = descent.clipped(slope) / (1 + limits.curvature() * reach);
        if (Math.abs(derivative) * reach > limits.change()) {
            derivative = Math.copySign(limits.change() / reach, derivative);
        }
        double step = rate * derivative;
        if (descent.isPenalised()) {
            for (int i = 0; i < count; i++) {
                weights[i] = descent.penalised(weights[i] - step * inputs[i], rate);
            }
        } else {
            for (int i = 0; i < count; i++) {
                weights[i] -= step * inputs[i];
            }
        }
        weights[count] -= step * descent.interceptRate();
    }

    @Override
    public void write(DataOutput out) throws IOException {
        DoubleArrays.write(weights, out);
    }

    @Override
    public void read(DataInput in) throws IOException {
        DoubleArrays.read(weights, in);
    }
}
