package io.millrace.learn.contract;

import io.millrace.core.learn.Algorithm;
import io.millrace.core.learn.Features;
import io.millrace.core.learn.Learner;
import io.millrace.core.learn.Task;
import io.millrace.core.learn.Transformer;
import io.millrace.learn.baseline.MajorityClass;
import io.millrace.learn.baseline.TargetMean;
import io.millrace.learn.forecast.HoltWinters;
import io.millrace.learn.interval.ConformalBand;
import io.millrace.learn.interval.IntervalForecaster;
import io.millrace.learn.interval.IntervalRegressor;
import io.millrace.learn.interval.NormalBand;
import io.millrace.learn.linear.LogisticRegression;
import io.millrace.learn.linear.RecursiveLeastSquares;
import io.millrace.learn.pipeline.Pipelines;
import io.millrace.learn.pipeline.Step;
import io.millrace.learn.preprocess.AdaptiveStandardScaler;
import io.millrace.learn.preprocess.FeatureHasher;
import io.millrace.learn.preprocess.Imputer;
import io.millrace.learn.preprocess.MinMaxScaler;
import io.millrace.learn.preprocess.OneHot;
import io.millrace.learn.preprocess.StandardScaler;
import io.millrace.learn.preprocess.TargetEncoder;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Learners made of others, which promise what every learner promises. */
final class Compositions {
    private static final Step FILLED =
            Step.of(Imputer.ALGORITHM, Imputer.ALGORITHM.parameters().with("flags", true));

    static final List<Algorithm<?>> ALL = List.of(
            of(
                    "scaled-majority",
                    MajorityClass.ALGORITHM,
                    Step.of(StandardScaler.ALGORITHM),
                    Step.of(OneHot.ALGORITHM)),
            of("encoded-mean", TargetMean.ALGORITHM, Step.of(TargetEncoder.ALGORITHM), FILLED),
            Pipelines.prepared(LogisticRegression.ALGORITHM),
            Pipelines.prepared(RecursiveLeastSquares.ALGORITHM),
            composed(
                    "mean-within-bounds",
                    Task.REGRESSION,
                    features -> new IntervalRegressor(
                            TargetMean.ALGORITHM.create(features), new ConformalBand(.95, 200, .005))),
            composed(
                    "smoothed-within-bounds",
                    Task.FORECASTING,
                    features -> new IntervalForecaster(
                            HoltWinters.ALGORITHM.create(features), Trial.HORIZON, () -> new NormalBand(.95, .99))),
            new Algorithm<Transformer>(
                    "chain",
                    Task.PREPROCESSING,
                    "Several steps.",
                    "None.",
                    Set.of(),
                    List.of(),
                    (features, classes, parameters) -> Pipelines.chain(
                            List.of(
                                    Step.of(MinMaxScaler.ALGORITHM).on("a", "kind"),
                                    Step.of(AdaptiveStandardScaler.ALGORITHM).on("c"),
                                    FILLED,
                                    Step.of(FeatureHasher.ALGORITHM)),
                            features,
                            classes)));

    private Compositions() {}

    private static Algorithm<Learner> composed(String name, Task task, Function<Features, Learner> factory) {
        return new Algorithm<>(
                name,
                task,
                "With bounds.",
                "None.",
                Set.of(),
                List.of(),
                (features, classes, parameters) -> factory.apply(features));
    }

    private static <L extends Learner> Algorithm<L> of(String name, Algorithm<L> algorithm, Step... steps) {
        return new Algorithm<>(
                name,
                algorithm.task(),
                algorithm.doc(),
                algorithm.source(),
                Set.of(),
                algorithm.declared(),
                (features, classes, parameters) ->
                        Pipelines.of(List.of(steps), algorithm, features, classes, parameters));
    }
}
