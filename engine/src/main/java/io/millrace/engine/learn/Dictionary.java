package io.millrace.engine.learn;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Texts to small whole numbers, in the order in which they are first seen. Many may look up at once, as long as nobody
 * adds.
 */
public final class Dictionary {
    private final int most;
    private byte[][] texts = new byte[8][];
    private int[] slots = new int[16];
    private int size;
    private long textBytes;

    /** @param most how many texts there may be */
    public Dictionary(int most) {
        this.most = most;
    }

    /** The number of a text, or -1 when it was never added. */
    public int find(byte[] data, int offset, int length) {
        int mask = slots.length - 1;
        int at = hash(data, offset, length) & mask;
        while (slots[at] != 0) {
            byte[] text = texts[slots[at] - 1];
            if (Arrays.equals(text, 0, text.length, data, offset, offset + length)) {
                return slots[at] - 1;
            }
            at = at + 1 & mask;
        }
        return -1;
    }

    /** The number of a text, which is added if need be; -1 when there is no room for it. */
    public int add(byte[] data, int offset, int length) {
        int known = find(data, offset, length);
        if (known >= 0 || size == most) {
            return known;
        }
        if (size == texts.length) {
            texts = Arrays.copyOf(texts, size * 2);
        }
        texts[size++] = Arrays.copyOfRange(data, offset, offset + length);
        textBytes += length + 16L;
        if (size * 2 > slots.length) {
            slots = new int[slots.length * 2];
            for (int i = 0; i < size; i++) {
                place(i);
            }
        } else {
            place(size - 1);
        }
        return size - 1;
    }

    private void place(int index) {
        int mask = slots.length - 1;
        int at = hash(texts[index], 0, texts[index].length) & mask;
        while (slots[at] != 0) {
            at = at + 1 & mask;
        }
        slots[at] = index + 1;
    }

    private static int hash(byte[] data, int offset, int length) {
        int hash = length;
        for (int i = offset; i < offset + length; i++) {
            hash = hash * 31 + data[i];
        }
        hash *= 0x9E3779B1;
        return hash ^ hash >>> 15;
    }

    /** The bytes of a text; not to be changed. */
    public byte[] get(int index) {
        return texts[index];
    }

    public String text(int index) {
        return new String(texts[index], StandardCharsets.UTF_8);
    }

    public int size() {
        return size;
    }

    public long bytes() {
        return textBytes + 4L * slots.length + 8L * texts.length;
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(size);
        for (int i = 0; i < size; i++) {
            out.writeInt(texts[i].length);
            out.write(texts[i]);
        }
    }

    void read(DataInput in) throws IOException {
        texts = new byte[8][];
        slots = new int[16];
        size = 0;
        textBytes = 0;
        for (int count = StoredBytes.count(in, most); count > 0; count--) {
            byte[] text = StoredBytes.bytes(in, in.readInt());
            add(text, 0, text.length);
        }
    }
}
