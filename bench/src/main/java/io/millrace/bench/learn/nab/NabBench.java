package io.millrace.bench.learn.nab;

import io.millrace.bench.learn.nab.Points.Result;
import io.millrace.core.learn.Algorithm;
import io.millrace.core.learn.AnomalyDetector;
import io.millrace.core.learn.Features;
import io.millrace.core.learn.Task;
import io.millrace.learn.Learners;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Measures every anomaly detector of the library by the rules of NAB: the first argument is a folder that is laid out as
 * the benchmark's data, {@code algorithm=sequence-surprise} takes one of them, {@code series} shows what it found in each
 * series. Prints a table in Markdown.
 *
 * <p>Detectors get a series row by row with their defaults, and no more: neither times nor anything about a file.
 */
public final class NabBench {
    private static final double NANOS = 1e9;

    private final List<Series> corpus;
    private final PrintStream out;

    private NabBench(List<Series> corpus, PrintStream out) {
        this.corpus = corpus;
        this.out = out;
    }

    public static void main(String[] arguments) throws IOException {
        if (arguments.length == 0) {
            System.err.println("nab: FOLDER [algorithm=sequence-surprise] [series]");
            System.exit(2);
        }
        String wanted = "";
        boolean isDetailed = false;
        for (int i = 1; i < arguments.length; i++) {
            if (arguments[i].startsWith("algorithm=")) {
                wanted = arguments[i].substring("algorithm=".length());
            } else {
                isDetailed |= arguments[i].equals("series");
            }
        }
        new NabBench(Corpus.read(Path.of(arguments[0])), System.out).run(wanted, isDetailed);
    }

    private void run(String wanted, boolean isDetailed) {
        int windows =
                corpus.stream().mapToInt(series -> series.windows().size()).sum();
        int rows = corpus.stream().mapToInt(series -> series.values().length).sum();
        out.printf(Locale.ROOT, "%d series, %d rows, %d windows%n%n", corpus.size(), rows, windows);
        out.println("| detector | standard | low FP | low FN | other categories' threshold | windows found"
                + " | false alarms | a day | rows/s | KiB |");
        out.println("|---|---|---|---|---|---|---|---|---|---|");
        for (Algorithm<?> algorithm : Learners.of(Task.ANOMALY_DETECTION)) {
            if (wanted.isEmpty() || wanted.equals(algorithm.name())) {
                measure(algorithm, isDetailed);
            }
        }
    }

    private void measure(Algorithm<?> algorithm, boolean isDetailed) {
        List<double[]> scores = new ArrayList<>();
        long bytes = 0;
        long nanos = 0;
        double rows = 0;
        for (Series series : corpus) {
            AnomalyDetector detector =
                    (AnomalyDetector) algorithm.create(Features.numeric(1), 0, algorithm.parameters());
            long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            scores.add(scores(detector, series));
            nanos += ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start;
            rows += series.values().length;
            bytes = Math.max(bytes, detector.bytes());
        }
        Benchmark benchmark = new Benchmark(corpus, scores);
        StringBuilder line = new StringBuilder("| " + algorithm.name());
        for (Profile profile : Profile.ALL) {
            line.append(String.format(Locale.ROOT, " | %.1f", benchmark.score(profile)));
        }
        Result result = benchmark.best(Profile.STANDARD);
        double days = corpus.stream().mapToDouble(Series::days).sum();
        out.printf(
                Locale.ROOT,
                "%s | %.1f | %d | %d | %.2f | %.0fk | %d |%n",
                line,
                benchmark.acrossCategories(Profile.STANDARD),
                result.found(),
                result.falseAlarms(),
                result.falseAlarms() / days,
                rows / 1000 / (nanos / NANOS),
                bytes / 1024);
        if (isDetailed) {
            detail(scores, result.threshold());
        }
    }

    private static double[] scores(AnomalyDetector detector, Series series) {
        double[] scores = new double[series.values().length];
        double[] row = new double[1];
        for (int i = 0; i < scores.length; i++) {
            row[0] = series.values()[i];
            scores[i] = detector.scoreThenLearn(row);
        }
        return scores;
    }

    private void detail(List<double[]> scores, double threshold) {
        out.printf(Locale.ROOT, "%nAlarms from %.4f on:%n%n", threshold);
        for (int i = 0; i < corpus.size(); i++) {
            Points points = new Points(Profile.STANDARD);
            points.add(corpus.get(i), scores.get(i));
            Result result = points.at(threshold);
            out.printf(
                    "- %s: %d of %d windows, %d false alarms%n",
                    corpus.get(i), result.found(), corpus.get(i).windows().size(), result.falseAlarms());
        }
        out.println();
    }
}
