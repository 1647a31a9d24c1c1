package io.millrace.learn.neural;

import io.millrace.learn.numeric.DoubleArrays;
import io.millrace.learn.random.Randomness;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Layers of sums, each cut off below 0 but for the last, learned by backpropagation (D. Rumelhart, G. Hinton and R.
 * Williams, Nature 1986) and Adam (D. Kingma and J. Ba, 2015). Weights begin as K. He et al. have it ("Delving deep
 * into rectifiers", 2015), those of the last layer with 0, so that every output is 0 at first.
 *
 * <p>A value that is 0, as most columns of one-hot rows are and about half of all sums, costs nothing. One thread at a
 * time learns; several may compute meanwhile if none does.
 */
final class Network {
    private static final double MEAN_DECAY = 0.9;
    private static final double SQUARE_DECAY = 0.999;
    private static final double FLOOR = 1e-8;
    /** Inputs beyond it count as it: scaled ones hardly ever are. */
    private static final double INPUT_MAX = 20;

    private final Settings settings;
    /** The widths of inputs, hidden layers and outputs. */
    private final int[] widths;
    /** Where the values of a layer begin in the array of all, and where its weights do. */
    private final int[] valueStarts;

    private final int[] weightStarts;
    /**
     * For each layer but the first, for each value of the layer before: a weight to each of its own; then what is
     * added.
     */
    private final double[] weights;

    private final double[] gradients;
    private final double[] means;
    private final double[] squares;
    private double meanPower = 1;
    private double squarePower = 1;
    private int pending;
    private final double[] values;
    private final double[] slopes;

    Network(Settings settings, int inputs, int outputs) {
        this.settings = settings;
        int[] hidden = settings.hidden();
        widths = new int[hidden.length + 2];
        widths[0] = inputs;
        System.arraycopy(hidden, 0, widths, 1, hidden.length);
        widths[widths.length - 1] = outputs;
        valueStarts = new int[widths.length + 1];
        weightStarts = new int[widths.length + 1];
        for (int layer = 0; layer < widths.length; layer++) {
            int own = layer == 0 ? 0 : (widths[layer - 1] + 1) * widths[layer];
            valueStarts[layer + 1] = valueStarts[layer] + widths[layer];
            weightStarts[layer + 1] = Math.addExact(weightStarts[layer], own);
        }
        weights = new double[weightStarts[widths.length]];
        gradients = new double[weights.length];
        means = new double[weights.length];
        squares = new double[weights.length];
        values = new double[valueCount()];
        slopes = new double[valueCount()];
        begin();
    }

    private void begin() {
        Randomness randomness = new Randomness(Randomness.seed(settings.seed(), 0));
        for (int layer = 1; layer < widths.length - 1; layer++) {
            double deviation = Math.sqrt(2.0 / Math.max(1, widths[layer - 1]));
            int end = weightStarts[layer] + widths[layer - 1] * widths[layer];
            for (int i = weightStarts[layer]; i < end; i++) {
                weights[i] = deviation * randomness.nextGaussian();
            }
        }
    }

    /** How many values a computation has, those of inputs and outputs among them. */
    int valueCount() {
        return valueStarts[widths.length];
    }

    /** Where the outputs are among the values. */
    int outputStart() {
        return valueStarts[widths.length - 1];
    }

    /** Computes the outputs for a row in a place for every value. */
    void compute(double[] row, double[] into) {
        for (int i = 0; i < widths[0]; i++) {
            double value = row[i];
            into[i] = Math.abs(value) <= INPUT_MAX
                    ? value
                    : Double.isNaN(value) || Double.isInfinite(value) ? 0 : Math.copySign(INPUT_MAX, value);
        }
        for (int layer = 1; layer < widths.length; layer++) {
            int start = valueStarts[layer];
            int width = widths[layer];
            int row0 = weightStarts[layer];
            System.arraycopy(weights, row0 + widths[layer - 1] * width, into, start, width);
            for (int i = 0; i < widths[layer - 1]; i++) {
                double value = into[valueStarts[layer - 1] + i];
                if (value != 0) {
                    addMultiple(value, weights, row0 + i * width, into, start, width);
                }
            }
            if (layer < widths.length - 1) {
                for (int j = start; j < start + width; j++) {
                    into[j] = Math.max(0, into[j]);
                }
            }
        }
    }

    private static void addMultiple(double factor, double[] from, int fromStart, double[] to, int toStart, int count) {
        for (int j = 0; j < count; j++) {
            to[toStart + j] += factor * from[fromStart + j];
        }
    }

    /** For the thread that learns: computes into the network's own values, which are good until the next call. */
    double[] compute(double[] row) {
        compute(row, values);
        return values;
    }

    /**
     * Learns from the row that was computed last.
     *
     * @param outputSlopes the derivative of the loss by each output
     */
    void learn(double[] outputSlopes, double share) {
        int last = widths.length - 1;
        for (int j = 0; j < widths[last]; j++) {
            slopes[valueStarts[last] + j] = outputSlopes[j] * share;
        }
        for (int layer = last; layer > 0; layer--) {
            int width = widths[layer];
            int start = valueStarts[layer];
            for (int i = 0; i < widths[layer - 1]; i++) {
                int before = valueStarts[layer - 1] + i;
                int row0 = weightStarts[layer] + i * width;
                if (values[before] != 0) {
                    addMultiple(values[before], slopes, start, gradients, row0, width);
                }
                if (layer > 1) {
                    slopes[before] = values[before] > 0 ? product(row0, start, width) : 0;
                }
            }
            addMultiple(1, slopes, start, gradients, weightStarts[layer] + widths[layer - 1] * width, width);
        }
        if (++pending >= settings.batch()) {
            step();
        }
    }

    private double product(int weightStart, int slopeStart, int count) {
        double sum = 0;
        for (int j = 0; j < count; j++) {
            sum += weights[weightStart + j] * slopes[slopeStart + j];
        }
        return sum;
    }

    private void step() {
        double square = 0;
        for (double gradient : gradients) {
            square += gradient * gradient;
        }
        double length = Math.sqrt(square) / pending;
        double scale = (length > settings.clip() ? settings.clip() / length : 1) / pending;
        pending = 0;
        if (!Double.isFinite(length)) {
            Arrays.fill(gradients, 0);
            return;
        }
        meanPower *= MEAN_DECAY;
        squarePower *= SQUARE_DECAY;
        double rate = settings.rate() / (1 - meanPower);
        double correction = 1 / (1 - squarePower);
        double kept = 1 / (1 + settings.rate() * settings.l2());
        for (int i = 0; i < weights.length; i++) {
            double gradient = gradients[i] * scale;
            means[i] += (1 - MEAN_DECAY) * (gradient - means[i]);
            squares[i] += (1 - SQUARE_DECAY) * (gradient * gradient - squares[i]);
            weights[i] = (weights[i] - rate * means[i] / (Math.sqrt(squares[i] * correction) + FLOOR)) * kept;
            gradients[i] = 0;
        }
    }

    /** All weights; for tests of gradients. */
    double[] weights() {
        return weights;
    }

    /** What the next step is made of; for tests. */
    double[] gradients() {
        return gradients;
    }

    void write(DataOutput out) throws IOException {
        DoubleArrays.write(weights, out);
        DoubleArrays.write(means, out);
        DoubleArrays.write(squares, out);
        DoubleArrays.write(gradients, out);
        out.writeDouble(meanPower);
        out.writeDouble(squarePower);
        out.writeInt(pending);
    }

    void read(DataInput in) throws IOException {
        DoubleArrays.read(weights, in);
        DoubleArrays.read(means, in);
        DoubleArrays.read(squares, in);
        DoubleArrays.read(gradients, in);
        meanPower = in.readDouble();
        squarePower = in.readDouble();
        pending = in.readInt();
    }

    long bytes() {
        return 256 + 32L * weights.length + 16L * values.length;
    }
}
