package io.millrace.acceptance.flink.query;

import io.millrace.acceptance.flink.query.Relation.Trait;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Tables, and queries in FROM that stand for one. */
record Sources(World world, Dice dice) {
    /** Anything. */
    Relation any() {
        return switch (dice.below(10)) {
            case 0, 1, 2, 3 -> world.table(dice);
            case 4, 5 -> filtered(world.table(dice));
            case 6 -> projected(world.table(dice));
            case 7 -> united();
            case 8 -> distinct();
            default -> grouped();
        };
    }

    /** Something with an event time, without late rows. */
    Relation punctual() {
        Relation table = dice.oneOf(
                world.tables().stream().filter(each -> each.is(Trait.PUNCTUAL)).toList());
        return dice.chance(25) ? filtered(table) : table;
    }

    Relation filtered(Relation from) {
        String condition = new Expressions(dice, from.fields()).condition();
        return new Relation(
                "(SELECT * FROM " + from.sql() + " WHERE " + condition + ")",
                from.fields(),
                from.without(Trait.FILLED));
    }

    Relation projected(Relation from) {
        List<Field> fields = new ArrayList<>(List.of(new Field("id", Shape.INTEGER)));
        List<String> items = new ArrayList<>(List.of("id"));
        Expressions expressions = new Expressions(dice, from.fields());
        for (int i = 0; i < 4; i++) {
            Shape shape = dice.oneOf(List.of(Shape.INTEGER, Shape.TEXT, Shape.EXACT, Shape.BOOLEAN, Shape.DATE));
            items.add(expressions.of(shape, 2) + " AS x" + i);
            fields.add(new Field("x" + i, shape));
        }
        items.add("ts");
        return new Relation("(SELECT " + String.join(", ", items) + " FROM " + from.sql() + ")", fields, from.traits());
    }

    /** UNION ALL: two tables, or one twice. */
    private Relation united() {
        Relation first = world.table(dice);
        Relation second = world.table(dice);
        List<Field> fields = dice.someOf(first.fields(), 5);
        String names = fields.stream().map(Field::name).collect(Collectors.joining(", "));
        String sql = "(SELECT " + names + " FROM " + first.sql() + " UNION ALL SELECT " + names + " FROM "
                + (dice.chance(50) ? filtered(second) : second).sql() + ")";
        return new Relation(sql, fields, Set.of(Trait.FILLED));
    }

    /** SELECT DISTINCT. */
    Relation distinct() {
        Relation from = world.table(dice);
        List<Field> fields =
                dice.someOf(from.fields(Set.of(Shape.INTEGER, Shape.TEXT, Shape.BOOLEAN, Shape.EXACT, Shape.DATE)), 3);
        String names = fields.stream().map(Field::name).collect(Collectors.joining(", "));
        return new Relation("(SELECT DISTINCT " + names + " FROM " + from.sql() + ")", fields, Set.of(Trait.FILLED));
    }

    /** Aggregates by key, which change. */
    Relation grouped() {
        Relation from = world.table(dice);
        String key = dice.oneOf("k", "g", "f", "dt");
        Set<Trait> traits = new HashSet<>(Set.of(Trait.FILLED, Trait.CHANGING));
        Shape shape = from.fields().stream()
                .filter(field -> field.name().equals(key))
                .findFirst()
                .orElseThrow()
                .shape();
        List<Field> fields = List.of(
                new Field(key, shape),
                new Field("n", Shape.INTEGER),
                new Field("s", Shape.INTEGER),
                new Field("hi", Shape.TEXT),
                new Field("m", Shape.EXACT));
        String sql = "(SELECT " + key + ", COUNT(*) AS n, SUM(g) AS s, MAX(k) AS hi, AVG(p) AS m FROM " + from.sql()
                + " GROUP BY " + key + ")";
        return new Relation(sql, fields, traits);
    }
}
