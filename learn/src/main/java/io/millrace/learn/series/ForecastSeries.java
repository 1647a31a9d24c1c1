package io.millrace.learn.series;

import io.millrace.core.learn.Forecaster;
import io.millrace.core.learn.Series;
import io.millrace.core.nested.NestedWriter;
import io.millrace.core.nested.RowLayout;
import io.millrace.core.type.Storage;
import io.millrace.core.type.Type;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * The values to come after each row. The bounds of a step are from the errors that forecasts so many steps ahead had; of
 * steps further ahead than 64, from those of the 64th, growing with the square root of the steps. A row with a NULL is a
 * step without a value.
 */
final class ForecastSeries implements Series {
    private static final int MOST_MEASURED = 64;
    private static final double[] NO_FEATURES = {};

    private final Forecaster forecaster;
    private final RowLayout layout;
    private final double deviations;
    private final int least;
    private final int parameters;
    private final double[][] future;
    private final double[] values;
    /** Of each distance in steps, from 1. */
    private final FadingError[] errors;
    /** What was forecast after each of the last rows, a ring of them. */
    private final double[][] made;

    private final Pace pace = new Pace();
    private int next;
    private long count;

    ForecastSeries(Training training, int horizon, Type step) {
        forecaster = training.forecaster();
        layout = RowLayout.of(step);
        deviations = training.deviations();
        least = training.least();
        parameters = training.algorithm().declared().size();
        future = new double[horizon][];
        Arrays.fill(future, NO_FEATURES);
        values = new double[horizon];
        int measured = Math.min(horizon, MOST_MEASURED);
        errors = new FadingError[measured];
        made = new double[measured][measured];
        for (int i = 0; i < measured; i++) {
            errors[i] = new FadingError(training.span());
            Arrays.fill(made[i], Double.NaN);
        }
    }

    @Override
    public boolean next(double[] row, long time, NestedWriter answer) {
        double value = Double.isFinite(row[0]) ? row[0] : Double.NaN;
        for (int i = 0; i < errors.length; i++) {
            // NaN where there was no forecast, or now is no value: not counted.
            errors[i].add(value - made[Math.floorMod(next - 1 - i, made.length)][i]);
        }
        forecaster.learn(NO_FEATURES, value);
        forecaster.forecast(future, values);
        System.arraycopy(values, 0, made[next], 0, made.length);
        next = (next + 1) % made.length;
        pace.add(time);
        count += Double.isNaN(value) ? 0 : 1;
        if (count < least || Double.isNaN(values[0])) {
            return false;
        }
        write(time, answer);
        return true;
    }

    private void write(long time, NestedWriter answer) {
        double akaike = errors[0].akaike(parameters);
        answer.beginArray(Storage.BYTES);
        for (int i = 0; i < values.length; i++) {
            double error = error(i);
            answer.beginRow(layout);
            Fields.time(answer, time == NO_TIME ? NO_TIME : pace.after(i + 1));
            Fields.number(answer, values[i]);
            Fields.number(answer, values[i] - deviations * error);
            Fields.number(answer, values[i] + deviations * error);
            Fields.number(answer, error);
            Fields.number(answer, akaike);
            answer.end();
        }
        answer.end();
    }

    /** How wrong forecasts of that step are; where too few were made so far, from the furthest that is known. */
    private double error(int step) {
        int known = Math.min(step, errors.length - 1);
        while (known > 0 && errors[known].isEmpty()) {
            known--;
        }
        double error = errors[known].rootMeanSquare();
        return known == step ? error : error * Math.sqrt((step + 1.0) / (known + 1));
    }

    @Override
    public void write(DataOutput out) throws IOException {
        forecaster.write(out);
        pace.write(out);
        out.writeInt(next);
        out.writeLong(count);
        for (int i = 0; i < errors.length; i++) {
            errors[i].write(out);
            for (double value : made[i]) {
                out.writeDouble(value);
            }
        }
    }

    @Override
    public void read(DataInput in) throws IOException {
        forecaster.read(in);
        pace.read(in);
        next = in.readInt();
        count = in.readLong();
        for (int i = 0; i < errors.length; i++) {
            errors[i].read(in);
            for (int j = 0; j < made[i].length; j++) {
                made[i][j] = in.readDouble();
            }
        }
    }

    @Override
    public long bytes() {
        long measured = errors.length;
        return 200
                + Pace.BYTES
                + forecaster.bytes()
                + measured * (FadingError.BYTES + 24 + 8 * measured)
                + 16L * values.length;
    }
}
