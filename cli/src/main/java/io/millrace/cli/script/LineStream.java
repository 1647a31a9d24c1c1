package io.millrace.cli.script;

import io.millrace.cli.output.Lines;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Collects bytes into complete lines, so that tables that print do not cut into results. Safe for use by any thread. */
final class LineStream extends OutputStream {
    private final Lines lines;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    LineStream(Lines lines) {
        this.lines = lines;
    }

    @Override
    public synchronized void write(int value) {
        line.write(value);
        if (value == '\n') {
            lines.add(line.toString(StandardCharsets.UTF_8));
            line.reset();
        }
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
        int start = offset;
        for (int i = offset; i < offset + length; i++) {
            if (bytes[i] == '\n') {
                line.write(bytes, start, i + 1 - start);
                lines.add(line.toString(StandardCharsets.UTF_8));
                line.reset();
                start = i + 1;
            }
        }
        line.write(bytes, start, offset + length - start);
    }

    @Override
    public void flush() {
        lines.flush();
    }
}
