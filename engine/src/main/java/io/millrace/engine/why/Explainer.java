package io.millrace.engine.why;

import io.millrace.engine.Metrics.NodeMetrics;
import io.millrace.engine.Metrics.SplitMetrics;
import io.millrace.engine.pipeline.Kept;
import io.millrace.engine.pipeline.Pipeline.Node;
import io.millrace.engine.pipeline.Specification;
import io.millrace.engine.why.Explanation.Activity;
import io.millrace.engine.why.Explanation.OperatorStanding;
import io.millrace.engine.why.Explanation.SourceSplit;
import io.millrace.engine.why.Explanation.SourceTable;
import io.millrace.engine.why.Situation.ReadTable;
import java.util.ArrayList;
import java.util.List;

/** Explains a run from its figures alone: it asks no operator. */
public final class Explainer {
    private final Situation situation;
    private final Words words;
    private final Times times;
    private final Waits waits;

    private Explainer(Situation situation) {
        this.situation = situation;
        words = new Words(situation.zone());
        times = new Times(situation.pipeline());
        waits = new Waits(situation, words, times);
    }

    /** Why a run stands where it stands. */
    public static Explanation explain(Situation situation) {
        return new Explainer(situation).explain();
    }

    private Explanation explain() {
        List<SourceTable> sources = new ArrayList<>();
        List<OperatorStanding> operators = new ArrayList<>();
        for (Node node : situation.pipeline().nodes()) {
            if (node.spec() instanceof Specification.Scan scan) {
                sources.add(source(node, scan));
            }
            operators.add(standing(node));
        }
        List<String> conclusion = new Conclusion(situation, waits, operators).sentences();
        return new Explanation(
                situation.state(), situation.metrics().epoch(), situation.readEpoch(), conclusion, sources, operators);
    }

    private SourceTable source(Node node, Specification.Scan scan) {
        ReadTable read = situation.table(node.index());
        List<SplitMetrics> splits = situation.splits(node.index());
        String holder =
                scan.time() == null ? null : HeldBack.of(node, situation).name();
        long furthest = splits.stream()
                .mapToLong(SplitMetrics::watermark)
                .filter(watermark -> watermark != Long.MAX_VALUE)
                .max()
                .orElse(Long.MIN_VALUE);
        boolean moment = times.isMoment(node);
        List<SourceSplit> shown = new ArrayList<>();
        for (SplitMetrics split : splits) {
            boolean known = split.watermark() != Long.MIN_VALUE && split.watermark() != Long.MAX_VALUE;
            shown.add(new SourceSplit(
                    split.split(),
                    split.rows(),
                    split.errorRows(),
                    words.time(split.lastTime(), moment),
                    words.time(split.watermark(), moment),
                    known ? furthest - split.watermark() : 0,
                    split.ended() ? Activity.ENDED : split.idle() ? Activity.IDLE : Activity.ACTIVE,
                    split.silentNanos(),
                    split.amount(),
                    situation.state() != Explanation.State.FINISHED
                            && split.split().equals(holder)));
        }
        long watermark = scan.time() == null
                ? Long.MIN_VALUE
                : situation.figures(node.index()).watermark();
        return new SourceTable(node.index(), scan.table().name(), read.live(), words.time(watermark, moment), shown);
    }

    private OperatorStanding standing(Node node) {
        NodeMetrics figures = situation.figures(node.index());
        return new OperatorStanding(
                node.index(),
                node.id(),
                node.label(),
                Conclusion.isTarget(node),
                figures.rowsIn(),
                figures.rowsOut(),
                figures.lateRows(),
                figures.stateRows(),
                figures.stateBytes(),
                node.spec().keeps().stream().anyMatch(Kept::isForEver),
                words.time(figures.watermark(), times.isMoment(node)),
                figures.busyNanos(),
                waits.of(node));
    }
}
