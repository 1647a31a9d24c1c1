package io.millrace.learn;

import io.millrace.core.learn.Algorithm;
import io.millrace.core.learn.Task;
import io.millrace.learn.anomaly.Anomalies;
import io.millrace.learn.baseline.Baselines;
import io.millrace.learn.bayes.Bayes;
import io.millrace.learn.cluster.Clusters;
import io.millrace.learn.drift.Drift;
import io.millrace.learn.ensemble.Ensembles;
import io.millrace.learn.forecast.Forecasts;
import io.millrace.learn.linear.Linear;
import io.millrace.learn.neighbor.Neighbors;
import io.millrace.learn.neural.Neural;
import io.millrace.learn.preprocess.Preprocessing;
import io.millrace.learn.rule.Rules;
import io.millrace.learn.tree.Trees;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All algorithms of this library. */
public final class Learners {
    public static final List<Algorithm<?>> ALL = Stream.of(
                    Baselines.ALL,
                    Bayes.ALL,
                    Linear.ALL,
                    Trees.ALL,
                    Rules.ALL,
                    Ensembles.ALL,
                    Neighbors.ALL,
                    Anomalies.ALL,
                    Drift.ALL,
                    Forecasts.ALL,
                    Clusters.ALL,
                    Preprocessing.ALL,
                    Neural.ALL)
            .<Algorithm<?>>flatMap(List::stream)
            .toList();

    private Learners() {}

    /** The algorithm of a name for a task. */
    public static Optional<Algorithm<?>> find(Task task, String name) {
        return ALL.stream()
                .filter(algorithm ->
                        algorithm.task() == task && algorithm.name().equals(name))
                .findFirst();
    }

    /** The algorithms for a task, in the order of the list. */
    public static List<Algorithm<?>> of(Task task) {
        return ALL.stream().filter(algorithm -> algorithm.task() == task).toList();
    }
}
