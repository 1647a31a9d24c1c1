package io.millrace.server;

import io.millrace.engine.Metrics;
import io.millrace.engine.pipeline.Pipeline;
import io.millrace.engine.why.Explanation;
import java.util.List;
import java.util.function.Supplier;

/**
 * What the page shows.
 *
 * @param name what people call it, for example the script's file name
 * @param pipeline the graph to draw
 * @param metrics asked up to 20 times a second by one thread
 * @param why asked by any thread, whenever somebody wants to know
 * @param tables the results, in the order of the page; the host writes them
 */
public record LiveJob(
        String name, Pipeline pipeline, Supplier<Metrics> metrics, Supplier<Explanation> why, List<LiveTable> tables) {
    public LiveJob {
        tables = List.copyOf(tables);
        if (tables.stream().map(table -> table.tile().id()).distinct().count() != tables.size()) {
            throw new IllegalArgumentException("two tiles have the same id");
        }
    }
}
