package io.millrace.bench.learn;

import io.millrace.core.learn.Algorithm;
import io.millrace.core.learn.Classifier;
import io.millrace.core.learn.DriftDetector;
import io.millrace.core.learn.DriftDetector.Signal;
import io.millrace.core.learn.Features;
import io.millrace.core.learn.Regressor;
import io.millrace.core.learn.Task;
import io.millrace.learn.Learners;
import io.millrace.learn.drift.Adwin;
import io.millrace.learn.metric.RegressionScores;
import io.millrace.learn.metric.Span;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Answers that are known exactly, since nothing in them is left to chance, on the files that they are known for. Printed
 * as a table: what, what it should be, what it is, and whether that is the same.
 */
final class Oracles {
    private final Path folder;
    private final List<String> lines = new ArrayList<>();

    private Oracles(Path folder) {
        this.folder = folder;
    }

    static List<String> report(Path folder) throws IOException {
        Oracles oracles = new Oracles(folder);
        oracles.lines.add("| what | known | here | |");
        oracles.lines.add("|---|---|---|---|");
        oracles.drift();
        oracles.leastSquares();
        oracles.classifiers();
        return oracles.lines;
    }

    private void check(String what, Object known, Object here, boolean isSame) {
        lines.add("| " + what + " | " + known + " | " + here + " | " + (isSame ? "same" : "OTHER") + " |");
    }

    private void check(String what, double known, double here, double within) {
        check(what, known, String.format(Locale.ROOT, "%.6f", here), Math.abs(known - here) <= within);
    }

    private void check(String what, List<Integer> known, List<Integer> here) {
        check(what, known, here, known.equals(here));
    }

    private void drift() throws IOException {
        double[] abrupt =
                Table.read(folder.resolve("drift/drift_abrupt_2000.csv")).numbers("x");
        double[] bits = Table.read(folder.resolve("drift/drift_bits_2000.csv")).numbers("err");
        Map<String, Object> hinkley = Map.of("min-instances", 30, "delta", .005, "threshold", 50, "alpha", .9999);
        check("page-hinkley, abrupt: drift", List.of(1006), places("page-hinkley", hinkley, abrupt, Signal.DRIFT));
        check("ddm, bits: drift", List.of(1334), places("ddm", Map.of(), bits, Signal.DRIFT));
        check("ddm, bits: warnings", List.of(1084, 1492), warnings("ddm", Map.of(), bits));
        Map<String, Object> eddm = Map.of("alpha", .8, "beta", .75);
        check("eddm, bits: drift", List.of(1278), places("eddm", eddm, bits, Signal.DRIFT));
        check("eddm, bits: first warning", 1059, warnings("eddm", eddm, bits).get(0), 0);
        check("hddm-a, bits: drift", List.of(1206), places("hddm-a", Map.of(), bits, Signal.DRIFT));
        check(
                "hddm-a, bits: first warning",
                451,
                warnings("hddm-a", Map.of(), bits).get(0),
                0);
        check("adwin, abrupt: drift, width after it", List.of(1023, 32), widths(abrupt));
        check("adwin, bits: drift, width after it", List.of(1279, 1024, 1311, 800, 1503, 864, 1631, 864), widths(bits));
    }

    private static DriftDetector detector(String name, Map<String, Object> settings) {
        Algorithm<?> algorithm = Learners.find(Task.DRIFT_DETECTION, name).orElseThrow();
        return (DriftDetector)
                algorithm.create(Features.numeric(1), 0, algorithm.parameters().with(settings));
    }

