package io.millrace.engine.learn;

import java.io.DataInput;
import java.io.IOException;
import java.util.Arrays;

/** Reads what may be damaged: makes room only for what is really there. */
final class StoredBytes {
    private static final int STEP_BYTES = 1 << 16;

    private StoredBytes() {}

    /**
     * Reads so many bytes.
     *
     * @throws IOException when there are fewer, or the number makes no sense
     */
    static byte[] bytes(DataInput in, int length) throws IOException {
        if (length < 0) {
            throw new IOException("a text of " + length + " bytes");
        }
        byte[] data = new byte[Math.min(length, STEP_BYTES)];
        in.readFully(data);
        while (data.length < length) {
            int filled = data.length;
            data = Arrays.copyOf(data, (int) Math.min(length, filled * 2L));
            in.readFully(data, filled, data.length - filled);
        }
        return data;
    }

    /** A number of things of which there are so many at most. */
    static int count(DataInput in, int most) throws IOException {
        int count = in.readInt();
        if (count < 0 || count > most) {
            throw new IOException(count + " where there are " + most + " at most");
        }
        return count;
    }
}
