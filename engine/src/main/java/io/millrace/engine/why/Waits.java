package io.millrace.engine.why;

import io.millrace.core.state.Waiting;
import io.millrace.engine.Metrics.NodeMetrics;
import io.millrace.engine.Metrics.SplitMetrics;
import io.millrace.engine.pipeline.Pipeline.Node;
import io.millrace.engine.pipeline.Specification;
import io.millrace.engine.pipeline.WaitsFor;
import io.millrace.engine.pipeline.WindowSpecification;
import io.millrace.engine.why.Situation.ReadTable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What waits in operators, in words. */
final class Waits {
    private static final long NANOS_PER_MICRO = 1000;
    private static final long WORTH_TELLING_NANOS = 2_000_000_000;

    private final Situation situation;
    private final Words words;
    private final Times times;

    Waits(Situation situation, Words words, Times times) {
        this.situation = situation;
        this.words = words;
        this.times = times;
    }

    /** What waits in an operator, or null when nothing does. */
    Explanation.@Nullable Wait of(Node node) {
        NodeMetrics figures = situation.figures(node.index());
        Waiting waiting = figures.waiting();
        if (waiting.count() == 0) {
            return null;
        }
        HeldBack heldBack = HeldBack.of(node, situation);
        boolean known = figures.watermark() != Long.MIN_VALUE && waiting.due() != Long.MAX_VALUE;
        SplitMetrics split = heldBack.split();
        return new Explanation.Wait(
                node.spec().waitsFor(),
                waiting.count(),
                waiting.isWindow() ? words.time(waiting.windowStart(), false) : null,
                waiting.isWindow() ? words.time(waiting.windowEnd(), false) : null,
                words.time(waiting.due(), times.isMoment(node)),
                known ? Math.max(0, waiting.due() - figures.watermark()) : 0,
                heldBack.table(),
                split == null ? null : split.split(),
                sentence(node, ""));
    }

    /**
     * {@code 3 groups wait until …}; no full stop.
     *
     * @param where what is said of the place, with a blank before it; or empty
     */
    String sentence(Node node, String where) {
        Waiting waiting = situation.figures(node.index()).waiting();
        String verb = waiting.count() == 1 ? " waits" : " wait";
        String what = Words.count(waiting.count(), noun(node.spec())) + verb + where;
        WaitsFor reason = node.spec().waitsFor();
        return switch (reason) {
            case OTHER_INPUT -> what + " until " + tables(input(node, 1)) + " has been read to its end";
            case INPUT_END -> what + " until " + tables(input(node, 0)) + " has been read to its end";
            default ->
                what + (waiting.due() == Long.MAX_VALUE ? " for later rows of their keys" : until(node, waiting));
        };
    }

    private String until(Node node, Waiting waiting) {
        String due = words.time(waiting.due(), times.isMoment(node));
        String goal = node.processingTime() ? "the clock shows " + due : "the watermark reaches " + due;
        String window = waiting.isWindow() ? ", the end of the window " + window(waiting) : "";
        return " until " + goal + window;
    }

    private String window(Waiting waiting) {
        String end = words.time(waiting.windowEnd(), false);
        String start = words.time(waiting.windowStart(), false);
        return start == null ? "up to " + end : "[" + start + ", " + end + ")";
    }

    private static String noun(Specification spec) {
        if (spec instanceof WindowSpecification.AggregateWindows windows) {
            return windows.window() instanceof WindowSpecification.Window.Session ? "session" : "group";
        }
        return spec instanceof WindowSpecification.AggregateAttached ? "group" : "row";
    }

    private Node input(Node node, int number) {
        return situation.pipeline().nodes().get(node.inputs().get(number).node());
    }

    private String tables(Node node) {
        List<String> names = new ArrayList<>();
        collect(node, names);
        return names.isEmpty() ? "its input" : String.join(", ", names);
    }

    private void collect(Node node, List<String> names) {
        if (node.spec() instanceof Specification.Scan scan
                && !names.contains(scan.table().name())) {
            names.add(scan.table().name());
        }
        node.inputs().forEach(from -> collect(situation.pipeline().nodes().get(from.node()), names));
    }

    /** Where the watermark that an operator waits for is, and who holds it there; empty when it waits for none. */
    String blame(Node node) {
        Waiting waiting = situation.figures(node.index()).waiting();
        WaitsFor reason = node.spec().waitsFor();
        if (reason == WaitsFor.OTHER_INPUT || reason == WaitsFor.INPUT_END || waiting.due() == Long.MAX_VALUE) {
            return "";
        }
        HeldBack heldBack = HeldBack.of(node, situation);
        long watermark = situation.figures(node.index()).watermark();
        if (heldBack.byClock()) {
            return watermark < waiting.due() && watermark != Long.MIN_VALUE
                    ? "That is in " + Words.duration(waiting.due() - watermark) + "."
                    : "";
        }
        String at = words.time(watermark, times.isMoment(node));
        String where;
        if (watermark == Long.MAX_VALUE || watermark >= waiting.due()) {
            return "The watermark has got there: they are on their way.";
        } else if (at == null) {
            where = "The watermark is not known yet: ";
        } else {
            where = "The watermark is at " + at + ", " + Words.duration(waiting.due() - watermark) + " short of that: ";
        }
        return where + holder(heldBack);
    }

    private String holder(HeldBack heldBack) {
        Node scan = heldBack.scan();
        String table = heldBack.table();
        if (scan == null || table == null) {
            return "no input moves it.";
        }
        ReadTable read = situation.table(scan.index());
        SplitMetrics split = heldBack.split();
        if (split == null) {
            boolean idle = situation.splits(scan.index()).stream().anyMatch(each -> each.idle() && !each.ended());
            return idle
                    ? "all splits of " + table + " are silent, and only a row moves it on."
                    : situation.splits(scan.index()).isEmpty()
                            ? "nothing of " + table + " has been found to read."
                            : "all that was found of " + table + " has been read, and more may come.";
        }
        StringBuilder text = new StringBuilder(name(split, table, read)).append(" holds it back; ");
        if (split.rows() == 0) {
            text.append("it has given no row yet");
        } else {
            String last = words.time(split.lastTime(), times.isMoment(scan));
            text.append(last == null ? "it has given no time yet" : "its last row has the time " + last);
        }
        if (split.silentNanos() >= WORTH_TELLING_NANOS) {
            text.append(", and none has come for ").append(Words.duration(wholeSeconds(split.silentNanos())));
            text.append(remedy(read));
        }
        return text.append('.').toString();
    }

    private static long wholeSeconds(long nanos) {
        return nanos / NANOS_PER_MICRO / 1_000_000 * 1_000_000;
    }

    private static String remedy(ReadTable read) {
        if (!read.live()) {
            return "";
        }
        return read.idleTimeoutNanos() > 0
                ? " (after " + Words.duration(read.idleTimeoutNanos() / NANOS_PER_MICRO) + " it no longer counts)"
                : " ('scan.watermark.idle-timeout' would let it no longer count)";
    }

    private String name(SplitMetrics split, String table, ReadTable read) {
        boolean only = !read.growing() && situation.splits(read.node()).size() == 1;
        return only ? "table " + table : "split " + split.split() + " of " + table;
    }
}
