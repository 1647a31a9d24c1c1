package io.millrace.engine.function;

import io.millrace.core.bitmap.Bitmap;
import io.millrace.core.bitmap.Bitmap.Operation;
import io.millrace.core.bitmap.BitmapReader;
import io.millrace.core.bitmap.BitmapWriter;
import io.millrace.core.error.DataException;
import io.millrace.core.nested.Nested;
import io.millrace.core.nested.NestedWriter;
import io.millrace.core.type.Storage;
import io.millrace.engine.value.CallSite;
import io.millrace.engine.value.NestedValues;
import io.millrace.engine.value.Utf8;
import java.util.Arrays;

/** Functions of bitmaps, which are bytes in Roaring's portable format. */
public final class BitmapFunctions {
    private BitmapFunctions() {}

    /** What a call works with, kept from row to row. */
    private static final class Scratch {
        final BitmapReader one = new BitmapReader();
        final BitmapReader other = new BitmapReader();
        final BitmapWriter bitmap = new BitmapWriter();
        final NestedWriter array = new NestedWriter();
        long[] values = new long[16];
    }

    private static Scratch scratch(CallSite site) {
        return site.keep(Scratch::new);
    }

    public static Utf8 and(CallSite site, Utf8 one, Utf8 other) {
        return combine(site, one, other, Operation.AND);
    }

    public static Utf8 or(CallSite site, Utf8 one, Utf8 other) {
        return combine(site, one, other, Operation.OR);
    }

    public static Utf8 xor(CallSite site, Utf8 one, Utf8 other) {
        return combine(site, one, other, Operation.XOR);
    }

    public static Utf8 andNot(CallSite site, Utf8 one, Utf8 other) {
        return combine(site, one, other, Operation.AND_NOT);
    }

    private static Utf8 combine(CallSite site, Utf8 one, Utf8 other, Operation operation) {
        Scratch scratch = scratch(site);
        scratch.one.read(one.data, one.offset, one.length);
        scratch.other.read(other.data, other.offset, other.length);
        Bitmap.combine(scratch.one, scratch.other, operation, scratch.bitmap);
        return site.text.set(scratch.bitmap.data(), 0, scratch.bitmap.length());
    }

    /** The elements of an array of integers, without those that are NULL; negative ones count from the top. */
    public static Utf8 build(CallSite site, Utf8 array) {
        Scratch scratch = scratch(site);
        int count = NestedValues.count(array);
        if (scratch.values.length < count) {
            scratch.values = new long[count * 2];
        }
        int kept = 0;
        for (int i = 0; i < count; i++) {
            if (!NestedValues.isNull(array, i)) {
                scratch.values[kept++] = Nested.longAt(array.data, array.offset + 8 * i) & 0xFFFF_FFFFL;
            }
        }
        Arrays.sort(scratch.values, 0, kept);
        scratch.bitmap.clear();
        for (int i = 0; i < kept; i++) {
            scratch.bitmap.add(scratch.values[i]);
        }
        return written(site, scratch.bitmap);
    }

    private static Utf8 written(CallSite site, BitmapWriter bitmap) {
        bitmap.end();
        return site.text.set(bitmap.data(), 0, bitmap.length());
    }

    public static long cardinality(CallSite site, Utf8 bitmap) {
        BitmapReader reader = scratch(site).one;
        reader.read(bitmap.data, bitmap.offset, bitmap.length);
        return reader.cardinality();
    }

    public static Utf8 fromBytes(CallSite site, Utf8 bytes) {
        Scratch scratch = scratch(site);
        scratch.bitmap.clear();
        try {
            scratch.one.read(bytes.data, bytes.offset, bytes.length);
            while (scratch.one.next()) {
                scratch.bitmap.append(scratch.one.key(), scratch.one.words());
            }
        } catch (IllegalArgumentException e) {
            throw new DataException(
                    "the bytes are no bitmap in Roaring's portable format: " + e.getMessage(),
                    null,
                    "BITMAP_TO_BYTES makes such bytes",
                    e);
        }
        return written(site, scratch.bitmap);
    }

    public static Utf8 toBytes(Utf8 bitmap) {
        return bitmap;
    }

    /** The numbers as an array of INT: those from 2147483648 on come last and are negative. */
    public static Utf8 toArray(CallSite site, Utf8 bitmap) {
        Scratch scratch = scratch(site);
        scratch.one.read(bitmap.data, bitmap.offset, bitmap.length);
        NestedWriter out = scratch.array.clear();
        out.beginArray(Storage.LONG);
        Bitmap.forEach(scratch.one, value -> {
            int signed = (int) value;
            out.writeLong(signed);
            return true;
        });
        out.end();
        return NestedValues.written(site.text, out);
    }

    public static Utf8 string(CallSite site, Utf8 bitmap) {
        site.builder.setLength(0);
        Bitmap.append(site.builder, bitmap.data, bitmap.offset, bitmap.length);
        return site.text.clear().append(site.builder);
    }
}
