package io.millrace.connect.file;

import io.millrace.connect.format.Chunk;
import io.millrace.connect.format.Decoder;
import io.millrace.core.connect.Reader;
import java.util.Arrays;

/**
 * Bytes between a file and a decoder. It grows for a line that does not fit, up to a limit; a line beyond it is one bad
 * row, and the rest of it is dropped unseen.
 */
final class LineBuffer {
    private static final int USUAL_BYTES = 256 << 10;
    private static final int KEPT_BYTES = 64 << 10;

    private final Decoder decoder;
    private final int maxLineBytes;
    private final Chunk chunk = new Chunk();
    private byte[] data;
    /** Bytes that were there when the decoder last found no whole record; it is not asked again before there are more. */
    private int tried;
    /** Whether the rest of a line that is too long is being dropped. */
    private boolean dropping;

    LineBuffer(Decoder decoder, int maxLineBytes) {
        this.decoder = decoder;
        this.maxLineBytes = maxLineBytes;
        data = new byte[Math.min(USUAL_BYTES, maxLineBytes + 1)];
        chunk.set(data, 0, 0, 0, false);
    }

    byte[] data() {
        return data;
    }

    int end() {
        return chunk.end();
    }

    /** How many bytes may be put at {@link #end}; makes room first. */
    int room() {
        if (chunk.start() > 0 && data.length - chunk.end() < data.length / 2) {
            int left = chunk.end() - chunk.start();
            System.arraycopy(data, chunk.start(), data, 0, left);
            chunk.set(data, 0, left, chunk.offset(), chunk.last());
        }
        if (chunk.end() == data.length && data.length <= maxLineBytes) {
            data = Arrays.copyOf(data, (int) Math.min(2L * data.length, maxLineBytes + 1L));
            chunk.set(data, chunk.start(), chunk.end(), chunk.offset(), chunk.last());
        }
        return data.length - chunk.end();
    }

    /** Says that so many bytes were put at {@link #end}, and whether they were the last ones. */
    void filled(int count, boolean last) {
        chunk.set(data, chunk.start(), chunk.end() + count, chunk.offset(), last);
    }

    boolean isFull() {
        return chunk.end() - chunk.start() > maxLineBytes;
    }

    /** Where in the file the next record starts. */
    long offset() {
        return chunk.offset();
    }

    /** Forgets all bytes; the next ones are those at {@code offset}. */
    void restart(long offset) {
        tried = 0;
        chunk.set(data, 0, 0, offset, false);
    }

    /** Where in the file the bytes that are here end. */
    long endOffset() {
        return chunk.offset() + chunk.end() - chunk.start();
    }

    /** Says that the first bytes to come are the rest of a line that is not wanted. */
    void dropFirstLine() {
        dropping = true;
    }

    boolean begin() {
        return decoder.begin(chunk);
    }

    /** Gives rows; 0 when more bytes must come first, or when all is read. */
    int decode(Reader.Rows rows, int maxRows) {
        if (dropping && !dropLine()) {
            return 0;
        }
        int available = chunk.end() - chunk.start();
        if (available == 0 || available <= tried && !chunk.last()) {
            return 0;
        }
        int given = decoder.decode(chunk, rows, maxRows);
        if (given > 0 || chunk.end() - chunk.start() < available) {
            tried = 0;
            return Math.max(given, 0);
        }
        if (available > maxLineBytes) {
            rejectLine(rows);
            return 1;
        }
        tried = chunk.last() ? 0 : available;
        return 0;
    }

    private void rejectLine(Reader.Rows rows) {
        int kept = Math.min(KEPT_BYTES, chunk.end() - chunk.start());
        String reason = "is longer than 'max-line-length' (" + maxLineBytes + " bytes)";
        rows.error(data, chunk.start(), kept, reason, chunk.offset());
        tried = 0;
        dropping = true;
        dropLine();
    }

    /** Drops bytes up to the next record; false when it has not come yet. */
    private boolean dropLine() {
        dropping = !decoder.skip(chunk) && !chunk.last();
        return !dropping;
    }

    /** How far the decoder is in what stands at {@link #offset}. */
    long inside() {
        return decoder.inside();
    }

    /** Goes on in the middle of what stands at {@link #offset}. */
    void resume(long inside) {
        decoder.resume(inside);
    }
}
