package io.millrace.engine.checkpoint;

import io.millrace.core.state.Entries;
import io.millrace.core.state.Marks;
import io.millrace.core.state.StateOutput;
import java.util.Arrays;
import java.util.function.Consumer;

/** Turns what one container gives for a checkpoint into blocks. Called by the container's worker only. */
final class ContainerCapture implements Marks.Taker {
    private static final int FIRST_BYTES = 512;

    private final EntryBlock block;
    private final Consumer<byte[]> blocks;
    private final StateOutput out = new StateOutput(FIRST_BYTES);
    private int empty;

    /**
     * @param blocks takes the blocks, from the container's worker
     */
    ContainerCapture(EntryBlock block, Consumer<byte[]> blocks) {
        this.block = block;
        this.blocks = blocks;
        begin();
    }

    private void begin() {
        out.truncate(0);
        block.write(out);
        empty = out.length();
    }

    @Override
    public void take(Marks from, int id, Entries entries) {
        out.writeNumber(id);
        out.writeNumber(EntryBlock.code(entries.group(id)));
        int at = out.length();
        out.writeInt(0);
        entries.write(id, out);
        out.setInt(at, out.length() - at - Integer.BYTES);
        flushIfFull();
    }

    @Override
    public void takeEnd(Marks from, int id) {
        out.writeNumber(id);
        out.writeNumber(EntryBlock.ENDED);
        flushIfFull();
    }

    private void flushIfFull() {
        if (out.length() >= BlockFile.TARGET_BYTES) {
            flush();
        }
    }

    /** Hands on what is there, unless that is nothing. */
    void flush() {
        if (out.length() > empty) {
            blocks.accept(Arrays.copyOf(out.data(), out.length()));
            begin();
        }
    }
}
