package io.millrace.acceptance.flink.query;

import java.util.ArrayList;
import java.util.List;

/** The first rows of each partition, by ROW_NUMBER; and ordered frames of columns that are no time. */
final class RankQueries {
    private static final List<String> ORDERED = List.of("b", "sm", "p", "k", "dt", "w", "d");

    private RankQueries() {}

    static Query top(World world, Dice dice) {
        Sources sources = new Sources(world, dice);
        Relation from = dice.chance(50) ? world.table(dice) : sources.filtered(world.table(dice));
        String partition = dice.chance(80) ? "PARTITION BY " + dice.oneOf("k", "g", "f", "g, f") + " " : "";
        String order = dice.oneOf(ORDERED) + dice.oneOf("", " DESC") + ", id" + dice.oneOf("", " DESC");
        // Not only one row: in Flink rows that were the first once stay, unless the order is that of time.
        int most = dice.between(2, 4);
        List<String> items = new ArrayList<>(List.of("id", "k"));
        if (dice.chance(60)) {
            items.add("rn");
        }
        return Query.of(
                "top of key",
                items,
                " FROM (SELECT *, ROW_NUMBER() OVER (" + partition + "ORDER BY " + order + ") AS rn FROM " + from.sql()
                        + ") WHERE rn <= " + most);
    }

    /** Top-N of groups, which change. */
    static Query topOfGroups(World world, Dice dice) {
        String from = "(SELECT g, f, COUNT(*) AS n, SUM(sm) AS s, MAX(id) AS m FROM "
                + world.table(dice).sql() + " GROUP BY g, f)";
        String partition = dice.chance(50) ? "PARTITION BY f " : "";
        return new Query(
                "top of groups",
                "",
                List.of("rn", "g", "f", "n"),
                1,
                " FROM (SELECT *, ROW_NUMBER() OVER (" + partition + "ORDER BY "
                        + dice.oneOf("n DESC, g, f", "s, g DESC, f", "m DESC") + ") AS rn FROM " + from
                        + ") WHERE rn <= " + dice.between(2, 3));
    }

    /** The first or last row of each key by event time, where there is only one. */
    static Query first(World world, Dice dice) {
        Relation from = new Sources(world, dice).punctual();
        String order = dice.oneOf("ts ASC", "ts DESC");
        List<String> items = List.of("k", "g", "ts");
        String distinct = "(SELECT g, k, ts, ROW_NUMBER() OVER (PARTITION BY " + dice.oneOf("g", "k", "g, f")
                + ", ts ORDER BY id) AS place FROM " + from.sql() + ")";
        return dice.chance(50)
                ? Query.of(
                        "first",
                        List.of("ts"),
                        " FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY " + dice.oneOf("g", "k", "f") + " ORDER BY "
                                + order + ") AS rn FROM " + from.sql() + ") WHERE rn = 1")
                : Query.of("first", items, " FROM " + distinct + " WHERE place = 1");
    }

    /** All columns of the first or last row of each key by the time of its event or by when it came. */
    static Query firstAndLast(World world, Dice dice) {
        Relation from = new Sources(world, dice).punctual();
        String order = dice.oneOf("ts", "ts DESC", "PROCTIME()", "PROCTIME() DESC");
        return Query.of(
                "first and last",
                List.of("id", "k", "g", "p"),
                " FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY " + dice.oneOf("g", "k", "f", "g, f") + " ORDER BY "
                        + order + ") AS rn FROM " + from.sql() + ") WHERE rn = 1");
    }

    /** The first or last row of each window and key. */
    static Query windowFirst(World world, Dice dice) {
        String window = dice.oneOf(
                "TUMBLE(TABLE %s, DESCRIPTOR(ts), INTERVAL '3' SECOND)",
                "HOP(TABLE %s, DESCRIPTOR(ts), INTERVAL '2' SECOND, INTERVAL '4' SECOND)",
                "CUMULATE(TABLE %s, DESCRIPTOR(ts), INTERVAL '2' SECOND, INTERVAL '4' SECOND)");
        return Query.of(
                "window first",
                List.of("id", "k", "window_start", "window_end"),
                " FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY window_start, window_end, "
                        + dice.oneOf("g", "k", "f")
                        + " ORDER BY " + dice.oneOf("ts", "ts DESC") + ") AS rn FROM TABLE("
                        + String.format(window, world.table(dice).sql()) + ")) WHERE rn = 1");
    }

    static Query window(World world, Dice dice) {
        Relation table = world.table(dice);
        String windows = "TABLE("
                + dice.oneOf(
                        "TUMBLE(TABLE %s, DESCRIPTOR(ts), INTERVAL '3' SECOND)",
                        "HOP(TABLE %s, DESCRIPTOR(ts), INTERVAL '2' SECOND, INTERVAL '4' SECOND)")
                + ")";
        String order = dice.oneOf(ORDERED) + dice.oneOf("", " DESC") + ", id";
        String partition = "PARTITION BY window_start, window_end" + dice.oneOf("", ", g", ", k");
        return new Query(
                "window top",
                "",
                List.of("rn", "id", "window_start", "window_end"),
                1,
                " FROM (SELECT *, ROW_NUMBER() OVER (" + partition + " ORDER BY " + order + ") AS rn FROM "
                        + String.format(windows, table.sql()) + ") WHERE rn <= " + dice.between(1, 3));
    }

    /** Frames in the order of a column; rows of one value count together where the frame is a range. */
    static Query over(World world, Dice dice) {
        Relation from = dice.chance(60) ? world.table(dice) : new Sources(world, dice).filtered(world.table(dice));
        String over =
                " OVER (PARTITION BY " + dice.oneOf("k", "g", "f") + " ORDER BY " + dice.oneOf("id", "b", "sm") + ")";
        List<String> items = new ArrayList<>(List.of("id"));
        for (String call : dice.someOf(
                List.of("SUM(sm)", "COUNT(*)", "MIN(p)", "MAX(k)", "AVG(b)", "COUNT(ti)"), dice.between(1, 3))) {
            items.add(call + over + " AS a" + items.size());
        }
        return Query.of("over columns", items, " FROM " + from.sql());
    }

    static Query lag(World world, Dice dice) {
        // Rows of the same time see each other's values in Flink, so the order is one without ties.
        Relation from = world.table(dice);
        String over = " OVER (PARTITION BY " + dice.oneOf("k", "g", "f") + " ORDER BY id)";
        List<String> items = new ArrayList<>(List.of("id"));
        for (String call : dice.someOf(List.of("LAG(sm)", "LAG(p, 2)", "LAG(k)", "LAG(b, 3)"), dice.between(1, 3))) {
            items.add(call + over + " AS a" + items.size());
        }
        return Query.of("lag", items, " FROM " + from.sql());
    }
}
