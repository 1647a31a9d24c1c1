package io.millrace.learn.linear;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** How a linear classifier without probabilities follows its mistakes. One thread at a time. */
sealed interface MarginRule permits Perceptron, PassiveAggressive, Alma {
    /**
     * How far the weights of the right class move towards a row, and those of its rival away from it.
     *
     * @param margin by how much the right class has more than its rival; of the direction of the row alone when it {@link
     *     #isNormalised}
     * @param square the square of the length by which the margin grows for a step of 1
     * @return 0 to leave the weights alone
     */
    double step(double margin, double square);

    /** Whether only the direction of a row counts, and weights have at most the length 1. */
    boolean isNormalised();

    void write(DataOutput out) throws IOException;

    void read(DataInput in) throws IOException;
}
