package io.millrace.engine.why;

import io.millrace.engine.Metrics.SplitMetrics;
import io.millrace.engine.pipeline.JoinSpecification;
import io.millrace.engine.pipeline.Pipeline.Input;
import io.millrace.engine.pipeline.Pipeline.Node;
import io.millrace.engine.pipeline.Specification;
import io.millrace.engine.pipeline.TimeJoinSpecification;
import io.millrace.engine.why.Explanation.OperatorStanding;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What follows from the figures of a run, one sentence after another. */
final class Conclusion {
    /** State that never goes is worth a word from so many bytes on. */
    private static final long LARGE_BYTES = 64_000_000;

    /** So many epochs may be under way before that is worth a word. */
    private static final long EPOCHS_UNDER_WAY = 8;

    private final Situation situation;
    private final Waits waits;
    private final List<OperatorStanding> operators;
    private final List<String> sentences = new ArrayList<>();

    Conclusion(Situation situation, Waits waits, List<OperatorStanding> operators) {
        this.situation = situation;
        this.waits = waits;
        this.operators = operators;
    }

    List<String> sentences() {
        for (Node node : situation.pipeline().nodes()) {
            if (isTarget(node)) {
                target(node);
            }
        }
        for (Node node : situation.pipeline().nodes()) {
            aside(node);
        }
        grows();
        underWay();
        if (sentences.isEmpty()) {
            add("Nothing is to be given by this run.");
        }
        return sentences;
    }

    private void add(String sentence) {
        if (!sentence.isEmpty() && !sentences.contains(sentence)) {
            sentences.add(sentence);
        }
    }

    static boolean isTarget(Node node) {
        return node.spec() instanceof Specification.WriteTable || node.spec() instanceof Specification.Result;
    }

    private String name(Node target) {
        if (target.spec() instanceof Specification.WriteTable write) {
            return " in " + write.table().name();
        }
        long results = situation.pipeline().nodes().stream()
                .filter(node -> node.spec() instanceof Specification.Result)
                .count();
        return results > 1 ? " of " + target.id() : "";
    }

    private void target(Node target) {
        long rows = situation.figures(target.index()).rowsIn();
        OperatorStanding waiting = waitingFor(target);
        String where = name(target);
        if (rows == 0) {
            String reason = waiting != null ? wait(waiting) : loss(target);
            add("Nothing is out" + where + " because " + reason + ".");
        } else if (waiting != null) {
            add(Words.count(rows, target.changing() ? "change" : "row") + (rows == 1 ? " is" : " are") + " out" + where
                    + "; " + wait(waiting) + ".");
        } else {
            add(Words.count(rows, target.changing() ? "change" : "row") + (rows == 1 ? " is" : " are") + " out" + where
                    + ", and nothing waits"
                    + (situation.isRunning() ? ": what has been read is in it." : "."));
        }
        if (waiting != null && situation.state() != Explanation.State.FINISHED) {
            add(waits.blame(situation.pipeline().nodes().get(waiting.node())));
        }
    }

    private static String inQuotes(OperatorStanding standing) {
        return "'" + standing.label() + "'";
    }

    private String wait(OperatorStanding standing) {
        return waits.sentence(situation.pipeline().nodes().get(standing.node()), " in " + inQuotes(standing));
    }

    /** The operator nearest to a target in which something waits on its way there; null when there is none. */
    private @Nullable OperatorStanding waitingFor(Node target) {
        BitSet above = above(target);
        for (int i = above.length() - 1; i >= 0; i--) {
            if (above.get(i) && operators.get(i).waits() != null) {
                return operators.get(i);
            }
        }
        return null;
    }

    /** A node and all that its rows come from. */
    private BitSet above(Node target) {
        BitSet above = new BitSet();
        above.set(target.index());
        for (int i = target.index(); i >= 0; i--) {
            if (above.get(i)) {
                for (Input input : situation.pipeline().nodes().get(i).inputs()) {
                    above.set(input.node());
                }
            }
        }
        return above;
    }

