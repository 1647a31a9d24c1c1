package io.millrace.learn.linear;

import io.millrace.core.learn.Algorithm;
import io.millrace.core.learn.Algorithm.Need;
import io.millrace.core.learn.Classifier;
import io.millrace.core.learn.Parameter;
import io.millrace.core.learn.Parameters;
import io.millrace.core.learn.Task;
import java.io.DataInput;
import java.io.DataOutput;
import java.util.List;
import java.util.Set;

/**
 * Leaves its weights alone as long as a row's class wins by a margin of 1, and else moves them just as far as that takes: K.
 * Crammer et al., "Online passive-aggressive algorithms", JMLR 2006; for several classes as in section 8 there, against the
 * strongest wrong class. {@code c} limits how far: as the longest step (mode 1, PA-I) or by making long ones shorter (mode
 * 2, PA-II); mode 0 has no limit.
 */
public final class PassiveAggressive implements MarginRule {
    static final Parameter MODE =
            Parameter.whole("mode", 1, 0, 2, "How c limits steps: 1 cuts them off, 2 shortens them, 0 has no limit.");

    static final Parameter LIMIT = Parameter.real("c", 1, 1e-9, 1e9, "How far one row may move the weights.");

    public static final Algorithm<Classifier> ALGORITHM = new Algorithm<>(
            "passive-aggressive",
            Task.CLASSIFICATION,
            "Moves its weights just as far as it takes to get a row right with a margin; follows changes at once.",
            "Crammer et al., Online passive-aggressive algorithms, JMLR 2006",
            Set.of(Need.NUMERIC, Need.SCALED, Need.COMPLETE),
            List.of(LIMIT, MODE),
            (features, classes, parameters) ->
                    new MarginClassifier(features, classes, new PassiveAggressive(parameters)));

    private final double limit;
    private final int mode;

    PassiveAggressive(Parameters parameters) {
        limit = parameters.real("c");
        mode = parameters.whole("mode");
    }

    @Override
    public double step(double margin, double square) {
        return margin >= 1 ? 0 : length(1 - margin, square);
    }

    /** How far to move for a loss, when each step of 1 takes off {@code square} of it. */
    double length(double loss, double square) {
        if (mode == 2) {
            return loss / (square + 1 / (2 * limit));
        }
        double whole = loss / square;
        return mode == 1 ? Math.min(limit, whole) : whole;
    }

    @Override
    public boolean isNormalised() {
        return false;
    }

    @Override
    public void write(DataOutput out) {}

    @Override
    public void read(DataInput in) {}
}
