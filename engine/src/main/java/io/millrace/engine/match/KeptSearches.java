package io.millrace.engine.match;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.state.StateInput;
import io.millrace.core.state.StateOutput;
import io.millrace.core.type.Schema;
import io.millrace.engine.match.Matcher.Searches;
import java.util.Arrays;

/**
 * Writes the partial matches of a key for a checkpoint, and reads them back: the rows that they have, the paths through
 * these, each behind the one that it goes on from, and then who is where. What paths keep of their rows is worked out
 * again. One thread at a time.
 */
final class KeptSearches {
    private final RowStore rows;
    private final Paths paths;
    private final Conditions conditions;
    private final BatchBuilder one;
    private final Numbers pathNumbers = new Numbers();
    private final Numbers rowNumbers = new Numbers();
    private int[] trail = new int[16];

    /** @param offsets the columns of the rows kept */
    KeptSearches(Paths paths, Conditions conditions, Schema offsets) {
        this.rows = paths.rows();
        this.paths = paths;
        this.conditions = conditions;
        one = new BatchBuilder(offsets, 1);
    }

    /** Numbers ids in the order in which they come, from 0. */
    private static final class Numbers {
        /** By id: its number plus one. */
        int[] numbers = new int[16];

        int[] ids = new int[16];
        int count;

        boolean add(int id) {
            if (id >= numbers.length) {
                numbers = Arrays.copyOf(numbers, Math.max(id + 1, numbers.length * 2));
            }
            if (numbers[id] > 0) {
                return false;
            }
            if (count == ids.length) {
                ids = Arrays.copyOf(ids, count * 2);
            }
            ids[count++] = id;
            numbers[id] = count;
            return true;
        }

        int of(int id) {
            return numbers[id] - 1;
        }

        boolean has(int id) {
            return id < numbers.length && numbers[id] > 0;
        }

        void clear() {
            for (int i = 0; i < count; i++) {
                numbers[ids[i]] = 0;
            }
            count = 0;
        }
    }

    void write(Searches searches, StateOutput out) {
        number(searches.partial);
        number(searches.whole);
        Batch all = rows.rows();
        out.writeNumber(rowNumbers.count);
        for (int i = 0; i < rowNumbers.count; i++) {
            int row = rowNumbers.ids[i];
            out.writeRow(all.columns(), row);
            out.writeLong(rows.time(row));
            out.writeSigned(rows.number(row));
        }
        out.writeNumber(pathNumbers.count);
        for (int i = 0; i < pathNumbers.count; i++) {
            int path = pathNumbers.ids[i];
            int parent = paths.parent(path);
            out.writeNumber(parent == Paths.NONE ? 0 : pathNumbers.of(parent) + 1L);
            out.writeNumber(rowNumbers.of(paths.row(path)));
            out.writeNumber(paths.variable(path));
            out.writeBoolean(paths.isShown(path));
        }
        write(searches.partial, out);
        write(searches.whole, out);
        pathNumbers.clear();
        rowNumbers.clear();
    }

    private void number(Attempts attempts) {
        for (int i = 0; i < attempts.size(); i++) {
            int length = 0;
            for (int path = attempts.path(i); path != Paths.NONE && !pathNumbers.has(path); path = paths.parent(path)) {
                if (length == trail.length) {
                    trail = Arrays.copyOf(trail, length * 2);
                }
                trail[length++] = path;
            }
            while (length > 0) {
                int path = trail[--length];
                pathNumbers.add(path);
                rowNumbers.add(paths.row(path));
            }
        }
    }

    private void write(Attempts attempts, StateOutput out) {
        out.writeNumber(attempts.size());
        for (int i = 0; i < attempts.size(); i++) {
            int path = attempts.path(i);
            out.writeNumber(attempts.state(i));
            out.writeNumber(path == Paths.NONE ? 0 : pathNumbers.of(path) + 1L);
            out.writeSigned(attempts.start(i));
            out.writeLong(attempts.time(i));
        }
    }

    /** Adds what {@link #write} wrote. */
    void read(Searches searches, StateInput in) {
        int[] rowIds = new int[in.readCount()];
        for (int i = 0; i < rowIds.length; i++) {
            one.clear();
            for (int c = 0; c < rows.rows().columnCount(); c++) {
                in.readValue(one.column(c));
            }
            one.endRow();
            rowIds[i] = rows.add(one.build(), 0, in.readLong(), in.readSigned());
        }
        int[] pathIds = new int[in.readCount()];
        for (int i = 0; i < pathIds.length; i++) {
            int parent = in.readCount();
            int row = rowIds[in.readCount()];
            int variable = in.readCount();
            int from = parent == 0 ? Paths.NONE : pathIds[parent - 1];
            pathIds[i] = paths.extend(from, variable, in.readBoolean(), row);
            conditions.restored(pathIds[i], from, variable, row);
        }
        read(searches.partial, pathIds, in);
        read(searches.whole, pathIds, in);
        for (int path : pathIds) {
            paths.release(path);
        }
    }

    private void read(Attempts attempts, int[] pathIds, StateInput in) {
        for (int count = in.readCount(); count > 0; count--) {
            int state = in.readCount();
            int path = in.readCount();
            if (path > 0) {
                paths.retain(pathIds[path - 1]);
            }
            attempts.add(state, path == 0 ? Paths.NONE : pathIds[path - 1], in.readSigned(), in.readLong());
        }
    }
}
