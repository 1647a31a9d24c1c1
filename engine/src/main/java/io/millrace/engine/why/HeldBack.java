package io.millrace.engine.why;

import io.millrace.engine.Metrics.SplitMetrics;
import io.millrace.engine.pipeline.Pipeline;
import io.millrace.engine.pipeline.Pipeline.Input;
import io.millrace.engine.pipeline.Pipeline.Node;
import io.millrace.engine.pipeline.Specification;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who holds a node's watermark back.
 *
 * @param scan the scan from which the watermark comes; null when nothing that reads does
 * @param split the split whose watermark it is; null when none is active
 * @param byClock whether it is the time of processing
 */
record HeldBack(@Nullable Node scan, @Nullable SplitMetrics split, boolean byClock) {
    /** Follows the watermark of a node to where it comes from. */
    static HeldBack of(Node node, Situation situation) {
        if (node.processingTime()) {
            return new HeldBack(null, null, true);
        }
        if (node.spec() instanceof Specification.Scan) {
            return new HeldBack(node, lowest(situation.splits(node.index())), false);
        }
        Pipeline pipeline = situation.pipeline();
        Node slowest = null;
        long lowest = Long.MAX_VALUE;
        for (Input input : node.inputs()) {
            Node producer = pipeline.nodes().get(input.node());
            long watermark = published(producer, situation);
            if (slowest == null || watermark < lowest) {
                slowest = producer;
                lowest = watermark;
            }
        }
        return slowest == null ? new HeldBack(null, null, false) : of(slowest, situation);
    }

    private static long published(Node node, Situation situation) {
        long watermark = situation.figures(node.index()).watermark();
        boolean known = watermark != Long.MIN_VALUE && watermark != Long.MAX_VALUE;
        return known ? watermark - node.spec().delayMicros() : watermark;
    }

    private static @Nullable SplitMetrics lowest(List<SplitMetrics> splits) {
        SplitMetrics lowest = null;
        for (SplitMetrics split : splits) {
            boolean active = !split.ended() && !split.idle();
            if (active && (lowest == null || split.watermark() < lowest.watermark())) {
                lowest = split;
            }
        }
        return lowest;
    }

    /** The name of the split; null when there is none. */
    @Nullable String name() {
        return split == null ? null : split.split();
    }

    /** The table that the watermark comes from; null when there is none. */
    @Nullable String table() {
        return scan != null && scan.spec() instanceof Specification.Scan reads
                ? reads.table().name()
                : null;
    }
}
