package io.millrace.connect.format;

/** The three bytes that some programs put in front of UTF-8. */
final class ByteOrderMark {
    private static final int LENGTH = 3;

    private ByteOrderMark() {}

    /** Takes the mark off the front of a chunk; false when it needs more bytes to tell. */
    static boolean skip(Chunk chunk) {
        if (chunk.end() - chunk.start() < LENGTH) {
            return chunk.last();
        }
        byte[] data = chunk.data();
        int at = chunk.start();
        if (data[at] == (byte) 0xEF && data[at + 1] == (byte) 0xBB && data[at + 2] == (byte) 0xBF) {
            chunk.takeUntil(at + LENGTH);
        }
        return true;
    }
}
