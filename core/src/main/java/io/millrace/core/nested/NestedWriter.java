package io.millrace.core.nested;

import io.millrace.core.batch.BooleanVector;
import io.millrace.core.batch.BytesVector;
import io.millrace.core.batch.ConstantVector;
import io.millrace.core.batch.DecimalVector;
import io.millrace.core.batch.DoubleVector;
import io.millrace.core.batch.LongVector;
import io.millrace.core.batch.Vector;
import io.millrace.core.error.Check;
import io.millrace.core.type.Storage;
import io.millrace.core.type.Type;
import java.util.Arrays;
import java.util.List;

/**
 * Writes nested values as {@link Nested} has them, front to back: {@code begin…}, the fields or elements in order, each
 * either written or begun and ended in turn, then {@link #end}. The items of a MAP are ROWs; one whose key came before
 * takes the place of the other. Reusable after {@link #clear}; what it wrote holds good until then. One thread at a time.
 */
public final class NestedWriter {
    private static final RowLayout NOTHING = RowLayout.of(Type.row(List.of()));
    private static final long NAN = Double.doubleToLongBits(Double.NaN);

    private final MapKeys keys = new MapKeys();
    private byte[] data = new byte[64];
    private int length;
    private Level[] levels = {new Level()};
    private int depth = -1;

    /** What is open. */
    private static final class Level {
        RowLayout layout = NOTHING;
        Storage element = Storage.LONG;
        boolean isRow;
        boolean isMap;
        int start;
        int next;

        int[] ends = new int[8];
        byte[] nullBits = new byte[2];
    }

    /** The bytes written; the values that were ended at depth 0 are {@code 0..length}, one behind the other. */
    public byte[] data() {
        return data;
    }

    public int length() {
        return length;
    }

    /** Forgets everything. */
    public NestedWriter clear() {
        length = 0;
        depth = -1;
        return this;
    }

    public void beginRow(RowLayout layout) {
        Level level = open();
        level.isRow = true;
        level.isMap = false;
        level.layout = layout;
        reserve(layout.fixedBytes());
        Arrays.fill(data, length, length + layout.fixedBytes(), (byte) 0);
        length += layout.fixedBytes();
    }

    public void beginArray(Storage element) {
        Level level = open();
        level.isRow = false;
        level.isMap = false;
        level.element = element;
    }

    /** @param item the layout of the items, which are rows of key and value */
    public void beginMap(RowLayout item) {
        beginArray(Storage.BYTES);
        levels[depth].isMap = true;
        levels[depth].layout = item;
    }

    private Level open() {
        depth++;
        if (depth == levels.length) {
            levels = Arrays.copyOf(levels, depth * 2);
            for (int i = depth; i < levels.length; i++) {
                levels[i] = new Level();
            }
        }
        Level level = levels[depth];
        level.start = length;
        level.next = 0;

        return level;
    }

    private void reserve(int more) {
        if (data.length - length < more) {
            long wanted = Math.max((long) length + more, Math.min(data.length * 2L, Integer.MAX_VALUE - 16L));
            data = Arrays.copyOf(data, Math.toIntExact(wanted));
        }
    }

    /** Where the next value goes: the slot of the next field, or a new element of so many bytes. */
    private int place(int width) {
        Level level = levels[depth];
        int index = level.next++;
        if (level.isRow) {
            return level.start + level.layout.slot(index);
        }
        mark(level, index, false);
        reserve(width);
        length += width;
        return length - width;
    }

    private static void mark(Level level, int index, boolean isNull) {
        int at = index >>> 3;
        if (at == level.nullBits.length) {
            level.nullBits = Arrays.copyOf(level.nullBits, at * 2);
        }
        if ((index & 7) == 0) {
            level.nullBits[at] = 0;
        }
        if (isNull) {
            level.nullBits[at] |= (byte) (1 << (index & 7));
        }
    }

    public void writeLong(long value) {
        Nested.putLong(data(8), place(8), value);
    }

    /** The array, large enough for so many bytes more; it must be asked for before a place in it. */
    private byte[] data(int more) {
        reserve(more);
        return data;
    }

    public void writeDouble(double value) {
        long bits = Double.isNaN(value) ? NAN : Double.doubleToRawLongBits(value + 0.0);
        Nested.putLong(data(8), place(8), bits);
    }

    public void writeBoolean(boolean value) {
        byte[] target = data(1);
        target[place(1)] = (byte) (value ? 1 : 0);
    }

    public void writeDecimal(long high, long low) {
        byte[] target = data(16);
        int at = place(16);
        Nested.putLong(target, at, high);
        Nested.putLong(target, at + 8, low);
    }

    /** A text, a binary value, or a nested value that is written already. */
    public void writeBytes(byte[] source, int from, int count) {
        reserve(count);
        System.arraycopy(source, from, data, length, count);
        length += count;
        endBytes(false);
    }

