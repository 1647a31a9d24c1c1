package io.millrace.learn.contract;

import io.millrace.core.learn.Feature;
import io.millrace.core.learn.Features;
import io.millrace.learn.contract.Ordeals.Row;
import io.millrace.learn.random.Randomness;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows as they come in practice, on which published learners diverge: columns of very different size, columns that say
 * the same, columns that stand still for long and then move, targets far from 0, skewed targets, rare faults.
 */
final class Ordinary {
    static final int ROWS = 1500;

    static final Features FEATURES = Features.of(
            Feature.numeric("tiny"),
            Feature.numeric("huge"),
            Feature.numeric("far"),
            Feature.numeric("same"),
            Feature.numeric("slow"),
            Feature.nominal("kind", 4));

    private Ordinary() {}

    /** Rows with a name. */
    record Series(String name, List<Row> rows) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** Numbers to predict. */
    static List<Series> targets() {
        Randomness randomness = new Randomness(21);
        List<Series> all = new ArrayList<>();
        List<Row> plant = new ArrayList<>();
        List<Row> rentals = new ArrayList<>();
        List<Row> faults = new ArrayList<>();
        List<Row> walk = new ArrayList<>();
        double level = 0;
        for (int i = 0; i < ROWS; i++) {
            double[] row = row(i, randomness);
            double noise = randomness.nextGaussian();
            plant.add(new Row(row, 454 + 12 * tiny(row) - 8 * huge(row) + 3 * noise));
            double day = Math.sin(i * Math.PI / 12) + .6 * tiny(row) + i / 1000.0;
            rentals.add(new Row(row, Math.rint(100 * Math.exp(Math.min(2, day) + .3 * noise))));
            level += noise;
            walk.add(new Row(row, 1e5 + 100 * level));
            double[] faulty = row.clone();
            if (i % 97 == 96) {
                faulty[i % 5] *= 1000;
            }
            faults.add(new Row(faulty, 50 + 10 * tiny(row) + 5 * row[5] + noise));
        }
        all.add(new Series("a power plant", plant));
        all.add(new Series("rentals by the hour", rentals));
        all.add(new Series("a random walk", walk));
        all.add(new Series("rare faults", faults));
        return all;
    }

    /** Classes to predict: 0 half of the time, 2 in one row of six. */
    static List<Series> labels() {
        Randomness randomness = new Randomness(22);
        List<Row> known = new ArrayList<>();
        List<Row> chance = new ArrayList<>();
        List<Row> drift = new ArrayList<>();
        List<Row> faults = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            double[] row = row(i, randomness);
            double side = tiny(row) + .3 * randomness.nextGaussian();
            int label = side < 0 ? 0 : side < 1 ? 1 : 2;
            known.add(new Row(row, label));
            chance.add(new Row(row, randomness.nextInt(6) < 3 ? 0 : randomness.nextInt(3) < 2 ? 1 : 2));
            drift.add(new Row(row, i < ROWS / 2 ? label : label == 0 ? 1 : 0));
            double[] faulty = row.clone();
            if (i % 97 == 96) {
                faulty[i % 5] *= -1000;
            }
            faults.add(new Row(faulty, label));
        }
        return List.of(
                new Series("known classes", known),
                new Series("classes by chance", chance),
                new Series("classes that change", drift),
                new Series("rare faults", faults));
    }

    private static double tiny(double[] row) {
        return row[0] / 1e-4;
    }

    private static double huge(double[] row) {
        return row[1] / 1e7;
    }

    private static double[] row(int index, Randomness randomness) {
        double first = randomness.nextGaussian();
        double same = 1000 * (first + .001 * randomness.nextGaussian());
        return new double[] {
            1e-4 * first,
            1e7 * randomness.nextGaussian(),
            1e6 + randomness.nextGaussian(),
            same,
            index / 500 * 3.0,
            (double) randomness.nextInt(4)
        };
    }
}
