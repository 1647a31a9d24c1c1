package io.millrace.connect.format;

/** Reads the parts of Avro's binary encoding off an array, never beyond its end. One thread at a time. */
final class AvroInput {
    /** Deeper values are taken for broken ones. */
    private static final int DEEPEST = 200;

    private byte[] data = new byte[0];
    private int at;
    private int end;
    private int depth;

    /** The bytes are not what they should be; the message goes behind the words "the row". */
    static final class Broken extends Exception {
        private final boolean cut;

        Broken(String message) {
            this(message, false);
        }

        private Broken(String message, boolean cut) {
            super(message, null, false, false);
            this.cut = cut;
        }

        /** Whether more bytes might help. */
        boolean isCut() {
            return cut;
        }

        /** What is wrong. */
        String reason() {
            return String.valueOf(getMessage());
        }
    }

    /** Reads {@code data[from..end)} from now on. */
    void set(byte[] data, int from, int end) {
        this.data = data;
        this.at = from;
        this.end = end;
        depth = 0;
    }

    byte[] data() {
        return data;
    }

    int position() {
        return at;
    }

    void seek(int position) {
        at = position;
        depth = 0;
    }

    /** Goes to a position within the value that is being read. */
    void back(int position) {
        at = position;
    }

    int remaining() {
        return end - at;
    }

    /** Says that a value begins that has values in it. */
    void enter() throws Broken {
        if (++depth > DEEPEST) {
            throw new Broken("is nested too deeply");
        }
    }

    void leave() {
        depth--;
    }

    private int take(int count) throws Broken {
        if (end - at < count) {
            throw new Broken("ends too early", true);
        }
        at += count;
        return at - count;
    }

    boolean readBoolean() throws Broken {
        byte value = data[take(1)];
        if (value != 0 && value != 1) {
            throw new Broken("has a BOOLEAN that is neither true nor false");
        }
        return value == 1;
    }

    long readLong() throws Broken {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            byte part = data[take(1)];
            value |= (part & 0x7FL) << shift;
            if (part >= 0) {
                return value >>> 1 ^ -(value & 1);
            }
        }
        throw new Broken("has a number of more than ten bytes");
    }

    int readInt() throws Broken {
        long value = readLong();
        if (value != (int) value) {
            throw new Broken("has an int that is too large");
        }
        return (int) value;
    }

    float readFloat() throws Broken {
        return Float.intBitsToFloat((int) littleEndian(4));
    }

    double readDouble() throws Broken {
        return Double.longBitsToDouble(littleEndian(8));
    }

    private long littleEndian(int bytes) throws Broken {
        int from = take(bytes);
        long value = 0;
        for (int i = bytes - 1; i >= 0; i--) {
            value = value << 8 | data[from + i] & 0xFF;
        }
        return value;
    }

    /** Reads how many bytes follow, which are there. */
    int readLength() throws Broken {
        long length = readLong();
        if (length < 0 || length > Integer.MAX_VALUE) {
            throw new Broken("has bytes of a length of " + length);
        }
        if (length > end - at) {
            throw new Broken("ends too early", true);
        }
        return (int) length;
    }

    /** Passes over bytes; answers where they begin. */
    int skip(int count) throws Broken {
        return take(count);
    }

    /**
     * Reads how many items the next block of an array or map has, 0 at its end; how many bytes they take, when that is
     * said, is passed over.
     */
    int readCount() throws Broken {
        long count = readLong();
        if (count < 0) {
            readLong();
            count = -count;
        }
        // An item that takes no byte says nothing; so many of them would only take time.
        if (count < 0 || count > end - at) {
            throw new Broken(count < 0 ? "has an array of no known size" : "ends too early", count >= 0);
        }
        return (int) count;
    }
}
