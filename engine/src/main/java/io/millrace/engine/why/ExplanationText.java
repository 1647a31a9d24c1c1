package io.millrace.engine.why;

import io.millrace.engine.why.Explanation.Activity;
import io.millrace.engine.why.Explanation.OperatorStanding;
import io.millrace.engine.why.Explanation.SourceSplit;
import io.millrace.engine.why.Explanation.SourceTable;
import java.util.ArrayList;
import java.util.List;

/** Explanations for people: the conclusion, then what it follows from. */
public final class ExplanationText {
    private static final long NANOS_PER_MICRO = 1000;
    private static final long WORTH_TELLING_NANOS = 2_000_000_000;
    private static final long MICROS_PER_SECOND = 1_000_000;

    private final Explanation explanation;
    private final StringBuilder text = new StringBuilder();

    private ExplanationText(Explanation explanation) {
        this.explanation = explanation;
    }

    /** The text; ends with a line end. */
    public static String of(Explanation explanation) {
        ExplanationText whole = new ExplanationText(explanation);
        explanation.conclusion().forEach(sentence -> whole.line(0, sentence));
        whole.line(0, "");
        whole.line(0, whole.state());
        whole.sources();
        whole.operators();
        return whole.text.toString();
    }

    private void line(int indent, String line) {
        text.append("  ".repeat(indent)).append(line).append('\n');
    }

    private String state() {
        String state = switch (explanation.state()) {
            case RUNNING -> "The run goes on; ";
            case FINISHED -> "The run is over, all input has been read; ";
            case STOPPED -> "The run was stopped before all input was read; ";
            case FAILED -> "The run has failed; ";
        };
        boolean further = explanation.readEpoch() > explanation.epoch();
        String complete =
                explanation.epoch() == 0 ? "no epoch is complete" : "epoch " + explanation.epoch() + " is complete";
        return state + complete + (further ? ", epoch " + explanation.readEpoch() + " has been read." : ".");
    }

    private void sources() {
        if (!explanation.sources().isEmpty()) {
            line(0, "");
            line(0, "What is read:");
        }
        for (SourceTable source : explanation.sources()) {
            String watermark = source.watermark() == null ? "" : ", watermark " + source.watermark();
            line(1, source.table() + ": " + Words.count(source.rows(), "row") + watermark);
            source.splits().forEach(split -> line(2, split(split)));
        }
    }

    private String split(SourceSplit split) {
        List<String> parts = new ArrayList<>();
        parts.add(Words.count(split.rows(), "row"));
        if (split.errorRows() > 0) {
            parts.add(Words.number(split.errorRows()) + " not decoded");
        }
        if (split.lastTime() != null) {
            parts.add("last at " + split.lastTime());
        }
        if (split.watermark() != null) {
            parts.add("watermark " + split.watermark());
        }
        if (split.behindMicros() > 0 && split.activity() != Activity.ENDED) {
            parts.add(Words.duration(split.behindMicros()) + " behind");
        }
        if (split.amount().isKnown() && split.amount().total() > 0 && split.activity() != Activity.ENDED) {
            parts.add(100 * split.amount().read() / split.amount().total() + " % read");
        }
        if (split.activity() != Activity.ENDED && split.silentNanos() >= WORTH_TELLING_NANOS) {
            long micros = split.silentNanos() / NANOS_PER_MICRO;
            parts.add("silent for " + Words.duration(micros - micros % MICROS_PER_SECOND));
        }
        switch (split.activity()) {
            case ENDED -> parts.add("ended");
            case IDLE -> parts.add("idle: holds nothing back");
            case ACTIVE -> {}
        }
        return split.name() + ": " + String.join(", ", parts)
                + (split.holdsBack() ? "  <- holds the watermark back" : "");
    }

    private void operators() {
        line(0, "");
        line(0, "Operators:");
        for (OperatorStanding standing : explanation.operators()) {
            line(1, standing.label() + "  [" + standing.id() + "]");
            line(2, figures(standing));
            if (standing.waits() != null) {
                line(2, standing.waits().words());
            }
        }
    }

    private static String figures(OperatorStanding standing) {
        List<String> parts = new ArrayList<>();
        parts.add("in " + Words.number(standing.rowsIn())
                + (standing.target() ? "" : ", out " + Words.number(standing.rowsOut())));
        if (standing.lateRows() > 0) {
            parts.add("late " + Words.number(standing.lateRows()));
        }
        if (standing.stateRows() > 0) {
            parts.add("keeps " + Words.number(standing.stateRows()) + " (" + Words.bytes(standing.stateBytes()) + ")"
                    + (standing.forEver() ? ", some for ever" : ""));
        }
        if (standing.watermark() != null) {
            parts.add("watermark " + standing.watermark());
        }
        return String.join(", ", parts);
    }
}