    private static List<Integer> places(String name, Map<String, Object> settings, double[] values, Signal signal) {
        DriftDetector detector = detector(name, settings);
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            if (detector.update(values[i]) == signal) {
                places.add(i);
            }
        }
        return places;
    }

    /** The first warning, and the first after each drift. */
    private static List<Integer> warnings(String name, Map<String, Object> settings, double[] values) {
        DriftDetector detector = detector(name, settings);
        List<Integer> warnings = new ArrayList<>();
        boolean isAwaited = true;
        for (int i = 0; i < values.length; i++) {
            Signal signal = detector.update(values[i]);
            if (signal == Signal.WARNING && isAwaited) {
                warnings.add(i);
            }
            isAwaited = signal == Signal.DRIFT || isAwaited && signal != Signal.WARNING;
        }
        return warnings;
    }

    private static List<Integer> widths(double[] values) {
        Adwin window = new Adwin(.002);
        List<Integer> found = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            if (window.add(values[i])) {
                found.add(i);
                found.add((int) window.width());
            }
        }
        return found;
    }

    /** On the power plant: ordinary least squares, ridge regression, and the Bayesian mean that is the same. */
    private void leastSquares() throws IOException {
        DataSet plant = DataSets.read("ccpp", folder);
        double[] ridge = {
            81.56270659370678, -1.7317673358450218, -0.26570505712842674, 0.4237261479173158, -0.11035347967961842
        };
        Regressor unit = learned(plant, "recursive-least-squares", Map.of("p0", 1, "clamp", false));
        Regressor bayesian = learned(plant, "bayesian-linear-regression", Map.of("alpha", 1, "beta", 1));
        double[] ordinary = {
            454.609274315311, -1.977513106635393, -0.23391642258249914, 0.06208294378085598, -0.15805410291641409
        };
        Regressor flat = learned(plant, "recursive-least-squares", Map.of("p0", 1e6, "clamp", false));
        double[] row = plant.rows()[0];
        String[] names = {"intercept", "AT", "V", "AP", "RH"};
        for (int i = 0; i < names.length; i++) {
            check("ccpp, ridge by least squares with p0=1: " + names[i], ridge[i], weights(unit, row)[i], 1e-6);
            check("ccpp, ridge by Bayesian regression: " + names[i], ridge[i], weights(bayesian, row)[i], 1e-6);
            check("ccpp, ordinary least squares with p0=1e6: " + names[i], ordinary[i], weights(flat, row)[i], 3e-3);
        }
        RegressionScores scores = new RegressionScores(Span.all());
        for (int i = 0; i < plant.size(); i++) {
            scores.add(plant.truths()[i], flat.predict(plant.rows()[i]), 1);
        }
        check("ccpp, ordinary least squares: RMSE afterwards", 4.557126016749484, scores.value("rmse"), 1e-6);
        check("ccpp, ordinary least squares: R2 afterwards", .9286960898122536, scores.value("r2"), 1e-6);
        Regressor fresh = create(plant, "recursive-least-squares", Map.of("p0", 1e6, "clamp", false));
        RegressionScores prequential =
                (RegressionScores) Run.of(fresh, plant, 0).scores();
        check("ccpp, least squares row by row: MAE", 3.6854, prequential.value("mae"), 1e-4);
        check("ccpp, least squares row by row: RMSE", 6.5918, prequential.value("rmse"), 1e-4);
    }

    private static Regressor create(DataSet data, String name, Map<String, Object> settings) {
        Algorithm<?> algorithm = Learners.find(Task.REGRESSION, name).orElseThrow();
        return (Regressor)
                algorithm.create(data.features(), 0, algorithm.parameters().with(settings));
    }

    private static Regressor learned(DataSet data, String name, Map<String, Object> settings) {
        Regressor regressor = create(data, name, settings);
        for (int i = 0; i < data.size(); i++) {
            regressor.learn(data.rows()[i], data.truths()[i], 1);
        }
        return regressor;
    }

    /** The intercept, then the weights of the features: by steps from a row whose prediction no clamp touches. */
    private static double[] weights(Regressor linear, double[] row) {
        double[] weights = new double[row.length + 1];
        double start = linear.predict(row);
        weights[0] = start;
        for (int i = 0; i < row.length; i++) {
            double[] further = row.clone();
            further[i]++;
            weights[i + 1] = linear.predict(further) - start;
            weights[0] -= weights[i + 1] * row[i];
        }
        return weights;
    }

    private void classifiers() throws IOException {
        classifier("elec8", "last-label", Map.of(), Map.of("accuracy", 85.33, "kappa", 69.98));
        classifier("elec8", "majority-class", Map.of(), Map.of("accuracy", 57.53));
        classifier("elec8", "naive-bayes", Map.of(), Map.of("accuracy", 73.36, "kappa", 42.54));
        classifier("elec8", "hoeffding-tree", Map.of(), Map.of("accuracy", 79.20, "kappa", 57.23));
        classifier("elec-tiny", "last-label", Map.of(), Map.of("accuracy", 85.95));
        classifier("elec-tiny", "majority-class", Map.of(), Map.of("accuracy", 60.2));
        classifier("elec-tiny", "naive-bayes", Map.of(), Map.of("accuracy", 84.0));
        classifier("elec-tiny", "hoeffding-tree", Map.of(), Map.of("accuracy", 82.65));
        Map<String, Object> capy = Map.of("grace-period", 50, "delta", .001);
        classifier("elec8", "hoeffding-tree", capy, Map.of("accuracy", 81.66));
        classifier("elec-tiny", "hoeffding-tree", capy, Map.of("accuracy", 83.85, "kappa", 66.040037));
        classifier("elec-tiny", "hoeffding-tree", capy, Map.of("kappa-temporal", -14.9466, "kappa-m", 59.010152));
    }

    private void classifier(String data, String name, Map<String, Object> settings, Map<String, Double> known)
            throws IOException {
        DataSet rows = DataSets.read(data, folder);
        Algorithm<?> algorithm = Learners.find(Task.CLASSIFICATION, name).orElseThrow();
        Classifier classifier = (Classifier) algorithm.create(
                rows.features(), rows.classes(), algorithm.parameters().with(settings));
        Run run = Run.of(classifier, rows, 0);
        String what = data + ", " + name + (settings.isEmpty() ? "" : " " + settings) + ": ";
        known.forEach((score, value) -> {
            // Others print two digits, or all of them.
            double within = Math.abs(value * 100 - Math.rint(value * 100)) < 1e-9 ? .0051 : 5e-5;
            check(what + score, value, 100 * run.scores().value(score), within);
        });
    }
}
