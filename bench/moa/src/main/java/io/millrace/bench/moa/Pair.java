package io.millrace.bench.moa;

import io.millrace.core.learn.Algorithm;
import io.millrace.core.learn.Learner;
import io.millrace.core.learn.Parameters;
import io.millrace.core.learn.Task;
import io.millrace.learn.Learners;
import java.util.List;

/**
 * The same method on both sides.
 *
 * @param ours name and settings, {@code hoeffding-tree grace-period=50}
 * @param theirs a learner on MOA's command line
 */
record Pair(Task task, String ours, String theirs) {
    static final List<Pair> ALL = List.of(
            classification("naive-bayes", "bayes.NaiveBayes"),
            classification("hoeffding-tree", "trees.HoeffdingTree"),
            classification("hoeffding-adaptive-tree", "trees.HoeffdingAdaptiveTree"),
            classification("extremely-fast-decision-tree", "trees.EFDT"),
            classification("adaptive-random-forest", "meta.AdaptiveRandomForest -s 10"),
            classification("leveraging-bagging", "meta.LeveragingBag"),
            classification("oza-bagging-adwin", "meta.OzaBagAdwin"),
            classification("streaming-random-patches", "meta.StreamingRandomPatches -s 10"),
            classification("oza-boost", "meta.OzaBoost"),
            regression("hoeffding-tree", "trees.FIMTDD"),
            regression("adaptive-random-forest", "meta.AdaptiveRandomForestRegressor -s 10"),
            regression("adaptive-random-forest leaf-prediction=mean", "meta.AdaptiveRandomForestRegressor -s 10"),
            regression("self-optimising-k-nearest-leaves", "meta.SelfOptimisingKNearestLeaves -s 10"),
            regression(
                    "self-optimising-k-nearest-leaves leaf-prediction=mean",
                    "meta.SelfOptimisingKNearestLeaves -s 10"));

    private static Pair classification(String ours, String theirs) {
        return new Pair(Task.CLASSIFICATION, ours, theirs);
    }

    private static Pair regression(String ours, String theirs) {
        return new Pair(Task.REGRESSION, ours, theirs);
    }

    String name() {
        return ours.split(" ")[0];
    }

    boolean isThere() {
        return Learners.find(task, name()).isPresent();
    }

    /** Our side, which has seen nothing. */
    Learner create(Stream stream) {
        Algorithm<?> algorithm = Learners.find(task, name()).orElseThrow();
        Parameters parameters = algorithm.parameters();
        String[] words = ours.split(" ");
        for (int i = 1; i < words.length; i++) {
            String[] setting = words[i].split("=", 2);
            parameters = parameters.with(setting[0], setting[1]);
        }
        return algorithm.create(stream.features(), stream.classes(), parameters);
    }
}
