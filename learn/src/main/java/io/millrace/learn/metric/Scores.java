package io.millrace.learn.metric;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/** Scores over a {@link Span} of rows, kept up to date row by row. One thread at a time. */
public sealed interface Scores
        permits ClassificationScores, ClusterScores, DetectionScores, IntervalScores, RegressionScores, RocArea {
    /** All of them, in an order that never changes. */
    List<Score> values();

    /** Writes everything that was counted. The span is not in it. */
    void write(DataOutput out) throws IOException;

    /** Takes over, bit for bit, what {@link #write} of scores of the same kind and span wrote. */
    void read(DataInput in) throws IOException;

    /** Heap bytes held, roughly. */
    long bytes();

    /** The value of a name of {@link #values}. */
    default double value(String name) {
        for (Score score : values()) {
            if (score.name().equals(name)) {
                return score.value();
            }
        }
        throw new IllegalArgumentException("no score is called " + name);
    }
}
