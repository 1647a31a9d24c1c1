package io.millrace.engine.learn;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Keeps a prediction in an epoch from seeing what is learned in it: whoever predicts waits until the epoch before was
 * learned, and whoever learns waits until all have predicted. One of these for each part of a model in each run. Everyone
 * joins before the run starts; afterwards it is safe for use by all workers.
 */
public final class ModelGate {
    private final List<AtomicLong> predictors = new ArrayList<>();
    private final long start;
    private volatile long learned = Long.MAX_VALUE;

    /** @param start the epoch that has been learned and predicted before the run */
    public ModelGate(long start) {
        this.start = start;
    }

    /** Adds one who predicts; it says in the answer up to which epoch it has. */
    AtomicLong joinPredictor() {
        AtomicLong predicted = new AtomicLong(start);
        predictors.add(predicted);
        return predicted;
    }

    /** Adds the one who learns; without one, everything is learned. */
    void joinLearner() {
        learned = start;
    }

    /** Whether an epoch was learned, and those before. */
    boolean isLearned(long epoch) {
        return learned >= epoch;
    }

    /** Whether all have predicted for an epoch. */
    boolean isPredicted(long epoch) {
        for (AtomicLong predicted : predictors) {
            if (predicted.get() < epoch) {
                return false;
            }
        }
        return true;
    }

    void learned(long epoch) {
        learned = epoch;
    }
}
