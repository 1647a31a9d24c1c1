package io.millrace.cli.script;

import io.millrace.core.env.Environment.Clock;
import io.millrace.engine.Metrics;
import io.millrace.engine.Metrics.SplitMetrics;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * One line on a terminal that shows how a run gets on. It is erased before anything else is printed. Safe for use by
 * any thread.
 */
final class ProgressLine {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);
    private static final String ERASE = "\r\u001b[K";

    private final PrintStream terminal;
    private final Clock clock;
    private final boolean bounded;
    private final TimeLeft timeLeft;
    private double share;
    private boolean shown;
    private long lastRows;
    private long lastNanos;

    ProgressLine(PrintStream terminal, Clock clock, boolean bounded) {
        this.terminal = terminal;
        this.clock = clock;
        this.bounded = bounded;
        lastNanos = clock.nanos();
        timeLeft = new TimeLeft(lastNanos);
    }

    synchronized void show(Metrics metrics) {
        String text = text(metrics);
        terminal.print(ERASE + text);
        terminal.flush();
        shown = true;
    }

    synchronized void erase() {
        if (shown) {
            terminal.print(ERASE);
            terminal.flush();
            shown = false;
        }
    }

    /** The line for what has happened so far; the rate is that since the last line. */
    synchronized String text(Metrics metrics) {
        long rows = 0;
        for (SplitMetrics split : metrics.splits()) {
            rows += split.rows();
        }
        long nanos = clock.nanos();
        double seconds = Math.max(1e-3, (nanos - lastNanos) / 1e9);
        double rate = (rows - lastRows) / seconds;
        lastRows = rows;
        lastNanos = nanos;
        StringBuilder text = new StringBuilder()
                .append(count(rows))
                .append(" rows, ")
                .append(count(Math.round(rate)))
                .append(" rows/s");
        if (metrics.watermark() != Long.MIN_VALUE && metrics.watermark() < Long.MAX_VALUE / 2) {
            Instant watermark = Instant.ofEpochSecond(
                    Math.floorDiv(metrics.watermark(), 1_000_000L),
                    Math.floorMod(metrics.watermark(), 1_000_000L) * 1000);
            text.append(", watermark ").append(TIME.format(watermark.atZone(ZoneOffset.UTC)));
            if (!bounded) {
                text.append(", lag ").append(duration(clock.wallMicros() - metrics.watermark()));
            }
        }
        if (bounded) {
            appendEnd(text, metrics, nanos);
        }
        return text.length() > 100 ? text.substring(0, 100) : text.toString();
    }

    /** How far it is to the end of all inputs; where nobody can tell, how many have ended. */
    private void appendEnd(StringBuilder text, Metrics metrics, long nanos) {
        double now = ReadShare.of(metrics.splits());
        if (!Double.isNaN(now)) {
            share = Math.max(share, now);
            timeLeft.update(nanos, share);
            // What was read last is still to be worked on.
            text.append(", ")
                    .append(share >= 1 ? 100 : Math.min(99, (int) (100 * share)))
                    .append("% read");
            String left = share >= 1 ? "" : timeLeft.text();
            if (!left.isEmpty()) {
                text.append(", ").append(left);
            }
        } else if (metrics.splits().size() > 1) {
            long ended = metrics.splits().stream().filter(SplitMetrics::ended).count();
            text.append(", ")
                    .append(ended)
                    .append(" of ")
                    .append(metrics.splits().size())
                    .append(" parts read");
        }
    }

    /** A count with three significant digits: {@code 999}, {@code 12.3k}, {@code 4.56M}. */
    static String count(long value) {
        long magnitude = Math.abs(value);
        if (magnitude < 10_000) {
            return Long.toString(value);
        }
        String[] units = {"k", "M", "G", "T"};
        double scaled = value / 1000.0;
        int unit = 0;
        while (Math.abs(scaled) >= 999.5 && unit < units.length - 1) {
            scaled /= 1000;
            unit++;
        }
        int digits = Math.abs(scaled) >= 99.95 ? 0 : Math.abs(scaled) >= 9.995 ? 1 : 2;
        return String.format(Locale.ROOT, "%." + digits + "f%s", scaled, units[unit]);
    }

    private static String duration(long micros) {
        Duration duration = Duration.ofMillis(Math.max(0, micros / 1000));
        if (duration.compareTo(Duration.ofMinutes(1)) < 0) {
            return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
        }
        if (duration.compareTo(Duration.ofDays(2)) < 0) {
            return String.format(
                    Locale.ROOT,
                    "%d:%02d:%02d",
                    duration.toHours(),
                    duration.toMinutesPart(),
                    duration.toSecondsPart());
        }
        return duration.toDays() + " days";
    }
}
