package io.millrace.acceptance.generated;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The ORDER BY of a query over the generated table; rows that it does not tell apart keep the order of splits and
 * positions.
 */
record Sequence(List<Key> keys) {
    private static final List<Integer> COLUMNS = List.of(0, 1, 3, 4, 5, 6);

    /** @param nullsFirst null when nothing is said about NULL, which then is smallest */
    record Key(int column, boolean descending, @Nullable Boolean nullsFirst) {
        private boolean isNullFirst() {
            return nullsFirst == null ? !descending : nullsFirst;
        }

        private int compare(Event left, Event right) {
            Object a = left.value(column);
            Object b = right.value(column);
            if (a == null || b == null) {
                int order = Boolean.compare(b == null, a == null);
                return isNullFirst() ? order : -order;
            }
            int order = AggregateExpression.ORDER.compare(a, b);
            return descending ? -order : order;
        }

        private String text() {
            String nulls = nullsFirst == null ? "" : nullsFirst ? " NULLS FIRST" : " NULLS LAST";
            return Selection.names().get(column) + (descending ? " DESC" : "") + nulls;
        }
    }

    static Sequence random(Random random, int most) {
        List<Key> keys = new ArrayList<>();
        for (int i = 1 + random.nextInt(most); i > 0; i--) {
            int column = COLUMNS.get(random.nextInt(COLUMNS.size()));
            if (keys.stream().noneMatch(key -> key.column() == column)) {
                Boolean nullsFirst = random.nextInt(3) == 0 ? random.nextBoolean() : null;
                keys.add(new Key(column, random.nextBoolean(), nullsFirst));
            }
        }
        return new Sequence(keys);
    }

    String text() {
        return keys.stream().map(Key::text).collect(Collectors.joining(", "));
    }

    /** Compares by the order alone; 0 for peers. */
    int comparePeers(Event left, Event right) {
        int order = 0;
        for (int i = 0; i < keys.size() && order == 0; i++) {
            order = keys.get(i).compare(left, right);
        }
        return order;
    }

    Comparator<Event> comparator() {
        return ((Comparator<Event>) this::comparePeers)
                .thenComparing(Event::split)
                .thenComparing(Event::position);
    }
}
