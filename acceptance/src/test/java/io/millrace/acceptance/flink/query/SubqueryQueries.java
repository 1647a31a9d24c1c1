package io.millrace.acceptance.flink.query;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Queries that ask another one: IN, EXISTS, one value; and INTERSECT and EXCEPT. */
final class SubqueryQueries {
    private SubqueryQueries() {}

    static Query conditions(World world, Dice dice) {
        Relation from = world.table(dice);
        Relation asked = dice.chance(50) ? world.table(dice) : new Sources(world, dice).filtered(world.table(dice));
        Field field = dice.oneOf(from.fields().stream()
                .filter(each -> List.of("k", "g", "sm", "ti", "f", "dt").contains(each.name()))
                .toList());
        String name = field.name();
        String more = dice.chance(40) ? " AND o." + dice.oneOf("b > s.b", "id <> s.id", "f IS TRUE", "p < s.p") : "";
        String where = switch (dice.below(6)) {
            case 0 -> "s." + name + " IN (SELECT " + name + " FROM " + asked.sql() + " AS o)";
            case 1 ->
                "s." + name + " NOT IN (SELECT " + name + " FROM " + asked.sql() + " AS o WHERE " + name
                        + " IS NOT NULL)";
            case 2 -> "EXISTS (SELECT 1 FROM " + asked.sql() + " AS o WHERE o." + name + " = s." + name + more + ")";
            case 3 ->
                "NOT EXISTS (SELECT 1 FROM " + asked.sql() + " AS o WHERE o." + name + " = s." + name + more + ")";
            case 4 -> "s.b >= (SELECT AVG(b) FROM " + asked.sql() + " AS o WHERE o." + name + " = s." + name + ")";
            default -> "s.g IN (SELECT MAX(g) FROM " + asked.sql() + " AS o GROUP BY f)";
        };
        List<String> items = new ArrayList<>(List.of("s.id AS a", "s.k AS b"));
        if (dice.chance(30)) {
            items.add("(SELECT MAX(o.b) FROM " + world.table(dice).sql() + " AS o WHERE o." + name + " = s." + name
                    + ") AS c");
        }
        return Query.of("subquery", items, " FROM " + from.sql() + " AS s WHERE " + where);
    }

    static Query sets(World world, Dice dice) {
        Relation first = world.table(dice);
        Relation second = dice.chance(50) ? world.table(dice) : new Sources(world, dice).filtered(world.table(dice));
        List<Field> fields = dice.someOf(
                first.fields().stream()
                        .filter(field -> List.of("k", "g", "sm", "ti", "f").contains(field.name()))
                        .toList(),
                dice.between(1, 2));
        List<String> names = fields.stream().map(Field::name).toList();
        String other = dice.oneOf(" INTERSECT", " EXCEPT", " INTERSECT ALL", " EXCEPT ALL") + " SELECT "
                + names.stream().collect(Collectors.joining(", ")) + " FROM " + second.sql();
        return new Query("set", "", names, names.size(), " FROM " + first.sql() + other);
    }
}
