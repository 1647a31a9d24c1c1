package io.millrace.learn.neural;

import io.millrace.core.learn.Parameter;
import io.millrace.core.learn.Parameters;
import java.util.List;

/**
 * What a network is made of, and how it learns. Immutable.
 *
 * @param hidden the widths of the layers between inputs and outputs, one or two
 * @param rate how far a step goes
 * @param l2 what share of every weight a step takes off, as a multiple of the rate
 * @param clip the largest length of a gradient
 * @param batch from how many rows a step is made
 * @param replays how many earlier rows are learned again with each
 * @param memory how many rows of late are kept for that
 */
record Settings(int[] hidden, double rate, double l2, double clip, int batch, int replays, int memory, long seed) {
    static final List<Parameter> PARAMETERS = List.of(
            Parameter.whole("hidden", 32, 1, 4096, "How wide the layer after the inputs is."),
            Parameter.whole("hidden-2", 0, 0, 4096, "How wide a second layer is; 0 has none."),
            Parameter.real("learning-rate", 0.002, 1e-9, 10, "How far a step goes."),
            Parameter.real("l2", 0, 0, 1e3, "Draws weights to 0 in proportion to them."),
            Parameter.real(
                    "clip-gradient", 5, 1e-9, 1e12, "The largest length of a gradient; longer ones are shortened."),
            Parameter.whole("batch-size", 1, 1, 10_000, "From how many rows a step is made."),
            Parameter.whole("replays", 2, 0, 100, "How many earlier rows are learned again with each."),
            Parameter.whole("memory", 1000, 1, 1_000_000, "How many rows of late are kept to be learned again."),
            Parameter.seed());

    static Settings of(Parameters parameters) {
        int first = parameters.whole("hidden");
        int second = parameters.whole("hidden-2");
        return new Settings(
                second > 0 ? new int[] {first, second} : new int[] {first},
                parameters.real("learning-rate"),
                parameters.real("l2"),
                parameters.real("clip-gradient"),
                parameters.whole("batch-size"),
                parameters.whole("replays"),
                parameters.whole("memory"),
                parameters.seed());
    }
}
