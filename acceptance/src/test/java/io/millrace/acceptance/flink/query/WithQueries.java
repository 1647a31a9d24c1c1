package io.millrace.acceptance.flink.query;

import java.util.ArrayList;
import java.util.List;

/** Queries with a name of their own, and queries in FROM that see what is left of them. */
final class WithQueries {
    private WithQueries() {}

    static Query with(World world, Dice dice) {
        Sources sources = new Sources(world, dice);
        Relation first = sources.filtered(world.table(dice));
        String key = dice.oneOf("k", "g", "f");
        String second = "SELECT " + key + ", COUNT(*) AS n, MAX(p) AS m FROM a GROUP BY " + key;
        String with = "WITH a AS " + first.sql() + ", b AS (" + second + ") ";
        String from = switch (dice.below(3)) {
            case 0 -> " FROM a JOIN b ON a." + key + " = b." + key;
            case 1 -> " FROM a LEFT JOIN b ON a." + key + " = b." + key + " AND b.n > 1";
            default -> " FROM b RIGHT JOIN a ON a." + key + " = b." + key + " AND a.p = b.m";
        };
        List<String> items = new ArrayList<>(List.of("a.id AS i", "b.n AS n", "b.m AS m"));
        items.add(new Expressions(dice, first.fields()).of(Shape.BOOLEAN, 0).replaceFirst("^f$", "a.f") + " AS x");
        return new Query("with", "", items, 0, from, with);
    }

    /** For each row a group or the rows of another table that have to do with it. */
    static Query lateral(World world, Dice dice) {
        Relation left = world.table(dice);
        Relation right = world.table(dice);
        String key = dice.oneOf("k", "g", "f", "sm");
        String more = dice.chance(30) ? " AND r." + dice.oneOf("id < l.id", "b > l.b", "f = l.f") : "";
        if (dice.chance(50)) {
            String group = "(SELECT COUNT(*) AS n, MAX(p) AS m, SUM(g) AS s FROM " + right.sql() + " AS r WHERE r."
                    + key + " = l." + key + ")";
            return Query.of(
                    "lateral",
                    List.of("l.id AS a", "x.n AS b", "x.m AS c", "x.s AS d"),
                    // Without LEFT Flink leaves out rows for which there is nothing to count.
                    " FROM " + left.sql() + " AS l LEFT JOIN LATERAL " + group + " AS x ON TRUE");
        }
        String rows = "(SELECT r.id, r.k FROM " + right.sql() + " AS r WHERE r." + key + " = l." + key + more + ")";
        boolean outer = dice.chance(40);
        return Query.of(
                "lateral",
                List.of("l.id AS a", "x.id AS b", "x.k AS c"),
                " FROM " + left.sql() + " AS l"
                        + (outer ? " LEFT JOIN LATERAL " + rows + " AS x ON TRUE" : ", LATERAL " + rows + " AS x"));
    }
}
