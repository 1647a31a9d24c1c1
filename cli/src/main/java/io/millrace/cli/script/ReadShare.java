package io.millrace.cli.script;

import io.millrace.engine.Metrics.SplitMetrics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sums up what is read of some splits. */
final class ReadShare {
    private double read;
    private double total;
    private boolean known = true;
    private boolean ended = true;

    private void add(SplitMetrics split) {
        ended &= split.ended();
        if (split.amount().isKnown()) {
            read += split.ended() ? split.amount().total() : split.amount().read();
            total += split.amount().total();
        } else {
            known &= split.ended();
        }
    }

    /**
     * How much of all inputs has been read, from 0 to 1, or NaN when nobody can tell. All are read at the same time, so
     * that a run takes as long as the input that is furthest from its end.
     */
    static double of(List<SplitMetrics> splits) {
        Map<Integer, ReadShare> scans = new LinkedHashMap<>();
        splits.forEach(split ->
                scans.computeIfAbsent(split.node(), node -> new ReadShare()).add(split));
        double least = scans.isEmpty() ? Double.NaN : 1;
        for (ReadShare scan : scans.values()) {
            double share = scan.ended ? 1 : !scan.known || scan.total == 0 ? Double.NaN : scan.read / scan.total;
            least = Double.isNaN(share) ? Double.NaN : Math.min(least, share);
        }
        return least;
    }
}
