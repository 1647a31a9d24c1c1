package io.millrace.learn.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.core.learn.Algorithm;
import io.millrace.core.learn.Algorithm.Need;
import io.millrace.core.learn.Explained;
import io.millrace.core.learn.Feature;
import io.millrace.core.learn.Features;
import io.millrace.core.learn.Regressor;
import io.millrace.core.learn.Task;
import io.millrace.core.learn.Transformer;
import io.millrace.learn.preprocess.FeatureHasher;
import io.millrace.learn.preprocess.Imputer;
import io.millrace.learn.preprocess.OneHot;
import io.millrace.learn.preprocess.OutlierLimiter;
import io.millrace.learn.preprocess.StandardScaler;
import io.millrace.learn.preprocess.TargetEncoder;
import java.io.DataInput;
import java.io.DataOutput;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PipelinesTest {
    private static final Features MIXED =
            Features.of(Feature.numeric("price"), Feature.nominal("size", 3), Feature.numeric("weight"));

    /** Predicts the sum of the row, and keeps what it was taught. */
    private static final class Sum implements Regressor, Explained {
        private final List<double[]> taught = new ArrayList<>();

        @Override
        public double predict(double[] row) {
            return Arrays.stream(row).sum();
        }

        @Override
        public void learn(double[] row, double target, double weight) {
            taught.add(row.clone());
        }

        @Override
        public double explain(double[] row, int output, double[] contributions) {
            System.arraycopy(row, 0, contributions, 0, row.length);
            return 0;
        }

        @Override
        public void write(DataOutput out) {}

        @Override
        public void read(DataInput in) {}

        @Override
        public long bytes() {
            return 16;
        }
    }

    private static Algorithm<Regressor> sum(Sum learner, Need... needs) {
        return new Algorithm<>(
                "sum", Task.REGRESSION, "", "", Set.of(needs), List.of(), (features, classes, parameters) -> learner);
    }

    private static List<Algorithm<?>> algorithms(List<Step> steps) {
        return steps.stream().<Algorithm<?>>map(Step::algorithm).toList();
    }

    @Test
    void needsBecomeSteps() {
        assertThat(algorithms(Pipelines.steps(Set.of(Need.SCALED, Need.NUMERIC, Need.COMPLETE), MIXED)))
                .containsExactly(
                        OutlierLimiter.ALGORITHM, StandardScaler.ALGORITHM, OneHot.ALGORITHM, Imputer.ALGORITHM);
        assertThat(algorithms(Pipelines.steps(Set.of(Need.SCALED, Need.NUMERIC, Need.COMPLETE), Features.numeric(2))))
                .containsExactly(OutlierLimiter.ALGORITHM, StandardScaler.ALGORITHM, Imputer.ALGORITHM);
        assertThat(algorithms(Pipelines.steps(
                        Set.of(Need.SCALED, Need.NUMERIC, Need.COMPLETE), Features.of(Feature.nominal("size", 3)))))
                .containsExactly(OneHot.ALGORITHM);
        assertThat(Pipelines.steps(Set.of(), MIXED)).isEmpty();
    }

    @Test
    void predictingUsesTheStateSoFarAndLearningThatWithTheRow() {
        Sum sum = new Sum();
        Regressor learner =
                Pipelines.prepared(sum(sum, Need.SCALED, Need.NUMERIC, Need.COMPLETE), MIXED, 0, sum(sum).parameters());
        learner.learn(new double[] {2, 1, 5}, 0, 1);
        learner.learn(new double[] {4, Double.NaN, 5}, 0, 1);
        learner.learn(new double[] {6, 2, Double.NaN}, 0, 1);
        assertThat(sum.taught.get(0)).containsExactly(0, 0, 1, 0, 0);
        assertThat(sum.taught.get(1)).containsExactly(1, 0, 0, 0, 0);
        assertThat(sum.taught.get(2)).containsExactly(new double[] {1.224744871, 0, 0, 1, 0}, within(1e-9));
        assertThat(learner.predict(new double[] {6, 0, 5})).isCloseTo(2.224744871, within(1e-9));
    }

    @Test
    void aRowThatIsNotLearnedTeachesTransformersNothing() {
        Sum sum = new Sum();
        Regressor learner = Pipelines.prepared(sum(sum, Need.SCALED), MIXED, 0, sum(sum).parameters());
        learner.learn(new double[] {2, 1, 5}, 0, 0);
        learner.learn(new double[] {4, 1, 5}, Double.NaN, 1);
        learner.learn(new double[] {6, 1, 5}, 0, 1);
        assertThat(sum.taught).hasSize(1);
        assertThat(learner.predict(new double[] {6, 1, 5})).isEqualTo(1);
    }

    @Test
    void aTargetEncoderDoesNotTellTheAnswer() {
        Sum sum = new Sum();
        var encoder = TargetEncoder.ALGORITHM.parameters().with("m", 0);
        Regressor learner = Pipelines.of(
                List.of(Step.of(TargetEncoder.ALGORITHM, encoder)), sum(sum), MIXED, 0, sum(sum).parameters());
        learner.learn(new double[] {0, 1, 0}, 100, 1);
        learner.learn(new double[] {0, 1, 0}, 300, 1);
        assertThat(sum.taught.get(0)).containsExactly(0, 0, 0);
        assertThat(sum.taught.get(1)).containsExactly(0, 100, 0);
        assertThat(learner.predict(new double[] {0, 1, 0})).isEqualTo(200);
    }

    @Test
    void aStepOfSomeColumnsLetsTheOthersPass() {
        Transformer chain = Pipelines.chain(
                List.of(Step.of(StandardScaler.ALGORITHM).on("weight"), Step.of(OneHot.ALGORITHM)), MIXED, 0);
        chain.learn(new double[] {100, 0, 1}, 0);
        chain.learn(new double[] {200, 0, 3}, 0);
        double[] transformed = new double[chain.output().size()];
        chain.transform(new double[] {300, 1, 3}, transformed);
        assertThat(transformed).containsExactly(300, 0, 1, 0, 1);
        assertThatThrownBy(
                        () -> Pipelines.chain(List.of(Step.of(OneHot.ALGORITHM).on("colour")), MIXED, 0))
                .hasMessageContaining("colour");
    }

    @Test
    void explanationsNameTheFeaturesBeforeTransformation() {
        Sum sum = new Sum();
        List<Step> steps = List.of(
                Step.of(Imputer.ALGORITHM, Imputer.ALGORITHM.parameters().with("flags", true)),
                Step.of(OneHot.ALGORITHM).on("size"));
        Regressor learner = Pipelines.of(steps, sum(sum), MIXED, 0, sum(sum).parameters());
        double[] contributions = new double[3];
        double start = ((Explained) learner).explain(new double[] {7, 2, Double.NaN}, 0, contributions);
        assertThat(start).isZero();
        assertThat(contributions).containsExactly(7, 1, 1);

        Regressor hashed =
                Pipelines.of(List.of(Step.of(FeatureHasher.ALGORITHM)), sum(sum), MIXED, 0, sum(sum).parameters());
        double[] row = {7, 2, 3};
        double sumOfParts = ((Explained) hashed).explain(row, 0, contributions)
                + Arrays.stream(contributions).sum();
        assertThat(contributions).containsExactly(7, 0, 3);
        assertThat(sumOfParts).isEqualTo(hashed.predict(row));
    }

    @Test
    void anAlgorithmSeesToItsNeedsItself() {
        Sum sum = new Sum();
        Algorithm<Regressor> prepared = Pipelines.prepared(sum(sum, Need.NUMERIC));
        assertThat(prepared.needs()).isEmpty();
        assertThat(prepared.create(MIXED).predict(new double[] {1, 2, 3})).isEqualTo(5);
    }
}
