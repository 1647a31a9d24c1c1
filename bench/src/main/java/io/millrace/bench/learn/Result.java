package io.millrace.bench.learn;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Runs of one contestant on one data set, one for each seed.
 *
 * @param name as the report shows it
 * @param published what others reached with the same learner, if that is known
 */
record Result(String name, List<Run> runs, @Nullable Published published) {
    double mean(String score) {
        double sum = 0;
        for (Run run : runs) {
            sum += run.scores().value(score);
        }
        return sum / runs.size();
    }

    /** The standard deviation of a sample; 0 for one run. */
    double deviation(String score) {
        double mean = mean(score);
        double sum = 0;
        for (Run run : runs) {
            double off = run.scores().value(score) - mean;
            sum += off * off;
        }
        return runs.size() < 2 ? 0 : Math.sqrt(sum / (runs.size() - 1));
    }

    /** Whether chance made the runs differ. */
    boolean isRandom() {
        return runs.stream()
                .anyMatch(run ->
                        !run.scores().values().equals(runs.get(0).scores().values()));
    }

    /** Of the fastest run: the first ones warm the compiler up. */
    double rowsPerSecond(int rows) {
        double fastest = Double.MAX_VALUE;
        for (Run run : runs) {
            fastest = Math.min(fastest, run.seconds());
        }
        return rows / Math.max(fastest, 1e-9);
    }

    long bytes() {
        return runs.get(runs.size() - 1).bytes();
    }

    /** Who published it, if it is not MOA. */
    String origin() {
        return published == null || published.by().isEmpty() ? "" : " (" + published.by() + ")";
    }

    Map<String, Double> figures() {
        return published == null ? Map.of() : published.figures();
    }
}
