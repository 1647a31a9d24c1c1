package io.millrace.acceptance.flink.query;

import java.util.ArrayList;
import java.util.List;

/** ROW, ARRAY and MAP: the columns of {@link World#NESTED}, and those that a query makes. */
final class NestedQueries {
    private static final List<Field> PARTS = List.of(
            new Field("id", Shape.INTEGER),
            new Field("k", Shape.TEXT),
            new Field("n.r.a", Shape.INTEGER),
            new Field("n.r.b", Shape.TEXT),
            new Field("n.r.c.d", Shape.EXACT),
            new Field("l[1]", Shape.INTEGER),
            new Field("l[2]", Shape.INTEGER),
            new Field("m['x']", Shape.INTEGER),
            new Field("w[1]", Shape.TEXT),
            new Field("CARDINALITY(l)", Shape.INTEGER),
            new Field("CARDINALITY(m)", Shape.INTEGER));
    private static final List<String> WHOLE = List.of(
            "r",
            "l",
            "m",
            "w",
            "n.r.c",
            "ARRAY[n.r.a, id]",
            "ARRAY[k, 'x']",
            "ROW(id, k)",
            "MAP['a', n.r.a, 'b', id]",
            "ARRAY_DISTINCT(l)",
            "ARRAY_REVERSE(l)",
            "ARRAY_SORT(l)",
            "ARRAY_APPEND(l, 7)",
            "ARRAY_PREPEND(l, 7)",
            "ARRAY_CONCAT(l, ARRAY[id])",
            "ARRAY_REMOVE(l, 2)",
            "ARRAY_SLICE(l, 2)",
            "ARRAY_SLICE(l, -2, -1)",
            "ARRAY_UNION(l, ARRAY[1, 9])",
            "ARRAY_EXCEPT(l, ARRAY[1, 9])",
            "ARRAY_INTERSECT(l, ARRAY[1, 2])",
            "SPLIT(k, ',')");
    private static final List<String> PLAIN = List.of(
            "ARRAY_CONTAINS(l, 2)",
            "ARRAY_POSITION(l, 2)",
            "ARRAY_MAX(l)",
            "ARRAY_MIN(l)",
            "ARRAY_JOIN(w, '-')",
            "ARRAY_JOIN(w, '-', '?')",
            "r IS NULL",
            "l IS NOT NULL",
            "m IS NULL",
            "ARRAY_CONTAINS(w, k)",
            "l = ARRAY[1, 2]",
            "CARDINALITY(MAP_KEYS(m))",
            "ARRAY_MAX(MAP_VALUES(m))",
            "m['y'] + l[1]");

    private NestedQueries() {}

    static Query rows(World world, Dice dice) {
        Expressions expressions = new Expressions(dice, PARTS);
        List<String> items = new ArrayList<>(List.of("id"));
        for (String item : dice.someOf(WHOLE, 3)) {
            items.add(item + " AS x" + items.size());
        }
        for (String item : dice.someOf(PLAIN, 3)) {
            items.add(item + " AS x" + items.size());
        }
        items.add(expressions.any(2) + " AS x" + items.size());
        String where = dice.chance(30) ? " WHERE " + expressions.condition() : "";
        return Query.of("nested", items, " FROM " + World.NESTED + where);
    }

    /** By a part or by a whole; and arrays of what is in a group. */
    static Query groups(World world, Dice dice) {
        String key = dice.oneOf("k", "n.r.a", "n.r.b", "l[1]", "r", "l", "ROW(k, n.r.a)");
        List<String> items = new ArrayList<>(List.of(key + " AS h"));
        items.addAll(dice.someOf(
                List.of(
                        "COUNT(*) AS a",
                        "SUM(l[1]) AS b",
                        "ARRAY_AGG(id) AS c",
                        "COLLECT(k) AS d",
                        "COUNT(DISTINCT n.r.b) AS e",
                        "MAX(m['x']) AS f",
                        "LISTAGG(k) AS g",
                        "ARRAY_AGG(DISTINCT k) AS h2",
                        "COUNT(l) AS i",
                        "FIRST_VALUE(k) AS j"),
                dice.between(1, 4)));
        return Query.of("nested groups", items, " FROM " + World.NESTED + " GROUP BY " + key);
    }

    static Query unnest(World world, Dice dice) {
        String what = dice.oneOf(
                "UNNEST(l) AS x (v)",
                "UNNEST(w) AS x (v)",
                "UNNEST(ARRAY[id, n.r.a]) AS x (v)",
                "UNNEST(m) AS x (h, v)",
                "UNNEST(l) WITH ORDINALITY AS x (v, o)",
                "UNNEST(e) AS x (h, v)");
        boolean outer = dice.chance(40);
        String from = " FROM " + World.NESTED + " AS n" + (outer ? " LEFT JOIN " : " CROSS JOIN ") + what
                + (outer ? " ON TRUE" : "");
        if (dice.chance(30)) {
            return Query.of("unnest groups", List.of("v", "COUNT(*) AS c", "MAX(id) AS d"), from + " GROUP BY v");
        }
        List<String> items = new ArrayList<>(List.of("id", "v"));
        if (what.contains("(h,")) {
            items.add("h");
        } else if (what.contains(", o)")) {
            items.add("o");
        }
        String where = dice.chance(30) ? " WHERE " + dice.oneOf("v IS NOT NULL", "id > 2", "k <> 'a'") : "";
        return Query.of("unnest", items, from + where);
    }
}
