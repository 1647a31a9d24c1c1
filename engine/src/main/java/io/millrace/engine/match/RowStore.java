package io.millrace.engine.match;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.Vector;
import io.millrace.core.state.Marks;
import io.millrace.core.type.Type;
import java.util.Arrays;
import java.util.List;

/** The rows that partial matches consist of, each once, however many share it. A row goes with the last that has it. */
final class RowStore {
    private final Vector.Writable[] columns;
    private final Vector[] vectors;
    private long[] times = new long[64];
    private long[] numbers = new long[64];
    private int[] references = new int[64];
    private int[] keys = new int[64];
    private Marks marks = Marks.OFF;
    private int[] free = new int[64];
    private int freeCount;
    private int limit;

    RowStore(List<Type> types) {
        columns = new Vector.Writable[types.size()];
        vectors = new Vector[types.size()];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = Vector.create(types.get(i), 64);
            vectors[i] = columns[i].vector();
        }
    }

    /** Copies a row of a batch of the same columns; nobody refers to it yet. */
    int add(Batch batch, int row, int key, long time, long number) {
        int id;
        if (freeCount > 0) {
            id = free[--freeCount];
            for (int c = 0; c < columns.length; c++) {
                columns[c].set(id, batch.column(c), row);
            }
        } else {
            id = limit++;
            for (int c = 0; c < columns.length; c++) {
                columns[c].append(batch.column(c), row);
            }
        }
        if (id >= times.length) {
            times = Arrays.copyOf(times, id * 2);
            numbers = Arrays.copyOf(numbers, id * 2);
            references = Arrays.copyOf(references, id * 2);
            keys = Arrays.copyOf(keys, id * 2);
        }
        marks.touch(id);
        keys[id] = key;
        times[id] = time;
        numbers[id] = number;
        references[id] = 0;
        return id;
    }

    void retain(int id) {
        references[id]++;
    }

    void release(int id) {
        if (--references[id] == 0) {
            marks.remove(id);
            if (freeCount == free.length) {
                free = Arrays.copyOf(free, freeCount * 2);
            }
            free[freeCount++] = id;
        }
    }

    /** The columns by id; ids that are free hold anything. */
    Batch rows() {
        return new Batch(vectors, limit);
    }

    Vector column(int index) {
        return vectors[index];
    }

    /** Says who is to be told of rows that come and go. */
    void mark(Marks newMarks) {
        marks = newMarks;
    }

    /** Whose row it is. */
    int key(int id) {
        return keys[id];
    }

    /** The event time of a row. */
    long time(int id) {
        return times[id];
    }

    /** The place of a row in the order of all rows. */
    long number(int id) {
        return numbers[id];
    }

    int size() {
        return limit - freeCount;
    }

    long bytes() {
        long sum = 24L * times.length + 4L * free.length;
        for (Vector vector : vectors) {
            sum += vector.bytes();
        }
        return sum;
    }
}
