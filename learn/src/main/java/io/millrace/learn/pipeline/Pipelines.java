package io.millrace.learn.pipeline;

import io.millrace.core.learn.Algorithm;
import io.millrace.core.learn.Algorithm.Need;
import io.millrace.core.learn.AnomalyDetector;
import io.millrace.core.learn.Classifier;
import io.millrace.core.learn.Clusterer;
import io.millrace.core.learn.Features;
import io.millrace.core.learn.Forecaster;
import io.millrace.core.learn.Learner;
import io.millrace.core.learn.Parameters;
import io.millrace.core.learn.Regressor;
import io.millrace.core.learn.Transformer;
import io.millrace.learn.preprocess.Imputer;
import io.millrace.learn.preprocess.OneHot;
import io.millrace.learn.preprocess.OutlierLimiter;
import io.millrace.learn.preprocess.StandardScaler;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Makes learners that transform their rows first. The state of the transformers is part of the learner, and is written
 * and read with it.
 *
 * <p>Predicting transforms a row by what the transformers have learned so far. Learning lets each transformer first
 * learn the row and then transform it, and teaches the learner the result; only a transformer that looks at targets
 * ({@link io.millrace.learn.preprocess.Supervised}) transforms before it learns. A row that the learner would not
 * learn, for its weight or its target, teaches the transformers nothing either. Explanations name the features before
 * transformation.
 *
 * <pre>{@code
 * Regressor fares = Pipelines.prepared(algorithm, features, 0, algorithm.parameters());
 * Classifier chosen = Pipelines.of(
 *         List.of(Step.of(StandardScaler.ALGORITHM).on("price"), Step.of(OneHot.ALGORITHM)),
 *         classifier, features, 2, classifier.parameters());
 * }</pre>
 */
public final class Pipelines {
    private Pipelines() {}

    /**
     * What an algorithm's needs ask for, in this order: numbers beyond all measure are limited, where sums are made of
     * them (what needs {@link Need#NUMERIC} or {@link Need#SCALED}); numbers are scaled; nominal features become
     * columns of 0 and 1 (which are not scaled, and are all 0 for a gap); what is still missing is filled in, with 0
     * where that is the mean after scaling, and with the mean elsewhere. No step for which the features give no cause;
     * empty when none is needed.
     */
    public static List<Step> steps(Set<Need> needs, Features features) {
        boolean hasNominal = features.all().stream().anyMatch(feature -> feature.isNominal());
        boolean hasNumeric = features.all().stream().anyMatch(feature -> !feature.isNominal());
        boolean isScaled = needs.contains(Need.SCALED) && hasNumeric;
        boolean isEncoded = needs.contains(Need.NUMERIC) && hasNominal;
        List<Step> steps = new ArrayList<>();
        if (hasNumeric && (needs.contains(Need.NUMERIC) || needs.contains(Need.SCALED))) {
            steps.add(Step.of(OutlierLimiter.ALGORITHM));
        }
        if (isScaled) {
            steps.add(Step.of(StandardScaler.ALGORITHM));
        }
        if (isEncoded) {
            steps.add(Step.of(OneHot.ALGORITHM));
        }
        if (needs.contains(Need.COMPLETE) && (hasNumeric || !isEncoded)) {
            // Nominal features that stay need their most frequent value, which goes by the name of a mean.
            Parameters filling = Imputer.ALGORITHM.parameters();
            boolean isZero = isScaled && (isEncoded || !hasNominal);
            steps.add(Step.of(Imputer.ALGORITHM, isZero ? filling.with("method", "constant") : filling));
        }
        return steps;
    }

    /** A learner with the steps that its algorithm needs in front of it; without any if it needs none. */
    public static <L extends Learner> L prepared(
            Algorithm<L> algorithm, Features features, int classes, Parameters parameters) {
        return of(steps(algorithm.needs(), features), algorithm, features, classes, parameters);
    }

    /** An algorithm like another, of the same name and parameters, which sees to its needs itself. */
    public static <L extends Learner> Algorithm<L> prepared(Algorithm<L> algorithm) {
        return new Algorithm<>(
                algorithm.name(),
                algorithm.task(),
                algorithm.doc(),
                algorithm.source(),
                Set.of(),
                algorithm.declared(),
                (features, classes, parameters) -> prepared(algorithm, features, classes, parameters));
    }

    /**
     * A learner with these steps in front of it, and no others.
     *
     * @param features what rows have before the first step
     * @throws IllegalArgumentException when a step names a feature that there is not
     */
    public static <L extends Learner> L of(
            List<Step> steps, Algorithm<L> algorithm, Features features, int classes, Parameters parameters) {
        if (steps.isEmpty()) {
            return algorithm.create(features, classes, parameters);
        }
        Preparation preparation = new Preparation(steps, features, classes);
        L learner = algorithm.create(preparation.output(), classes, parameters);
        @SuppressWarnings("unchecked") // An algorithm of a task makes learners of its interface, as does this.
        L prepared = (L) prepared(preparation, learner);
        return prepared;
    }

    private static Learner prepared(Preparation preparation, Learner learner) {
        if (learner instanceof Classifier classifier) {
            return PreparedClassifier.of(preparation, classifier);
        } else if (learner instanceof Regressor regressor) {
            return PreparedRegressor.of(preparation, regressor);
        } else if (learner instanceof AnomalyDetector detector) {
            return new PreparedDetector(preparation, detector);
        } else if (learner instanceof Clusterer clusterer) {
            return new PreparedClusterer(preparation, clusterer);
        } else if (learner instanceof Forecaster forecaster) {
            return new PreparedForecaster(preparation, forecaster);
        }
        throw new IllegalArgumentException("a " + learner.getClass().getSimpleName() + " takes no steps before it");
    }

    /** A chain of transformers as one. */
    public static Transformer chain(List<Step> steps, Features features, int classes) {
        return new Preparation(steps, features, classes);
    }
}
