package io.millrace.learn.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millrace.core.learn.Algorithm;
import io.millrace.core.learn.Learner;
import io.millrace.core.learn.Parallel;
import io.millrace.core.learn.Parameters;
import io.millrace.core.learn.Task;
import io.millrace.learn.Learners;
import io.millrace.learn.contract.Ordeals.Ordeal;
import io.millrace.learn.contract.Ordeals.Row;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@link Learner} promises, for every algorithm of the library and for some that are composed of others. */
class ContractTest {
    /** No learner with its defaults may hold more, whatever comes. */
    private static final long BYTES_MAX = 64 << 20;

    static List<Named> algorithms() {
        return Stream.concat(Learners.ALL.stream(), Compositions.ALL.stream())
                .map(Named::new)
                .toList();
    }

    static List<Named> registered() {
        return Learners.ALL.stream().map(Named::new).toList();
    }

    static List<Named> parallel() {
        return algorithms().stream()
                .filter(named -> Trial.of(named.algorithm()).learner() instanceof Parallel)
                .toList();
    }

    /** An algorithm that tells its task and name when a test fails. */
    record Named(Algorithm<?> algorithm) {
        @Override
        public String toString() {
            return algorithm.task() + " " + algorithm.name();
        }
    }

    @ParameterizedTest
    @MethodSource("registered")
    void anAlgorithmSaysWhatItIs(Named named) {
        Algorithm<?> algorithm = named.algorithm();
        assertThat(algorithm.name()).matches("[a-z0-9]+(-[a-z0-9]+)*");
        assertThat(algorithm.doc()).endsWith(".").hasSizeGreaterThan(30);
        assertThat(algorithm.source()).isNotBlank();
        assertThat(Trial.of(algorithm).learner()).isInstanceOf(algorithm.task().type());
        assertThat(Learners.find(algorithm.task(), algorithm.name())).containsSame(algorithm);
        assertThat(algorithm.declared()).allSatisfy(parameter -> {
            assertThat(parameter.name()).matches("[a-z0-9]+(-[a-z0-9]+)*");
            assertThat(parameter.doc()).endsWith(".");
            assertThat(algorithm.parameters().with(parameter.name(), parameter.defaultValue()))
                    .isNotNull();
        });
    }

