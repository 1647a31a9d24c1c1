package io.millrace.bench.learn;

import io.millrace.core.learn.Features;
import io.millrace.core.learn.Task;

/**
 * Rows in the order of time, with their right answers.
 *
 * @param task {@link Task#CLASSIFICATION} or {@link Task#REGRESSION}
 * @param classes how many classes there are; 0 for numbers
 * @param truths a class or a number for each row
 * @param seasons after how many rows a series is likely to repeat itself, for baselines; none for rows without order
 */
record DataSet(
        String name, Task task, Features features, int classes, double[][] rows, double[] truths, int... seasons) {
    int size() {
        return rows.length;
    }
}
