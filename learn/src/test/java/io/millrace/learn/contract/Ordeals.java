package io.millrace.learn.contract;

import io.millrace.learn.random.Randomness;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** Rows as they should be, and as they should not be, each with a label that is a class and a number. */
final class Ordeals {
    /** A row; its label is a class from 0 to 2 for classifiers. */
    record Row(double[] values, double label) {}

    /** Rows with a name. */
    record Ordeal(String name, List<Row> rows) {
        @Override
        public String toString() {
            return name;
        }
    }

    private Ordeals() {}

    /** Three clouds, one a class, with gaps and now and then a wrong label. */
    static List<Row> ordinary(int width, int count, long seed) {
        Randomness randomness = new Randomness(seed);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int label = randomness.nextInt(3);
            double[] values = new double[width];
            for (int j = 0; j < width; j++) {
                values[j] = 20 * label + (j + 1) * randomness.nextGaussian();
                if (j == 3) {
                    values[j] = randomness.nextInt(3) == 0 ? randomness.nextInt(5) : label;
                }
                if (randomness.nextInt(50) == 0) {
                    values[j] = Double.NaN;
                }
            }
            rows.add(new Row(values, randomness.nextInt(20) == 0 ? randomness.nextInt(3) : label));
        }
        return rows;
    }

    /** The same from some row on, with levels that rise and classes that change their places. */
    static List<Row> restless(int width, int count, int from) {
        int turn = from / 3000;
        return ordinary(width, count, 100L + from).stream()
                .map(row -> {
                    double[] values = row.values();
                    for (int j = 0; j < Math.min(3, width); j++) {
                        values[j] += .001 * from;
                    }
                    return new Row(values, (row.label() + turn) % 3);
                })
                .toList();
    }

    /** What a learner survives: nothing but finite numbers may come out of it. */
    static List<Ordeal> hostile(int width, boolean isNumberWanted) {
        Randomness randomness = new Randomness(7);
        double[] extremes = {
            0, -0.0, 1, -1, 1e300, -1e300, Double.MAX_VALUE, -Double.MAX_VALUE, Double.MIN_VALUE, 1e-310, 1e18, 5
        };
        double[] strange = {
            Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e300, -1e300, 3.5, -7, 99, 2, 0
        };
        double[] unknown = {2, 3, 4, 5, -1, 1e9, .5, -0.0, Double.NaN};
        List<Ordeal> ordeals = new ArrayList<>();
        ordeals.add(ordeal("constants", width, i -> 5.0, i -> 1.0));
        ordeals.add(ordeal("all missing", width, i -> Double.NaN, i -> i % 3));
        ordeals.add(ordeal("one class", width, i -> randomness.nextGaussian(), i -> 2));
        ordeals.add(ordeal("huge", width, i -> 1e300 * randomness.nextGaussian(), i -> i % 3));
        ordeals.add(ordeal("denormal", width, i -> 1e-310 * randomness.nextInt(9), i -> i % 3));
        ordeals.add(ordeal("far from 0", width, i -> 1e15 + randomness.nextInt(3), i -> i % 3));
        ordeals.add(ordeal(
                "extremes", width, i -> extremes[randomness.nextInt(extremes.length)], i -> randomness.nextInt(3)));
        ordeals.add(
                ordeal("strange", width, i -> strange[randomness.nextInt(strange.length)], i -> randomness.nextInt(3)));
        ordeals.add(ordeal(
                "values of a name that nobody knows",
                width,
                i -> i % width != 3
                        ? randomness.nextGaussian()
                        : i < 400 * width ? i % 2 : unknown[randomness.nextInt(unknown.length)],
                i -> i % 3));
        ordeals.add(
                ordeal("gaps everywhere", width, i -> i % 2 == 0 ? Double.NaN : randomness.nextGaussian(), i -> i % 3));
        ordeals.add(ordeal("a class that comes late", width, i -> randomness.nextGaussian(), i -> i < 700 ? 0 : i % 3));
        ordeals.add(ordeal(
                "a shock after calm",
                width,
                i -> i < 400 * width ? randomness.nextGaussian() : 1e200 * randomness.nextGaussian(),
                i -> i % 3));
        if (isNumberWanted) {
            ordeals.add(
                    ordeal("huge targets", width, i -> randomness.nextGaussian(), i -> i % 7 == 0 ? 1e300 : -1e300));
            ordeals.add(ordeal(
                    "extreme targets",
                    width,
                    i -> extremes[randomness.nextInt(extremes.length)],
                    i -> strange[randomness.nextInt(strange.length)]));
        }
        return ordeals;
    }

    private static Ordeal ordeal(
            String name, int width, IntFunction<Double> value, IntFunction<? extends Number> label) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < 800; i++) {
            double[] values = new double[width];
            for (int j = 0; j < width; j++) {
                values[j] = value.apply(i * width + j);
            }
            rows.add(new Row(values, label.apply(i).doubleValue()));
        }
        return new Ordeal(name, rows);
    }
}