    public void writeNull() {
        Level level = levels[depth];
        if (level.isRow) {
            int field = level.next;
            data[level.start + (field >>> 3)] |= (byte) (1 << (field & 7));
            if (level.layout.storage(field) == Storage.BYTES) {
                endBytes(true);
            } else {
                level.next++;
            }
        } else if (level.element == Storage.BYTES) {
            endBytes(true);
        } else {
            int width = Nested.width(level.element);
            int at = place(width);
            Arrays.fill(data, at, at + width, (byte) 0);
            mark(level, level.next - 1, true);
        }
    }

    /** Notes in what is open where the bytes end that were just written. */
    private void endBytes(boolean isNull) {
        if (depth < 0) {
            return;
        }
        Level level = levels[depth];
        int index = level.next++;
        if (level.isRow) {
            int end = length - level.start - level.layout.fixedBytes();
            Nested.putInt(data, level.start + level.layout.slot(index), end);
            return;
        }
        mark(level, index, isNull);
        if (index == level.ends.length) {
            level.ends = Arrays.copyOf(level.ends, index * 2);
        }
        level.ends[index] = length - level.start;
    }

    /** Where writing stands between two parts of a value, for {@link #back}. */
    public Mark mark() {
        return new Mark(depth, length);
    }

    /** Forgets what was begun, and not ended, since the mark. */
    public void back(Mark mark) {
        depth = mark.depth;
        length = mark.length;
    }

    /** A place between two parts of a value. */
    public record Mark(int depth, int length) {}

    /** Ends what was begun last; it becomes a value of what is open then. */
    public void end() {
        Level level = levels[depth];
        if (level.isRow) {
            Check.that(level.next == level.layout.size(), "a row ends before its last field");
        } else {
            if (level.isMap) {
                replaceRepeated(level);
            }
            int count = level.next;
            int bits = (count + 7) >>> 3;
            int ends = level.element == Storage.BYTES ? count : 0;
            reserve(4 * ends + bits + 4);
            for (int i = 0; i < ends; i++) {
                Nested.putInt(data, length, level.ends[i]);
                length += 4;
            }
            System.arraycopy(level.nullBits, 0, data, length, bits);
            length += bits;
            Nested.putInt(data, length, count);
            length += 4;
        }
        depth--;
        endBytes(false);
    }

    private void replaceRepeated(Level level) {
        int kept = keys.chooseLast(data, level.start, level.ends, level.next, level.layout);
        if (kept == level.next) {
            return;
        }
        byte[] items = Arrays.copyOfRange(data, level.start, length);
        int[] chosen = keys.chosen();
        int[] ends = new int[Math.max(8, kept)];
        length = level.start;
        for (int i = 0; i < kept; i++) {
            int from = chosen[i] == 0 ? 0 : level.ends[chosen[i] - 1];
            int size = level.ends[chosen[i]] - from;
            System.arraycopy(items, from, data, length, size);
            length += size;
            ends[i] = length - level.start;
        }
        level.ends = ends;
        level.next = kept;
    }

    /** Writes row {@code row} of a vector. */
    public void write(Vector vector, int row) {
        if (vector instanceof ConstantVector constant) {
            write(constant.value(), 0);
        } else if (vector.isNull(row)) {
            writeNull();
        } else if (vector instanceof LongVector longs) {
            writeLong(longs.get(row));
        } else if (vector instanceof DoubleVector doubles) {
            writeDouble(doubles.get(row));
        } else if (vector instanceof BooleanVector booleans) {
            writeBoolean(booleans.get(row));
        } else if (vector instanceof DecimalVector decimals) {
            writeDecimal(decimals.high()[row], decimals.low()[row]);
        } else {
            BytesVector bytes = (BytesVector) vector;
            writeBytes(bytes.data(), bytes.offset(row), bytes.length(row));
        }
    }

    /** Writes an element of an array that is written already. */
    public void writeElement(byte[] source, int from, int size, int index, Storage element) {
        if (Nested.isNull(source, from, size, index)) {
            writeNull();
            return;
        }
        switch (element) {
            case LONG -> writeLong(Nested.longAt(source, from + 8 * index));
            case DOUBLE -> writeDouble(Nested.doubleAt(source, from + 8 * index));
            case BOOLEAN -> writeBoolean(Nested.booleanAt(source, from + index));
            case DECIMAL ->
                writeDecimal(Nested.longAt(source, from + 16 * index), Nested.longAt(source, from + 16 * index + 8));
            case BYTES -> {
                int start = Nested.start(source, from, size, index);
                writeBytes(source, start, Nested.end(source, from, size, index) - start);
            }
        }
    }

    /** Writes a field of a row that is written already. */
    public void writeField(byte[] source, int from, int field, RowLayout layout) {
        if (Nested.bitAt(source, from, field)) {
            writeNull();
            return;
        }
        int at = from + layout.slot(field);
        switch (layout.storage(field)) {
            case LONG -> writeLong(Nested.longAt(source, at));
            case DOUBLE -> writeDouble(Nested.doubleAt(source, at));
            case BOOLEAN -> writeBoolean(Nested.booleanAt(source, at));
            case DECIMAL -> writeDecimal(Nested.longAt(source, at), Nested.longAt(source, at + 8));
            case BYTES -> {
                int start = layout.start(source, from, field);
                writeBytes(source, start, layout.end(source, from, field) - start);
            }
        }
    }
}
