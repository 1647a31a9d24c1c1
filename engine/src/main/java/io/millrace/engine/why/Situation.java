package io.millrace.engine.why;

import io.millrace.engine.Metrics;
import io.millrace.engine.pipeline.Pipeline;
import java.time.ZoneId;
import java.util.List;

/**
 * All that an explanation is made from.
 *
 * @param readEpoch the newest epoch that has been read
 * @param zone in which moments are told
 * @param tables what is known of the tables that are read, each by its scan
 */
public record Situation(
        Pipeline pipeline,
        Metrics metrics,
        Explanation.State state,
        long readEpoch,
        ZoneId zone,
        List<ReadTable> tables) {
    public Situation {
        tables = List.copyOf(tables);
    }

    /**
     * A table that is read.
     *
     * @param node the scan's index
     * @param live whether its rows come as they happen
     * @param growing whether more splits may be found
     * @param idleTimeoutNanos after so long a silent split holds nothing back; 0 when it always does
     */
    public record ReadTable(int node, boolean live, boolean growing, long idleTimeoutNanos) {}

    boolean isRunning() {
        return state == Explanation.State.RUNNING;
    }

    Metrics.NodeMetrics figures(int node) {
        return metrics.nodes().get(node);
    }

    List<Metrics.SplitMetrics> splits(int node) {
        return metrics.splits().stream().filter(split -> split.node() == node).toList();
    }

    /** The table that a scan reads. */
    ReadTable table(int node) {
        return tables.stream()
                .filter(table -> table.node() == node)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("node " + node + " reads no table"));
    }
}
