package io.millrace.acceptance.flink.query;

import io.millrace.acceptance.flink.query.Relation.Trait;
import java.util.ArrayList;
import java.util.List;

/** Rows with the version of another table that was valid at their time. The versions of {@link World#VERSIONS} come in order. */
final class TemporalQueries {
    private TemporalQueries() {}

    /** Versions by primary key. */
    static Query join(World world, Dice dice) {
        return query("", World.VERSIONS, world, dice);
    }

    /** Versions that are the last rows of each key. */
    static Query view(World world, Dice dice) {
        String name = "v" + world.names().next();
        String setup = "CREATE VIEW " + name + " AS SELECT k, n, m, ts FROM"
                + " (SELECT *, ROW_NUMBER() OVER (PARTITION BY k ORDER BY ts DESC) AS rn FROM "
                + World.VERSIONS + ") WHERE rn = 1;\n";
        return query(setup, name, world, dice);
    }

    private static Query query(String setup, String versions, World world, Dice dice) {
        Relation left = dice.oneOf(
                world.tables().stream().filter(each -> each.is(Trait.PUNCTUAL)).toList());
        List<Field> fields = new ArrayList<>();
        left.fields().forEach(field -> fields.add(new Field("l." + field.name(), field.shape())));
        fields.add(new Field("r.n", Shape.INTEGER));
        fields.add(new Field("r.m", Shape.EXACT));
        String on = "l.k = r.k" + (dice.chance(25) ? " AND l.g < r.n" : "");
        List<String> items = new ArrayList<>(List.of("l.id AS a", "r.n AS b", "r.m AS c"));
        items.add(new Expressions(dice, fields).any(2) + " AS x");
        String where = dice.chance(25) ? " WHERE " + new Expressions(dice, fields).condition() : "";
        String from = " FROM " + left.sql() + " AS l" + dice.oneOf(" JOIN ", " LEFT JOIN ") + versions
                + " FOR SYSTEM_TIME AS OF l.ts AS r ON " + on;
        return new Query("temporal join", setup, items, 0, from + where);
    }
}
