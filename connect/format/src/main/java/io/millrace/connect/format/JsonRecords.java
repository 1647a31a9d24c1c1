package io.millrace.connect.format;

import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.connect.Reader;

/** Reads records that are JSON objects, one a line or one a message. One thread at a time. */
abstract class JsonRecords implements Decoder {
    private final boolean lines;
    private final boolean forgiving;
    private final JsonScanner scanner;
    private String problem = "";

    /** @param forgiving whether broken records are left out without a word */
    JsonRecords(Format.Framing framing, boolean forgiving) {
        lines = framing == Format.Framing.FILE;
        scanner = new JsonScanner(lines);
        this.forgiving = forgiving;
    }

    /**
     * Reads the object at {@code from}, keeping its values.
     *
     * @return behind it, or a negative number when it is broken: {@link #refuse} says why
     */
    abstract int read(byte[] data, int from, int end);

    /** Appends what was read last; returns how many rows that is. */
    abstract int give(BatchBuilder builder);

    JsonScanner scanner() {
        return scanner;
    }

    /** Says what is wrong; answers a negative number. */
    int refuse(String reason) {
        problem = reason;
        return JsonScanner.BROKEN;
    }

    String problem() {
        return problem;
    }

    @Override
    public boolean begin(Chunk chunk) {
        return ByteOrderMark.skip(chunk);
    }

    @Override
    public int decode(Chunk chunk, Reader.Rows rows, int maxRows) {
        byte[] data = chunk.data();
        int end = chunk.end();
        int given = 0;
        int at = chunk.start();
        while (given < maxRows && at < end) {
            int first = scanner.skipSpace(data, at, end);
            boolean empty = first == end || lines && data[first] == '\n';
            int behind = empty ? first : recordEnd(data, first, end);
            // A good record is looked through once; the line of another is searched for its end.
            int stop = behind >= 0 ? behind : lines ? Scan.find(data, first, end, (byte) '\n') : end;
            if (stop == end && !chunk.last()) {
                break;
            }
            if (!empty && behind >= 0) {
                given += give(rows.builder());
            } else if (!empty && !forgiving) {
                rows.error(data, at, stop - at, problem, chunk.offset() + (at - chunk.start()));
                given++;
            }
            at = Math.min(stop + 1, end);
        }
        chunk.takeUntil(at);
        return given;
    }

    /** Behind the record and the space after it, or a negative number. */
    private int recordEnd(byte[] data, int from, int end) {
        int at = data[from] == '{' ? read(data, from, end) : refuse("is no JSON object");
        if (at < 0) {
            return at;
        }
        int behind = at < end && lines && data[at] == '\n' ? at : scanner.skipSpace(data, at, end);
        return behind < end && (!lines || data[behind] != '\n') ? refuse("has text behind the object") : behind;
    }
}
