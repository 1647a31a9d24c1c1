package io.millrace.cli.shell;

import io.millrace.cli.output.CurrentRows;
import io.millrace.cli.output.DisplayWidth;
import io.millrace.cli.output.Printing;
import io.millrace.cli.output.ResultOutput;
import io.millrace.core.batch.Batch;
import io.millrace.core.env.Environment;
import io.millrace.engine.pipeline.Specification;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A result that never ends, drawn over itself as it changes; as many rows as the terminal has room for. */
final class LiveTable implements ResultOutput {
    private static final long REDRAW_MILLIS = 100;

    private final CurrentRows rows;
    private final OutputStream terminal;
    private final Screen screen;
    private final CountDownLatch over = new CountDownLatch(1);
    private boolean dirty = true;
    private int drawnLines;

    LiveTable(
            Specification.Result result,
            boolean changing,
            Printing printing,
            OutputStream terminal,
            Screen screen,
            Environment environment) {
        this.rows = new CurrentRows(result, changing, printing);
        this.terminal = terminal;
        this.screen = screen;
        environment.threads().start("live table", this::redraw);
    }

    @Override
    public synchronized void write(Batch changes) {
        rows.write(changes);
    }

    @Override
    public synchronized void endEpoch(long epoch, long watermark) {
        rows.endEpoch();
        dirty = true;
    }

    private void redraw() {
        try {
            do {
                draw();
            } while (!over.await(REDRAW_MILLIS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void draw() {
        if (!dirty) {
            return;
        }
        dirty = false;
        int width = Math.max(20, screen.width());
        int height = Math.max(5, screen.height());
        List<String> lines = rows.lines(height - 5);
        StringBuilder frame = new StringBuilder();
        if (drawnLines > 0) {
            frame.append("\u001b[").append(drawnLines).append("A\r");
        }
        for (String line : lines) {
            frame.append(cut(line, width)).append("\u001b[K\n");
        }
        frame.append("\u001b[2mCtrl-C stops\u001b[0m\u001b[K\n\u001b[J");
        drawnLines = lines.size() + 1;
        try {
            terminal.write(frame.toString().getBytes(StandardCharsets.UTF_8));
            terminal.flush();
        } catch (IOException e) {
            over.countDown();
        }
    }

    /** The longest beginning of a line that fits. */
    static String cut(String line, int width) {
        if (DisplayWidth.of(line) < width) {
            return line;
        }
        int end = Math.min(line.length(), width - 1);
        while (end > 0 && (DisplayWidth.of(line.substring(0, end)) >= width || splits(line, end))) {
            end--;
        }
        return line.substring(0, end) + "…";
    }

    private static boolean splits(String line, int end) {
        return end < line.length() && Character.isLowSurrogate(line.charAt(end));
    }

    @Override
    public void close() {
        over.countDown();
        draw();
    }

    @Override
    public void complete() {
        draw();
    }

    /** How much room there is. */
    interface Screen {
        int width();

        int height();
    }
}