    @ParameterizedTest
    @MethodSource("algorithms")
    void predictingChangesNothing(Named named) {
        Trial trial = learned(named, 700);
        byte[] before = trial.state();
        for (Row row : Ordeals.ordinary(trial.width(), 200, 3)) {
            double[] copy = row.values().clone();
            double[] answer = trial.answer(row.values());
            assertThat(row.values()).containsExactly(copy);
            assertThat(trial.answer(row.values())).containsExactly(answer);
        }
        assertThat(trial.state()).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("algorithms")
    void writingAndReadingInBetweenChangesNothing(Named named) {
        Trial straight = learned(named, 900);
        Trial resumed = learned(named, 30);
        resumed.restore(straight.state());
        assertThat(resumed.state()).isEqualTo(straight.state());
        for (Row row : Ordeals.ordinary(straight.width(), 900, 4)) {
            assertThat(resumed.answer(row.values())).containsExactly(straight.answer(row.values()));
            straight.learn(row.values(), row.label());
            resumed.learn(row.values(), row.label());
        }
        assertThat(resumed.state()).isEqualTo(straight.state());
    }

    @ParameterizedTest
    @MethodSource("algorithms")
    void theSameRowsGiveTheSameLearner(Named named) {
        assertThat(learned(named, 900).state()).isEqualTo(learned(named, 900).state());
    }

    /** Also with parts that several threads train, in portions of any size. */
    @ParameterizedTest
    @MethodSource("parallel")
    void theSameSeedGivesTheSameLearnerOnSeveralThreads(Named named) {
        Parameters parameters = named.algorithm().parameters().with("seed", 99);
        Trial serial = Trial.of(named.algorithm(), parameters);
        Trial parallel = Trial.of(named.algorithm(), parameters);
        List<Row> rows = Ordeals.ordinary(serial.width(), 1200, 10);
        List<double[]> expected = rows.stream()
                .map(row -> serial.answerThenLearn(row.values(), row.label()))
                .toList();
        List<double[]> actual = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            for (int from = 0, size = 1; from < rows.size(); from += size, size = size % 97 + 13) {
                List<Row> portion = rows.subList(from, Math.min(rows.size(), from + size));
                actual.addAll(parallel.answersThenLearn(portion, threads));
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(actual).usingRecursiveComparison().isEqualTo(expected);
        assertThat(parallel.state()).isEqualTo(serial.state());
    }

    @ParameterizedTest
    @MethodSource("algorithms")
    void predictingAndLearningInOneGoIsThatSame(Named named) {
        Trial apart = Trial.of(named.algorithm());
        Trial fused = Trial.of(named.algorithm());
        for (Row row : Ordeals.ordinary(apart.width(), 900, 5)) {
            double[] answer = apart.answer(row.values());
            apart.learn(row.values(), row.label());
            assertThat(fused.answerThenLearn(row.values(), row.label())).containsExactly(answer);
        }
        assertThat(fused.state()).isEqualTo(apart.state());
    }

    @ParameterizedTest
    @MethodSource("algorithms")
    void severalMayPredictAtOnce(Named named) {
        Trial trial = learned(named, 700);
        List<Row> rows = Ordeals.ordinary(trial.width(), 300, 6);
        List<double[]> alone = answers(trial, rows);
        List<CompletableFuture<List<double[]>>> together = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            together.add(CompletableFuture.supplyAsync(() -> answers(trial, rows)));
        }
        for (CompletableFuture<List<double[]>> others : together) {
            assertThat(Arrays.deepEquals(others.join().toArray(), alone.toArray()))
                    .isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("algorithms")
    void whateverGoesInFiniteNumbersComeOut(Named named) {
        boolean isNumberWanted = named.algorithm().task() != Task.CLASSIFICATION;
        int width = Trial.featuresOf(named.algorithm()).size();
        for (Ordeal ordeal : Ordeals.hostile(width, isNumberWanted)) {
            Trial trial = Trial.of(named.algorithm());
            List<Row> probes = Ordeals.ordinary(width, 5, 8);
            for (Row row : ordeal.rows()) {
                check(named, ordeal, trial.answer(row.values()));
                trial.learn(row.values(), row.label());
                check(named, ordeal, trial.answer(row.values()));
            }
            probes.forEach(probe -> check(named, ordeal, trial.answer(probe.values())));
            byte[] state = trial.state();
            Trial.of(named.algorithm()).restore(state);
        }
    }

    /** Rows count as often as they are said to; nobody says how often that may be. */
    @ParameterizedTest
    @MethodSource("algorithms")
    void whateverARowWeighsFiniteNumbersComeOut(Named named) {
        double[] weights = {
            1, 1e-300, Double.MIN_VALUE, 1e300, 1, Double.MAX_VALUE, 1e-9, Double.POSITIVE_INFINITY, Double.NaN, 0
        };
        for (boolean isLate : new boolean[] {false, true}) {
            Trial trial = Trial.of(named.algorithm());
            List<Row> rows = Ordeals.ordinary(trial.width(), 600, 11);
            for (int i = 0; trial.hasWeights() && i < rows.size(); i++) {
                Row row = rows.get(i);
                trial.learn(row.values(), row.label(), isLate && i < 400 ? 1 : weights[i % weights.length]);
                check(named, new Ordeal("weights", rows), trial.answer(row.values()));
            }
        }
    }

    private static void check(Named named, Ordeal ordeal, double[] answer) {
        double sum = 0;
        for (double value : answer) {
            boolean isGap = Double.isNaN(value)
                    && (named.algorithm().task() == Task.FORECASTING
                            || named.algorithm().task() == Task.PREPROCESSING);
            if (!Double.isFinite(value) && !isGap) {
                throw new AssertionError(ordeal + ": " + Arrays.toString(answer));
            }
            sum += value;
            if (named.algorithm().task() == Task.CLASSIFICATION
                    || named.algorithm().task() == Task.ANOMALY_DETECTION) {
                assertThat(value).as(ordeal.name()).isNotNegative();
            }
        }
        if (named.algorithm().task() == Task.CLASSIFICATION && sum != 0) {
            assertThat(sum).as(ordeal.name()).isBetween(1 - 1e-9, 1 + 1e-9);
        }
    }

    @ParameterizedTest
    @MethodSource("algorithms")
    void aRowOfNoWeightTeachesNothing(Named named) {
        Trial trial = learned(named, 300);
        if (trial.hasWeights()) {
            byte[] before = trial.state();
            Ordeals.ordinary(trial.width(), 50, 9).forEach(row -> {
                trial.learn(row.values(), row.label(), 0);
                trial.learn(row.values(), row.label(), -1);
                trial.learn(row.values(), row.label(), Double.NaN);
            });
            assertThat(trial.state()).isEqualTo(before);
        }
    }

    /** Neither does the label of a row change what is said to it, nor do later labels what was said before. */
    @ParameterizedTest
    @MethodSource("algorithms")
    void noLabelLeaksIntoAnEarlierPrediction(Named named) {
        Trial trial = Trial.of(named.algorithm());
        Trial other = Trial.of(named.algorithm());
        List<Row> rows = Ordeals.ordinary(trial.width(), 400, 12);
        for (Row row : rows.subList(0, 300)) {
            trial.learn(row.values(), row.label());
            other.learn(row.values(), row.label());
        }
        for (Row row : rows.subList(300, 400)) {
            byte[] state = trial.state();
            double[] said = trial.answerThenLearn(row.values(), row.label());
            assertThat(other.answerThenLearn(row.values(), (row.label() + 1) % Trial.CLASSES))
                    .containsExactly(said);
            other.restore(state);
            other.learn(row.values(), row.label());
        }
    }

    /**
     * On rows that never come to rest: levels rise, and every 3000 rows classes change their places. A run over ten million
     * rows, with less heap than a leak of seven bytes a row would take, is
     *
     * <pre>
     * mvn -pl learn -am test -Dtest='ContractTest#memoryIsBounded' -Dsurefire.failIfNoSpecifiedTests=false \
     *     -Dtests.jvm=-Xmx256m -Dlearn.rows=10000000
     * </pre>
     *
     * which takes hours; {@code -Dlearn.algorithm=hoeffding-tree} takes one algorithm alone.
     */
    @ParameterizedTest
    @MethodSource("algorithms")
    void memoryIsBounded(Named named) {
        int rows = Integer.getInteger("learn.rows", 10_000);
        String wanted = System.getProperty("learn.algorithm", named.algorithm().name());
        assumeTrue(named.algorithm().name().equals(wanted));
        Trial trial = Trial.of(named.algorithm());
        for (int i = 0; i < rows; i += 1000) {
            for (Row row : Ordeals.restless(trial.width(), 1000, i)) {
                trial.learn(row.values(), row.label());
            }
            assertThat(trial.learner().bytes()).isBetween(1L, BYTES_MAX);
        }
        assertThat((long) trial.state().length).isLessThan(BYTES_MAX);
    }

    private static Trial learned(Named named, int count) {
        Trial trial = Trial.of(named.algorithm());
        for (Row row : Ordeals.ordinary(trial.width(), count, 2)) {
            trial.learn(row.values(), row.label());
        }
        return trial;
    }

    private static List<double[]> answers(Trial trial, List<Row> rows) {
        return rows.stream().map(row -> trial.answer(row.values())).toList();
    }
}
