package io.millrace.core.learn;

import java.util.concurrent.Executor;

/** A learner of parts that do not depend on each other, which can take several rows at once on several threads. */
public interface Parallel extends Learner {
    /**
     * Predicts each row, then learns it, in their order, with the parts spread over threads. Answers and what is learned
     * are those of rows one by one, bit for bit, whatever the number of threads. Returns when all is learned.
     *
     * @param rows in order
     * @param targets a class or a number for each row
     * @param weights one for each row; one that is not above 0 learns nothing
     * @param answers for each row the scores of the classes, or one place for a number; overwritten
     * @param executor runs as many tasks as the learner has parts; it may run some in this thread
     */
    void predictThenLearn(double[][] rows, double[] targets, double[] weights, double[][] answers, Executor executor);
}
