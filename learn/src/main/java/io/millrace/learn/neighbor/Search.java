package io.millrace.learn.neighbor;

import io.millrace.core.learn.Parameter;
import io.millrace.core.learn.Parameters;
import java.util.List;

/**
 * What is searched for.
 *
 * @param neighbors how many rows
 * @param windowSize among how many
 * @param isByRange whether a number is divided by its range in the window
 */
record Search(int neighbors, int windowSize, boolean isByRange) {
    static final List<Parameter> PARAMETERS = List.of(
            Parameter.whole("k", 5, 1, 1000, "How many of the nearest rows are asked."),
            Parameter.whole("window-size", 1000, 1, 1_000_000, "Among how many rows of late they are looked for."),
            Parameter.choice(
                    "distance",
                    List.of("plain", "range"),
                    "How far numbers are apart: as they come, or as a share of their range in the window, as in MOA."));

    static Search of(Parameters parameters) {
        return new Search(
                parameters.whole("k"),
                parameters.whole("window-size"),
                parameters.text("distance").equals("range"));
    }

    /** What a neighbour counts by its distance: the nearer, the more. */
    static double nearness(double square) {
        return 1 / Math.max(1e-9, Math.sqrt(square));
    }
}
