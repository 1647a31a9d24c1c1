package io.millrace.acceptance.generated;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Two sides, rows of the table or groups of them, joined in all ways or compared as sets.
 *
 * @param condition whether pairs must fulfil one besides equal keys
 */
record JoinQuery(Kind kind, Side left, Side right, boolean keyed, boolean nullsEqual, boolean condition)
        implements GeneratedQuery {
    /** How the sides meet. */
    enum Kind {
        INNER,
        LEFT,
        RIGHT,
        FULL,
        EXISTS,
        NOT_EXISTS,
        INTERSECT,
        INTERSECT_ALL,
        EXCEPT,
        EXCEPT_ALL;

        boolean isPaired() {
            return this == INNER || this == LEFT || this == RIGHT || this == FULL;
        }

        boolean isSet() {
            return ordinal() >= INTERSECT.ordinal();
        }
    }

    /** The rows of one side, as a key and a number: rows of the table, or how many there are of each key. */
    enum Side {
        ROWS,
        GROUPS,
        DISTINCT;

        String sql() {
            return switch (this) {
                case ROWS -> "SELECT k, g FROM t";
                case GROUPS -> "SELECT k, CAST(COUNT(*) AS INT) AS g FROM t GROUP BY k";
                case DISTINCT -> "SELECT DISTINCT k, g FROM t WHERE f";
            };
        }

        List<List<@Nullable Object>> rows(List<Event> events) {
            List<List<@Nullable Object>> rows = new ArrayList<>();
            Map<@Nullable Object, Integer> counts = new LinkedHashMap<>();
            for (Event event : events) {
                Object key = event.value(InputRows.TEXT);
                counts.merge(key, 1, Integer::sum);
                List<@Nullable Object> row = row(key, event.value(1));
                if (this == ROWS
                        || Boolean.TRUE.equals(event.value(InputRows.FLAG))
                                && this == DISTINCT
                                && !rows.contains(row)) {
                    rows.add(row);
                }
            }
            if (this == GROUPS) {
                counts.forEach((key, count) -> rows.add(row(key, count)));
            }
            return rows;
        }
    }

    static JoinQuery random(Random random) {
        return new JoinQuery(
                Kind.values()[random.nextInt(Kind.values().length)],
                Side.values()[random.nextInt(3)],
                Side.values()[random.nextInt(3)],
                random.nextInt(5) > 0,
                random.nextInt(4) == 0,
                random.nextBoolean());
    }

    private static List<@Nullable Object> row(@Nullable Object... values) {
        List<@Nullable Object> row = new ArrayList<>();
        for (Object value : values) {
            row.add(value);
        }
        return row;
    }

    @Override
    public String sql() {
        String a = "(" + left.sql() + ") AS a";
        String b = "(" + right.sql() + ") AS b";
        String equality = !keyed ? "TRUE" : nullsEqual ? "a.k IS NOT DISTINCT FROM b.k" : "a.k = b.k";
        String on = equality + (condition ? " AND a.g < b.g" : "");
        if (kind.isSet()) {
            return left.sql() + " " + kind.name().replace('_', ' ') + " " + right.sql();
        } else if (kind.isPaired()) {
            return "SELECT a.k, a.g, b.k, b.g FROM " + a + " " + kind + " JOIN " + b + " ON " + on;
        }
        return "SELECT k, g FROM " + a + " WHERE " + kind.name().replace('_', ' ') + " (SELECT 1 FROM " + b + " WHERE "
                + on + ")";
    }

    @Override
    public Expectation expect(InputRows input) {
        return epoch -> {
            List<List<@Nullable Object>> a = left.rows(input.until(epoch));
            List<List<@Nullable Object>> b = right.rows(input.until(epoch));
            return kind.isSet() ? compared(a, b) : joined(a, b);
        };
    }

    private List<List<@Nullable Object>> compared(List<List<@Nullable Object>> a, List<List<@Nullable Object>> b) {
        boolean all = kind == Kind.INTERSECT_ALL || kind == Kind.EXCEPT_ALL;
        boolean wanted = kind == Kind.INTERSECT || kind == Kind.INTERSECT_ALL;
        List<List<@Nullable Object>> others = new ArrayList<>(b);
        List<List<@Nullable Object>> result = new ArrayList<>();
        for (List<@Nullable Object> row : a) {
            boolean there = all ? others.remove(row) : others.contains(row);
            if (there == wanted && (all || !result.contains(row))) {
                result.add(row);
            }
        }
        return result;
    }

    private List<List<@Nullable Object>> joined(List<List<@Nullable Object>> a, List<List<@Nullable Object>> b) {
        List<List<@Nullable Object>> result = new ArrayList<>();
        boolean[] met = new boolean[b.size()];
        for (List<@Nullable Object> one : a) {
            boolean meets = false;
            for (int i = 0; i < met.length; i++) {
                List<@Nullable Object> other = b.get(i);
                if (isPair(one, other)) {
                    meets = true;
                    met[i] = true;
                    if (kind.isPaired()) {
                        result.add(row(one.get(0), one.get(1), other.get(0), other.get(1)));
                    }
                }
            }
            if (!meets && (kind == Kind.LEFT || kind == Kind.FULL)) {
                result.add(row(one.get(0), one.get(1), null, null));
            } else if (kind == (meets ? Kind.EXISTS : Kind.NOT_EXISTS)) {
                result.add(one);
            }
        }
        for (int i = 0; i < met.length; i++) {
            if (!met[i] && (kind == Kind.RIGHT || kind == Kind.FULL)) {
                result.add(row(null, null, b.get(i).get(0), b.get(i).get(1)));
            }
        }
        return result;
    }

    private boolean isPair(List<@Nullable Object> one, List<@Nullable Object> other) {
        boolean equal = Objects.equals(one.get(0), other.get(0)) && (nullsEqual || one.get(0) != null);
        if (keyed && !equal) {
            return false;
        }
        return !condition || (one.get(1) instanceof Integer x && other.get(1) instanceof Integer y && x < y);
    }
}
