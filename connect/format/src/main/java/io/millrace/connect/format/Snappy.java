package io.millrace.connect.format;

import io.millrace.connect.format.AvroInput.Broken;
import java.util.Arrays;

/**
 * Snappy's block format: the length, then pieces that are either bytes as they are or a copy of what came before. Packing
 * looks for repetitions by a hash of four bytes, within 64 KiB, and takes the first it finds.
 */
final class Snappy {
    private static final int HASH_BITS = 14;
    private static final int WINDOW = 1 << 16;
    private static final int LEAST_MATCH = 4;

    private Snappy() {}

    static byte[] pack(byte[] data, int length) {
        AvroOutput out = new AvroOutput();
        int rest = length;
        while (rest > 127) {
            out.writeFixed(new byte[] {(byte) (rest | 0x80)}, 0, 1);
            rest >>>= 7;
        }
        out.writeFixed(new byte[] {(byte) rest}, 0, 1);
        int[] places = new int[1 << HASH_BITS];
        Arrays.fill(places, -1);
        int at = 0;
        int written = 0;
        while (at + LEAST_MATCH <= length) {
            int word = word(data, at);
            int hash = word * 0x1E35A7BD >>> 32 - HASH_BITS;
            int place = places[hash];
            places[hash] = at;
            if (place < 0 || at - place >= WINDOW || word(data, place) != word) {
                at++;
                continue;
            }
            int match = LEAST_MATCH;
            while (at + match < length && data[at + match] == data[place + match]) {
                match++;
            }
            writeLiteral(data, written, at, out);
            writeCopy(at - place, match, out);
            at += match;
            written = at;
        }
        writeLiteral(data, written, length, out);
        return out.toByteArray();
    }

    private static int word(byte[] data, int at) {
        return data[at] & 0xFF | (data[at + 1] & 0xFF) << 8 | (data[at + 2] & 0xFF) << 16 | data[at + 3] << 24;
    }

    private static void writeLiteral(byte[] data, int from, int end, AvroOutput out) {
        int length = end - from;
        if (length == 0) {
            return;
        }
        int tag = length - 1;
        if (tag < 60) {
            out.writeFixed(new byte[] {(byte) (tag << 2)}, 0, 1);
        } else {
            int bytes = tag < 1 << 8 ? 1 : tag < 1 << 16 ? 2 : tag < 1 << 24 ? 3 : 4;
            byte[] head = {
                (byte) (59 + bytes << 2), (byte) tag, (byte) (tag >>> 8), (byte) (tag >>> 16), (byte) (tag >>> 24)
            };
            out.writeFixed(head, 0, 1 + bytes);
        }
        out.writeFixed(data, from, length);
    }

    private static void writeCopy(int offset, int length, AvroOutput out) {
        for (int rest = length; rest > 0; ) {
            int count = Math.min(rest, 64);
            out.writeFixed(new byte[] {(byte) (count - 1 << 2 | 2), (byte) offset, (byte) (offset >>> 8)}, 0, 3);
            rest -= count;
        }
    }

    static byte[] unpack(byte[] data, int from, int length, int most) throws Broken {
        int end = from + length;
        int at = from;
        long size = 0;
        int shift = 0;
        while (true) {
            if (at == end || shift > 28) {
                throw broken();
            }
            byte part = data[at++];
            size |= (part & 0x7FL) << shift;
            shift += 7;
            if (part >= 0) {
                break;
            }
        }
        // A piece of three bytes makes 64 of them at most.
        if (size > most || size > 64L * length) {
            throw broken();
        }
        byte[] out = new byte[(int) size];
        int count = 0;
        while (at < end) {
            int tag = data[at++] & 0xFF;
            int kind = tag & 3;
            int extra = kind == 0 ? Math.max(0, (tag >>> 2) - 59) : kind == 3 ? 4 : kind;
            if (extra > end - at) {
                throw broken();
            }
            long number = 0;
            for (int i = 0; i < extra; i++) {
                number |= (data[at + i] & 0xFFL) << 8 * i;
            }
            at += extra;
            long piece = kind == 0
                    ? 1 + (extra == 0 ? tag >>> 2 : number)
                    : kind == 1 ? 4 + (tag >>> 2 & 7) : 1 + (tag >>> 2);
            if (piece > out.length - count) {
                throw broken();
            }
            if (kind == 0) {
                if (piece > end - at) {
                    throw broken();
                }
                System.arraycopy(data, at, out, count, (int) piece);
                at += (int) piece;
                count += (int) piece;
            } else {
                long offset = kind == 1 ? number | (tag >>> 5) << 8 : number;
                if (offset == 0 || offset > count) {
                    throw broken();
                }
                for (int i = 0; i < piece; i++, count++) {
                    out[count] = out[count - (int) offset];
                }
            }
        }
        if (count != out.length) {
            throw broken();
        }
        return out;
    }

    private static Broken broken() {
        return new Broken("has a block that cannot be decompressed");
    }
}