    /** Where the rows of a target that got none went. */
    private String loss(Node target) {
        BitSet above = above(target);
        List<Node> scans = above.stream()
                .mapToObj(situation.pipeline().nodes()::get)
                .filter(node -> node.spec() instanceof Specification.Scan)
                .toList();
        if (!scans.isEmpty() && scans.stream().allMatch(scan -> rows(scan) == 0)) {
            return scans.stream().map(this::unread).distinct().collect(Collectors.joining(", "));
        }
        for (int i = above.nextSetBit(0); i >= 0; i = above.nextSetBit(i + 1)) {
            OperatorStanding standing = operators.get(i);
            if (standing.rowsIn() > 0 && standing.rowsOut() == 0 && i != target.index()) {
                return lost(situation.pipeline().nodes().get(i), standing);
            }
        }
        return situation.isRunning() ? "the first rows are still on their way" : "no rows came together";
    }

    private long rows(Node scan) {
        return situation.splits(scan.index()).stream()
                .mapToLong(SplitMetrics::rows)
                .sum();
    }

    private String unread(Node scan) {
        String table = ((Specification.Scan) scan.spec()).table().name();
        List<SplitMetrics> splits = situation.splits(scan.index());
        long errors = splits.stream().mapToLong(SplitMetrics::errorRows).sum();
        if (errors > 0) {
            return "none of the " + Words.count(errors, "record") + " of " + table
                    + " could be decoded (SELECT reason, " + "raw_text FROM " + table + "$errors shows why)";
        } else if (splits.isEmpty()) {
            return "nothing of table " + table + " has been found to read";
        }
        boolean ended = splits.stream().allMatch(SplitMetrics::ended);
        return "table " + table + (ended ? " is empty" : " has given no row yet");
    }

    private String lost(Node node, OperatorStanding standing) {
        String label = inQuotes(standing);
        if (standing.lateRows() > 0 && standing.lateRows() >= standing.rowsIn()) {
            return "all " + Words.count(standing.rowsIn(), "row") + " came too late for " + label;
        } else if (node.spec() instanceof Specification.Calc) {
            return "none of " + Words.count(standing.rowsIn(), "row") + " passes " + label;
        } else if (node.spec() instanceof JoinSpecification || node.spec() instanceof TimeJoinSpecification) {
            return label + " has brought nothing together: it got " + inputs(node);
        }
        return label + " has given nothing for the " + Words.count(standing.rowsIn(), "row") + " that it got";
    }

    private String inputs(Node node) {
        List<String> parts = new ArrayList<>();
        for (Input input : node.inputs()) {
            OperatorStanding producer = operators.get(input.node());
            parts.add(Words.count(producer.rowsOut(), "row") + " from " + inQuotes(producer));
        }
        return String.join(" and ", parts);
    }

    /** What of a node's rows was put aside. */
    private void aside(Node node) {
        OperatorStanding standing = operators.get(node.index());
        if (standing.lateRows() > 0) {
            List<String> tables = above(node).stream()
                    .mapToObj(i -> situation.pipeline().nodes().get(i).spec())
                    .filter(Specification.Scan.class::isInstance)
                    .map(spec -> ((Specification.Scan) spec).table().name() + "$late")
                    .distinct()
                    .toList();
            add(Words.count(standing.lateRows(), "row") + " came too late for " + inQuotes(standing) + ": see "
                    + String.join(", ", tables) + ".");
        }
        if (node.spec() instanceof Specification.Scan scan) {
            long errors = situation.figures(node.index()).errorRows();
            if (errors > 0) {
                add(Words.count(errors, "record") + " of " + scan.table().name() + " could not be decoded: see "
                        + scan.table().name() + "$errors.");
            }
        }
    }

    private void grows() {
        Optional<OperatorStanding> largest = operators.stream()
                .filter(standing -> standing.forEver() && standing.stateBytes() >= LARGE_BYTES)
                .max(Comparator.comparingLong(OperatorStanding::stateBytes));
        largest.ifPresent(standing -> add(inQuotes(standing) + " keeps " + Words.count(standing.stateRows(), "row")
                + ", " + Words.bytes(standing.stateBytes())
                + ", and never drops them: EXPLAIN STATE tells what for."));
    }

    private void underWay() {
        long epochs = situation.readEpoch() - situation.metrics().epoch();
        if (situation.isRunning() && epochs > EPOCHS_UNDER_WAY) {
            OperatorStanding busiest = operators.stream()
                    .max(Comparator.comparingLong(OperatorStanding::busyNanos))
                    .orElseThrow();
            add("Work is " + Words.count(epochs, "epoch") + " behind what has been read; most of the time went into "
                    + inQuotes(busiest) + ".");
        }
    }
}
