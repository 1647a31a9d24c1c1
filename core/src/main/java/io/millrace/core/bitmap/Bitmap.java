package io.millrace.core.bitmap;

/** What bitmaps are to people, and how they combine. */
public final class Bitmap {
    /** Beyond so many characters the text of a bitmap is cut off. */
    private static final int LONGEST_TEXT = 0x80000;

    private static final long[] NOTHING = new long[BitmapReader.WORDS];

    private Bitmap() {}

    /** How two bitmaps become one. */
    public enum Operation {
        AND,
        OR,
        XOR,
        AND_NOT;

        long apply(long one, long other) {
            return switch (this) {
                case AND -> one & other;
                case OR -> one | other;
                case XOR -> one ^ other;
                case AND_NOT -> one & ~other;
            };
        }
    }

    /** Takes the numbers of a bitmap. */
    public interface Visitor {
        /**
         * @param value from 0 to 4294967295
         * @return whether to go on
         */
        boolean visit(long value);
    }

    /** Hands the numbers that a reader has begun with to a visitor, in ascending order. */
    public static void forEach(BitmapReader reader, Visitor visitor) {
        while (reader.next()) {
            long upper = (long) reader.key() << 16;
            long[] words = reader.words();
            for (int i = 0; i < words.length; i++) {
                for (long left = words[i]; left != 0; left &= left - 1) {
                    if (!visitor.visit(upper | 64L * i + Long.numberOfTrailingZeros(left))) {
                        return;
                    }
                }
            }
        }
    }

    /** Writes what becomes of two bitmaps that readers have begun with; the words of both are overwritten. */
    public static void combine(BitmapReader one, BitmapReader other, Operation operation, BitmapWriter out) {
        out.clear();
        boolean left = one.next();
        boolean right = other.next();
        while (left || right) {
            int key = Math.min(left ? one.key() : Integer.MAX_VALUE, right ? other.key() : Integer.MAX_VALUE);
            boolean ofLeft = left && one.key() == key;
            boolean ofRight = right && other.key() == key;
            long[] words = ofLeft ? one.words() : NOTHING;
            long[] second = ofRight ? other.words() : NOTHING;
            long[] result = ofLeft ? words : second;
            for (int i = 0; i < result.length; i++) {
                result[i] = operation.apply(words[i], second[i]);
            }
            out.append(key, result);
            left = ofLeft ? one.next() : left;
            right = ofRight ? other.next() : right;
        }
        out.end();
    }

    /** Appends a bitmap as people read it: {@code {1,2,100000}}. */
    public static void append(StringBuilder out, byte[] data, int from, int length) {
        BitmapReader reader = new BitmapReader();
        reader.read(data, from, length);
        int start = out.length();
        out.append('{');
        forEach(reader, value -> {
            if (out.length() > start + 1) {
                out.append(',');
            }
            boolean room = out.length() - start <= LONGEST_TEXT;
            if (room) {
                out.append(value);
            } else {
                out.append("...");
            }
            return room;
        });
        out.append('}');
    }
}
