package io.millrace.learn.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.abort;

import io.millrace.core.learn.Algorithm;
import io.millrace.core.learn.Algorithm.Need;
import io.millrace.core.learn.Feature;
import io.millrace.core.learn.Features;
import io.millrace.core.learn.Task;
import io.millrace.learn.Learners;
import io.millrace.learn.baseline.MajorityClass;
import io.millrace.learn.baseline.TargetMean;
import io.millrace.learn.contract.ContractTest.Named;
import io.millrace.learn.contract.Ordeals.Row;
import io.millrace.learn.metric.ClassificationScores;
import io.millrace.learn.metric.RegressionScores;
import io.millrace.learn.metric.Span;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a user may expect of every learner on rows as they come in practice, with the transformers in front of it that its
 * algorithm needs: no worse than a baseline that looks at no feature, by more than a factor.
 */
class OrdinaryDataTest {
    /** On a target without any relation to the features a window of a few rows is worse than the mean, by this at most. */
    private static final double ERROR_TIMES_MAX = 1.5;

    private static final double MISSES_TIMES_MAX = 1.35;

    /** How many rows a learner has to come from 0 to where the targets are. */
    private static final int WARM_UP = 300;

    private static final Set<Task> WITH_ROWS = EnumSet.of(Task.CLASSIFICATION, Task.REGRESSION, Task.ANOMALY_DETECTION);

    /** Algorithms whose answers depend on the order of columns without throwing dice, and why. */
    private static final Map<String, String> DEPENDS_ON_ORDER = Map.of();

    /** Algorithms for which a feature that never has a value changes something, and why. */
    private static final Map<String, String> DEPENDS_ON_UNSEEN = Map.of();

    static List<Named> regressors() {
        return Learners.of(Task.REGRESSION).stream().map(Named::new).toList();
    }

    static List<Named> classifiers() {
        return Learners.of(Task.CLASSIFICATION).stream().map(Named::new).toList();
    }

    /** Those that look at several columns of a row and throw no dice for which of them. */
    static List<Named> steady() {
        return Learners.ALL.stream()
                .filter(algorithm -> WITH_ROWS.contains(algorithm.task())
                        && !algorithm.needs().contains(Need.SINGLE)
                        && !Trial.hasSeed(algorithm))
                .map(Named::new)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("regressors")
    void noRegressorDiverges(Named named) {
        for (Ordinary.Series series : Ordinary.targets()) {
            double mean = rootMeanSquaredError(TargetMean.ALGORITHM, series.rows());
            assertThat(rootMeanSquaredError(named.algorithm(), series.rows()))
                    .as(series.name())
                    .isLessThan(ERROR_TIMES_MAX * mean);
        }
    }

    @ParameterizedTest
    @MethodSource("classifiers")
    void noClassifierIsWorseThanGuessing(Named named) {
        for (Ordinary.Series series : Ordinary.labels()) {
            double majority = misses(MajorityClass.ALGORITHM, series.rows());
            assertThat(misses(named.algorithm(), series.rows()))
                    .as(series.name())
                    .isLessThan(MISSES_TIMES_MAX * majority);
        }
    }

    private static double rootMeanSquaredError(Algorithm<?> algorithm, List<Row> rows) {
        Trial trial = Trial.prepared(algorithm, Ordinary.FEATURES);
        RegressionScores scores = new RegressionScores(Span.last(Ordinary.ROWS - WARM_UP));
        rows.forEach(row -> scores.add(row.label(), trial.answerThenLearn(row.values(), row.label())[0], 1));
        return scores.value("rmse");
    }

    private static double misses(Algorithm<?> algorithm, List<Row> rows) {
        Trial trial = Trial.prepared(algorithm, Ordinary.FEATURES);
        ClassificationScores scores = new ClassificationScores(Trial.CLASSES, Span.all());
        rows.forEach(row -> scores.add((int) row.label(), trial.answerThenLearn(row.values(), row.label()), 1));
        return 1 - scores.accuracy();
    }

    @ParameterizedTest
    @MethodSource("steady")
    void theOrderOfColumnsDoesNotMatter(Named named) {
        optOut(named, DEPENDS_ON_ORDER);
        int[] order = {3, 1, 0, 2};
        Features features = Features.of(
                Feature.numeric("a"), Feature.numeric("b"), Feature.numeric("c"), Feature.nominal("kind", 5));
        Features moved =
                Features.of(Arrays.stream(order).mapToObj(features::get).toList());
        Trial plain = Trial.prepared(named.algorithm(), features);
        Trial changed = Trial.prepared(named.algorithm(), moved);
        for (Row row : Ordeals.ordinary(4, 700, 13)) {
            double[] values = row.values();
            double[] other = Arrays.stream(order).mapToDouble(i -> values[i]).toArray();
            compare(plain.answerThenLearn(values, row.label()), changed.answerThenLearn(other, row.label()));
        }
    }

    @ParameterizedTest
    @MethodSource("steady")
    void aFeatureThatNeverHasAValueDoesNotMatter(Named named) {
        optOut(named, DEPENDS_ON_UNSEEN);
        Features features = Features.of(
                Feature.numeric("a"), Feature.numeric("b"), Feature.numeric("c"), Feature.nominal("kind", 5));
        Features more = Features.of(
                Feature.numeric("a"),
                Feature.numeric("b"),
                Feature.numeric("c"),
                Feature.nominal("kind", 5),
                Feature.numeric("unseen"));
        Trial plain = Trial.prepared(named.algorithm(), features);
        Trial wider = Trial.prepared(named.algorithm(), more);
        for (Row row : Ordeals.ordinary(4, 700, 14)) {
            double[] values = Arrays.copyOf(row.values(), 5);
            values[4] = Double.NaN;
            compare(plain.answerThenLearn(row.values(), row.label()), wider.answerThenLearn(values, row.label()));
        }
    }

    private static void compare(double[] expected, double[] actual) {
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual[i]).isCloseTo(expected[i], within(1e-6 * (1 + Math.abs(expected[i]))));
        }
    }

    private static void optOut(Named named, Map<String, String> reasons) {
        String reason = reasons.get(named.algorithm().name());
        if (reason != null) {
            abort(named + ": " + reason);
        }
    }
}
