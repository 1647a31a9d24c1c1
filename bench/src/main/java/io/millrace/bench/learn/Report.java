package io.millrace.bench.learn;

import io.millrace.core.learn.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Results as a table in Markdown, one a data set. */
final class Report {
    /** How far a figure may be off the published one and count as reached. */
    private static final double POINTS = .5;

    private static final double SHARE = .02;

    private Report() {}

    static List<String> header(DataSet data) {
        List<String> lines = new ArrayList<>();
        lines.add("### " + data.name() + ": " + data.size() + " rows, "
                + data.features().size() + " features");
        lines.add("");
        lines.add(
                data.task() == Task.CLASSIFICATION
                        ? "| learner | accuracy | published | | kappa | published | kappa-t | f1 | rows/s | KiB |"
                        : "| learner | MAE | published | | RMSE | published | | R2 | rows/s | KiB |");
        lines.add(
                data.task() == Task.CLASSIFICATION
                        ? "|---|--:|--:|---|--:|--:|--:|--:|--:|--:|"
                        : "|---|--:|--:|---|--:|--:|---|--:|--:|--:|");
        return lines;
    }

    static String line(DataSet data, Result result) {
        List<String> cells = new ArrayList<>();
        cells.add(result.name());
        if (data.task() == Task.CLASSIFICATION) {
            figure(cells, result, "accuracy", 100, 2);
            figure(cells, result, "kappa", 100, 2);
            cells.remove(cells.size() - 1);
            cells.add(number(100 * result.mean("kappa-temporal"), 1));
            cells.add(number(100 * result.mean("f1"), 1));
        } else {
            int digits = result.mean("mae") < 10 ? 3 : 2;
            figure(cells, result, "mae", 1, digits);
            figure(cells, result, "rmse", 1, digits);
            cells.add(number(result.mean("r2"), 3));
        }
        double rows = result.rowsPerSecond(data.size());
        cells.add(rows >= 1e5 ? number(rows / 1e6, 2) + "M" : number(rows / 1e3, 1) + "k");
        cells.add(number(result.bytes() / 1024.0, 1));
        return "| " + String.join(" | ", cells) + " |";
    }

    /** A figure with its deviation, the published one, and whether they agree. */
    private static void figure(List<String> cells, Result result, String score, double factor, int digits) {
        double mean = factor * result.mean(score);
        String deviation = result.isRandom() ? " ± " + number(factor * result.deviation(score), digits) : "";
        Double published = result.figures().get(score);
        cells.add(number(mean, digits) + deviation);
        cells.add(published == null ? "" : number(published, digits) + result.origin());
        cells.add(verdict(mean, published, factor > 1));
    }

    private static String verdict(double mean, @Nullable Double published, boolean isHigherBetter) {
        if (published == null) {
            return "";
        }
        double better = isHigherBetter ? mean - published : published - mean;
        double allowed = isHigherBetter ? POINTS : SHARE * published;
        return Math.abs(better) <= allowed ? "same" : better > 0 ? "better" : "worse";
    }

    private static String number(double value, int digits) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%." + digits + "f", value);
    }
}
