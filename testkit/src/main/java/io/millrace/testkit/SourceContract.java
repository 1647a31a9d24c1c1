package io.millrace.testkit;

import io.millrace.core.connect.Reader;
import io.millrace.core.connect.Source;
import io.millrace.core.connect.Source.Position;
import io.millrace.core.type.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What every source that can be read again keeps: its rows do not depend on how many are asked for at a time, reading
 * goes on exactly from any position, and a choice of columns is just that choice of all columns.
 */
public final class SourceContract {
    private static final int LARGE = 4096;
    private static final int IDLE_POLLS = 50;
    private static final int MOST_RESUMED = 50;

    private final Supplier<Source> sources;
    private final Schema schema;

    private SourceContract(Supplier<Source> sources, Schema schema) {
        this.sources = sources;
        this.schema = schema;
    }

    /**
     * Checks a source whose rows are all good, all there already, and at least two. A bounded one is read to its end,
     * others until they have nothing more at once.
     *
     * @param sources makes the same source anew
     * @param schema all its columns
     */
    public static void check(Supplier<Source> sources, Schema schema) {
        SourceContract contract = new SourceContract(sources, schema);
        int[] all = contract.allColumns();
        try (Source source = sources.get()) {
            int rows = 0;
            for (Source.Split split : source.splits()) {
                List<List<@Nullable Object>> expected = contract.read(split, Position.START, all, LARGE);
                rows += expected.size();
                contract.checkSteps(split, expected);
                contract.checkProjections(split, expected);
            }
            require(rows >= 2, "the source has too few rows to tell anything: " + rows, "");
        }
    }

    private int[] allColumns() {
        int[] all = new int[schema.size()];
        for (int i = 0; i < all.length; i++) {
            all[i] = i;
        }
        return all;
    }

    private List<List<@Nullable Object>> read(Source.Split split, Position from, int[] columns, int maxRows) {
        SourceRows rows = new SourceRows(schema.select(columns));
        Wakings wakings = new Wakings();
        try (Source source = sources.get();
                Reader reader = source.open(split, from, columns, wakings)) {
            if (source.bounded()) {
                rows.drain(reader, maxRows, wakings);
            } else {
                rows.drain(reader, maxRows, IDLE_POLLS);
            }
        }
        require(rows.failures().isEmpty(), "rows could not be decoded", rows.failures());
        return rows.rows();
    }

    /** Reads row by row, and from the position behind each row goes on with another reader. */
    private void checkSteps(Source.Split split, List<List<@Nullable Object>> expected) {
        int[] all = allColumns();
        SourceRows rows = new SourceRows(schema);
        int stride = Math.max(1, expected.size() / MOST_RESUMED);
        Wakings wakings = new Wakings();
        try (Source source = sources.get();
                Reader reader = source.open(split, Position.START, all, wakings)) {
            int idle = 0;
            int checked = -1;
            while (idle < IDLE_POLLS) {
                Reader.Poll poll = reader.poll(rows, 1);
                int count = rows.rows().size();
                if (count != checked && count % stride == 0) {
                    checked = count;
                    List<List<@Nullable Object>> rest = read(split, reader.position(), all, LARGE);
                    requireEqual(expected.subList(count, expected.size()), rest, "after resuming behind row " + count);
                }
                if (poll.state() == Reader.State.END) {
                    break;
                }
                idle = poll.state() == Reader.State.IDLE ? idle + 1 : 0;
                if (idle > 0 && source.bounded()) {
                    wakings.await(poll);
                    idle = 0;
                }
            }
        }
        requireEqual(expected, rows.rows(), "when asked for one row at a time");
    }

    private void checkProjections(Source.Split split, List<List<@Nullable Object>> expected) {
        int count = schema.size();
        // Every set of columns of a small table, every pair and every single one of a large table; both ways around.
        for (int set = 0; set < 1 << Math.min(count, 12); set++) {
            if (count > 6 && Integer.bitCount(set) > 2) {
                continue;
            }
            int[] forwards = new int[Integer.bitCount(set)];
            int[] backwards = new int[forwards.length];
            int at = 0;
            for (int i = 0; i < count; i++) {
                if ((set >> i & 1) != 0) {
                    forwards[at++] = i;
                    backwards[backwards.length - at] = i;
                }
            }
            for (int[] columns : List.of(forwards, backwards)) {
                requireEqual(
                        select(expected, columns),
                        read(split, Position.START, columns, LARGE),
                        "for the columns " + schema.select(columns).names());
            }
        }
    }

    private static List<List<@Nullable Object>> select(List<List<@Nullable Object>> rows, int[] columns) {
        List<List<@Nullable Object>> chosen = new ArrayList<>(rows.size());
        for (List<@Nullable Object> row : rows) {
            List<@Nullable Object> values = new ArrayList<>(columns.length);
            for (int column : columns) {
                values.add(row.get(column));
            }
            chosen.add(values);
        }
        return chosen;
    }

    private static void requireEqual(
            List<List<@Nullable Object>> expected, List<List<@Nullable Object>> actual, String when) {
        require(
                expected.size() == actual.size(),
                actual.size() + " rows instead of " + expected.size() + " " + when,
                "");
        for (int i = 0; i < expected.size(); i++) {
            List<@Nullable Object> wanted = expected.get(i);
            List<@Nullable Object> found = actual.get(i);
            require(
                    Objects.deepEquals(wanted.toArray(), found.toArray()),
                    "row " + i + " " + when,
                    found + " is not " + wanted);
        }
    }

    private static void require(boolean condition, String message, Object detail) {
        if (!condition) {
            throw new AssertionError(message + ": " + detail);
        }
    }
}
