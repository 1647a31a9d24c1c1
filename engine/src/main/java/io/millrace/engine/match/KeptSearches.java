package io.millrace.engine.match;

import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.state.Entries;
import io.millrace.core.state.OperatorStates;
import io.millrace.core.state.StateInput;
import io.millrace.core.state.StateOutput;
import io.millrace.core.type.Schema;
import io.millrace.engine.match.Matcher.Searches;
import io.millrace.engine.table.KeyIndex;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Partial matches, for checkpoints: rows and paths never change, so that each is an entry that is written once; what a key
 * has of paths is with the key. All of a key was on one worker, so that key and id tell what is meant when it is read
 * back. What paths keep of their rows is worked out again. One thread at a time.
 */
final class KeptSearches {
    private final KeyIndex keys;
    private final RowStore rows;
    private final Paths paths;
    private final Conditions conditions;
    private final BatchBuilder one;
    private final Map<Name, Integer> restoredRows = new HashMap<>();
    private final Map<Name, KeptPath> restoredPaths = new HashMap<>();
    private final List<KeptAttempt> restoredAttempts = new ArrayList<>();

    /** What was known under an id. */
    private record Name(int key, int id) {}

    private static final class KeptPath {
        final int parent;
        final int row;
        final int variable;
        final boolean shown;
        /** What it is now. */
        int path = Paths.NONE;

        KeptPath(StateInput in) {
            parent = in.readCount() - 1;
            row = in.readCount();
            variable = in.readCount();
            shown = in.readBoolean();
        }
    }

    private record KeptAttempt(Attempts attempts, int key, int state, int path, long start, long time) {}

    /** @param offsets the columns of the rows kept */
    KeptSearches(KeyIndex keys, Paths paths, Conditions conditions, Schema offsets) {
        this.keys = keys;
        this.rows = paths.rows();
        this.paths = paths;
        this.conditions = conditions;
        one = new BatchBuilder(offsets, 1);
    }

    void keep(OperatorStates states) {
        rows.mark(states.keep("rows", new Rows()));
        paths.mark(states.keep("paths", new Steps()));
    }

    /** The rows that paths go through. */
    private final class Rows implements Entries {
        @Override
        public int group(int id) {
            return keys.group(rows.key(id));
        }

        @Override
        public void write(int id, StateOutput out) {
            keys.write(rows.key(id), out);
            out.writeNumber(id);
            out.writeRow(rows.rows().columns(), id);
            out.writeLong(rows.time(id));
            out.writeSigned(rows.number(id));
        }

        @Override
        public void read(StateInput in) {
            int key = keys.read(in);
            int id = in.readCount();
            one.clear();
            for (int c = 0; c < rows.rows().columnCount(); c++) {
                in.readValue(one.column(c));
            }
            one.endRow();
            long time = in.readLong();
            restoredRows.put(new Name(key, id), rows.add(one.build(), 0, key, time, in.readSigned()));
        }
    }

    /** Each path is the one that it goes on from and a row. */
    private final class Steps implements Entries {
        private int key(int id) {
            return rows.key(paths.row(id));
        }

        @Override
        public int group(int id) {
            return keys.group(key(id));
        }

        @Override
        public void write(int id, StateOutput out) {
            keys.write(key(id), out);
            out.writeNumber(id);
            out.writeNumber(paths.parent(id) + 1L);
            out.writeNumber(paths.row(id));
            out.writeNumber(paths.variable(id));
            out.writeBoolean(paths.isShown(id));
        }

        @Override
        public void read(StateInput in) {
            int key = keys.read(in);
            restoredPaths.put(new Name(key, in.readCount()), new KeptPath(in));
        }
    }

    /** Writes which paths a key has. */
    void write(Searches searches, StateOutput out) {
        write(searches.partial, out);
        write(searches.whole, out);
    }

    private static void write(Attempts attempts, StateOutput out) {
        out.writeNumber(attempts.size());
        for (int i = 0; i < attempts.size(); i++) {
            out.writeNumber(attempts.state(i));
            out.writeNumber(attempts.path(i) + 1L);
            out.writeSigned(attempts.start(i));
            out.writeLong(attempts.time(i));
        }
    }

    /** Takes back what {@link #write} wrote; {@link #link} puts it there. */
    void read(int key, Searches searches, StateInput in) {
        read(key, searches.partial, in);
        read(key, searches.whole, in);
    }

    private void read(int key, Attempts attempts, StateInput in) {
        for (int count = in.readCount(); count > 0; count--) {
            restoredAttempts.add(
                    new KeptAttempt(attempts, key, in.readCount(), in.readCount() - 1, in.readSigned(), in.readLong()));
        }
    }

    /** Everything has been read back: puts it together. */
    void link() {
        List<KeptPath> held = new ArrayList<>();
        for (Name name : restoredPaths.keySet()) {
            make(name, held);
        }
        for (KeptAttempt each : restoredAttempts) {
            int path = each.path < 0 ? Paths.NONE : restored(each.key, each.path).path;
            if (path != Paths.NONE) {
                paths.retain(path);
            }
            each.attempts.add(each.state, path, each.start, each.time);
        }
        held.forEach(each -> paths.release(each.path));
        restoredRows.clear();
        restoredPaths.clear();
        restoredAttempts.clear();
    }

    /** Makes a path, and before it those that it goes on from; they are held until all are made. */
    private void make(Name name, List<KeptPath> held) {
        List<KeptPath> open = new ArrayList<>();
        @Nullable KeptPath next = restored(name.key, name.id);
        while (next != null && next.path == Paths.NONE) {
            open.add(next);
            next = next.parent < 0 ? null : restored(name.key, next.parent);
        }
        for (int i = open.size() - 1; i >= 0; i--) {
            KeptPath each = open.get(i);
            int parent = each.parent < 0 ? Paths.NONE : restored(name.key, each.parent).path;
            int row = Objects.requireNonNull(restoredRows.get(new Name(name.key, each.row)));
            each.path = paths.extend(parent, each.variable, each.shown, row);
            conditions.restored(each.path, parent, each.variable, row);
            held.add(each);
        }
    }

    private KeptPath restored(int key, int id) {
        return Objects.requireNonNull(restoredPaths.get(new Name(key, id)));
    }
}
