package io.millrace.learn.linear;

import io.millrace.learn.numeric.DoubleArrays;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Steps by the mean of gradients of late over the root of their mean square (D. Kingma and J. Ba, "Adam: a method for
 * stochastic optimization", ICLR 2015), with its decays 0.9 and 0.999 and its floor 1e-8.
 */
final class Adam implements Optimizer {
    private static final double MEAN_DECAY = 0.9;
    private static final double SQUARE_DECAY = 0.999;
    private static final double FLOOR = 1e-8;

    private final Descent descent;
    private final double[] weights;
    private final double[] means;
    private final double[] squares;
    /** The powers of the decays by the number of steps, which tell how far from full the means are. */
    private double meanPower = 1;

    private double squarePower = 1;

    Adam(Descent descent, int features) {
        this.descent = descent;
        weights = new double[features + 1];
        means = new double[features + 1];
        squares = new double[features + 1];
    }

    @Override
    public double[] weights() {
        return weights;
    }

    @Override
    public void step(double[] inputs, double slope, Limits limits, double share) {
        int count = weights.length - 1;
        meanPower *= MEAN_DECAY;
        squarePower *= SQUARE_DECAY;
        double rate = descent.rate() / (1 - meanPower);
        double correction = 1 / (1 - squarePower);
        for (int i = 0; i <= count; i++) {
            double gradient = descent.clipped(slope * share * (i < count ? inputs[i] : 1));
            means[i] += (1 - MEAN_DECAY) * (gradient - means[i]);
            squares[i] += (1 - SQUARE_DECAY) * (gradient * gradient - squares[i]);
            double step = rate / (Math.sqrt(squares[i] * correction) + FLOOR);
            weights[i] = i < count
                    ? descent.penalised(weights[i] - step * means[i], descent.rate())
                    : weights[i] - step * descent.interceptRate() * means[i];
        }
    }

    @Override
    public void write(DataOutput out) throws IOException {
        DoubleArrays.write(weights, out);
        DoubleArrays.write(means, out);
        DoubleArrays.write(squares, out);
        out.writeDouble(meanPower);
        out.writeDouble(squarePower);
    }

    @Override
    public void read(DataInput in) throws IOException {
        DoubleArrays.read(weights, in);
        DoubleArrays.read(means, in);
        DoubleArrays.read(squares, in);
        meanPower = in.readDouble();
        squarePower = in.readDouble();
    }
}
