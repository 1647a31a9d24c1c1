package io.millrace.acceptance.flink.query;

import java.util.ArrayList;
import java.util.List;

/**
 * A query, in parts from which a shorter one can be made.
 *
 * @param kind its kind, for people
 * @param setup statements it needs before, as views
 * @param items what it selects
 * @param fixed how many of the first items cannot be left out
 * @param rest all behind what it selects
 * @param before all before SELECT
 */
public record Query(String kind, String setup, List<String> items, int fixed, String rest, String before) {
    public Query {
        items = List.copyOf(items);
    }

    /** A query that begins with SELECT. */
    Query(String kind, String setup, List<String> items, int fixed, String rest) {
        this(kind, setup, items, fixed, rest, "");
    }

    /** A query without statements before it, all items of which can be left out but one. */
    static Query of(String kind, List<String> items, String rest) {
        return new Query(kind, "", items, 0, rest);
    }

    public String sql() {
        return before + "SELECT " + String.join(", ", items) + rest + ";\n";
    }

    /** The query without one item. */
    public Query without(int item) {
        List<String> left = new ArrayList<>(items);
        left.remove(item);
        return new Query(kind, setup, left, fixed, rest, before);
    }
}
