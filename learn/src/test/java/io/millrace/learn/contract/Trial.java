package io.millrace.learn.contract;

import io.millrace.core.learn.Algorithm;
import io.millrace.core.learn.Algorithm.Need;
import io.millrace.core.learn.AnomalyDetector;
import io.millrace.core.learn.Classifier;
import io.millrace.core.learn.Clusterer;
import io.millrace.core.learn.DriftDetector;
import io.millrace.core.learn.Feature;
import io.millrace.core.learn.Features;
import io.millrace.core.learn.Forecaster;
import io.millrace.core.learn.Learner;
import io.millrace.core.learn.Parallel;
import io.millrace.core.learn.Parameters;
import io.millrace.core.learn.Regressor;
import io.millrace.core.learn.Transformer;
import io.millrace.learn.pipeline.Pipelines;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executor;

/** A learner of any kind behind one face: what it answers to a row, and how it learns one. */
final class Trial {
    static final int CLASSES = 3;
    static final int HORIZON = 4;

    private final Learner learner;
    private final Features features;

    private Trial(Learner learner, Features features) {
        this.learner = learner;
        this.features = features;
    }

    static Trial of(Algorithm<?> algorithm) {
        return of(algorithm, algorithm.parameters());
    }

    static Trial of(Algorithm<?> algorithm, Parameters parameters) {
        Features features = featuresOf(algorithm);
        return new Trial(algorithm.create(features, CLASSES, parameters), features);
    }

    /** A learner with the transformers that its algorithm needs in front of it. */
    static Trial prepared(Algorithm<?> algorithm, Features features) {
        return new Trial(Pipelines.prepared(algorithm, features, CLASSES, algorithm.parameters()), features);
    }

    /** What rows of an algorithm have here: three numbers and a nominal feature, where it takes that. */
    static Features featuresOf(Algorithm<?> algorithm) {
        if (algorithm.needs().contains(Need.SINGLE)) {
            return Features.numeric(1);
        }
        return Features.of(
                Feature.numeric("a"), Feature.numeric("b"), Feature.numeric("c"), Feature.nominal("kind", 5));
    }

    static boolean hasSeed(Algorithm<?> algorithm) {
        return algorithm.declared().stream()
                .anyMatch(parameter -> parameter.name().equals("seed"));
    }

    Learner learner() {
        return learner;
    }

    int width() {
        return features.size();
    }

    /** Everything it says to a row before it learned it. */
    double[] answer(double[] row) {
        if (learner instanceof Classifier classifier) {
            double[] scores = new double[CLASSES];
            classifier.predict(row, scores);
            return scores;
        } else if (learner instanceof Regressor regressor) {
            return new double[] {regressor.predict(row)};
        } else if (learner instanceof AnomalyDetector detector) {
            return new double[] {detector.score(row)};
        } else if (learner instanceof Clusterer clusterer) {
            return new double[] {clusterer.predict(row)};
        } else if (learner instanceof Transformer transformer) {
            double[] transformed = new double[transformer.output().size()];
            transformer.transform(row, transformed);
            return transformed;
        } else if (learner instanceof Forecaster forecaster) {
            double[] values = new double[HORIZON];
            forecaster.forecast(new double[][] {row, row, row, row}, values);
            return values;
        }
        return new double[] {((DriftDetector) learner).estimate()};
    }

    /** What the fused form says, which also learns; null where there is none. */
    double[] answerThenLearn(double[] row, double label) {
        if (learner instanceof Classifier classifier) {
            double[] scores = new double[CLASSES];
            classifier.predictThenLearn(row, (int) label, 1, scores);
            return scores;
        } else if (learner instanceof Regressor regressor) {
            return new double[] {regressor.predictThenLearn(row, label, 1)};
        } else if (learner instanceof AnomalyDetector detector) {
            return new double[] {detector.scoreThenLearn(row)};
        }
        double[] answer = answer(row);
        learn(row, label);
        return answer;
    }

    /** The same for several rows at once, of a learner whose parts several threads train. */
    List<double[]> answersThenLearn(List<Ordeals.Row> rows, Executor executor) {
        double[][] values = rows.stream().map(Ordeals.Row::values).toArray(double[][]::new);
        double[] labels = rows.stream().mapToDouble(Ordeals.Row::label).toArray();
        double[] weights = new double[labels.length];
        Arrays.fill(weights, 1);
        double[][] answers = new double[labels.length][learner instanceof Classifier ? CLASSES : 1];
        ((Parallel) learner).predictThenLearn(values, labels, weights, answers, executor);
        return List.of(answers);
    }

    void learn(double[] row, double label) {
        learn(row, label, 1);
    }

    void learn(double[] row, double label, double weight) {
        if (learner instanceof Classifier classifier) {
            classifier.learn(row, (int) label, weight);
        } else if (learner instanceof Regressor regressor) {
            regressor.learn(row, label, weight);
        } else if (learner instanceof AnomalyDetector detector) {
            detector.learn(row);
        } else if (learner instanceof Clusterer clusterer) {
            clusterer.learn(row, weight);
        } else if (learner instanceof Transformer transformer) {
            transformer.learn(row, label);
        } else if (learner instanceof Forecaster forecaster) {
            forecaster.learn(row, label);
        } else {
            ((DriftDetector) learner).update(label);
        }
    }

    boolean hasWeights() {
        return learner instanceof Classifier || learner instanceof Regressor || learner instanceof Clusterer;
    }

    byte[] state() {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            learner.write(new DataOutputStream(bytes));
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes over a state, to its last byte. */
    void restore(byte[] state) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(state))) {
            learner.read(in);
            if (in.read() != -1) {
                throw new IllegalStateException(learner.getClass() + " reads less than it wrote");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
