package io.millrace.cli.script;

import java.io.IOException;
import java.io.OutputStream;

/** Erases the progress line before anything is printed, for both may be on one terminal. */
final class ErasingStream extends OutputStream {
    private final OutputStream target;
    private final ProgressLine progress;

    ErasingStream(OutputStream target, ProgressLine progress) {
        this.target = target;
        this.progress = progress;
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        progress.erase();
        target.write(bytes, offset, length);
    }

    @Override
    public void flush() throws IOException {
        target.flush();
    }
}
