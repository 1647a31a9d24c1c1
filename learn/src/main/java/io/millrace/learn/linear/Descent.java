package io.millrace.learn.linear;

import io.millrace.core.learn.Parameter;
import io.millrace.core.learn.Parameters;
import java.util.List;

/**
 * How weights are learned: the part of the parameters that all learners by gradients share. Immutable.
 *
 * @param rate how far a step goes
 * @param interceptRate how far it goes for the intercept, as a multiple of {@code rate}
 * @param l1 draws weights to 0 by a constant amount
 * @param l2 draws weights to 0 by a share of them
 * @param clip the largest magnitude of a derivative
 */
record Descent(String optimizer, double rate, double interceptRate, double l1, double l2, double clip) {
    static final List<Parameter> PARAMETERS = List.of(
            Parameter.choice(
                    "optimizer",
                    List.of("sgd", "adam", "adagrad", "ftrl"),
                    "How steps follow gradients: as they are (sgd), or scaled for each weight by the gradients so far."),
            Parameter.real(
                    "learning-rate",
                    0,
                    0,
                    1e3,
                    "How far a step goes; 0 takes 0.01 for sgd, 0.1 for adagrad, 0.01 for adam and 0.05 for ftrl."),
            Parameter.real("intercept-rate", 0, 0, 1e3, "The same for the intercept; 0 takes the learning rate."),
            Parameter.real("l1", 0, 0, 1e6, "Draws weights to 0 by a constant amount, so that needless ones vanish."),
            Parameter.real("l2", 0, 0, 1e6, "Draws weights to 0 in proportion to them."),
            Parameter.real("clip-gradient", 1e12, 1e-9, 1e12, "The largest magnitude of a derivative."));

    static Descent of(Parameters parameters) {
        String optimizer = parameters.text("optimizer");
        double given = parameters.real("learning-rate");
        double own = switch (optimizer) {
            case "adagrad" -> 0.1;
            case "ftrl" -> 0.05;
            default -> 0.01;
        };
        double rate = given > 0 ? given : own;
        double interceptRate = parameters.real("intercept-rate");
        return new Descent(
                optimizer,
                rate,
                interceptRate > 0 ? interceptRate / rate : 1,
                parameters.real("l1"),
                parameters.real("l2"),
                parameters.real("clip-gradient"));
    }

    /** Weights of a row, all 0. */
    Optimizer start(int features) {
        return switch (optimizer) {
            case "adam" -> new Adam(this, features);
            case "adagrad" -> new AdaptiveGradient(this, features);
            case "ftrl" -> new FollowTheLeader(this, features);
            default -> new StochasticGradient(this, features);
        };
    }

    double clipped(double derivative) {
        return derivative > clip ? clip : derivative < -clip ? -clip : derivative;
    }

    /** A weight drawn to 0 as a step of a size has it: for l1 past 0 is 0, and l2 never turns the sign. */
    double penalised(double weight, double step) {
        double smaller = weight / (1 + step * l2);
        double off = step * l1;
        return smaller > off ? smaller - off : smaller < -off ? smaller + off : 0;
    }

    boolean isPenalised() {
        return l1 > 0 || l2 > 0;
    }
}
