package io.millrace.acceptance.flink.query;

import io.millrace.acceptance.flink.query.Aggregates.Choice;
import io.millrace.acceptance.flink.query.Relation.Trait;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Regular joins, of tables, of filtered ones and of groups; interval joins; and groups of joins. */
final class JoinQueries {
    private static final List<String> KINDS = List.of(" JOIN ", " LEFT JOIN ", " RIGHT JOIN ", " FULL JOIN ", " JOIN ");
    private static final Set<Shape> KEYS = Set.of(Shape.INTEGER, Shape.TEXT, Shape.BOOLEAN);

    private JoinQueries() {}

    static Query regular(World world, Dice dice) {
        Sources sources = new Sources(world, dice);
        Relation left = side(sources, dice);
        Relation right = side(sources, dice);
        String on = equality(left, right, dice);
        List<Field> fields = both(left, right);
        if (dice.chance(30)) {
            on += " AND " + new Expressions(dice, fields).of(Shape.BOOLEAN, 1);
        }
        String from = " FROM " + left.sql() + " AS l" + dice.oneOf(KINDS) + right.sql() + " AS r ON " + on;
        if (dice.chance(35)) {
            List<String> keys = List.of(dice.oneOf(fields.stream()
                            .filter(field -> KEYS.contains(field.shape()))
                            .toList())
                    .name());
            List<String> items = new ArrayList<>(keys);
            Aggregates aggregates = new Aggregates(dice, EnumSet.of(Choice.DISTINCT));
            for (int i = 0; i < 3; i++) {
                String call = aggregates.call(fields);
                // Flink was seen to keep the least value of rows that have found their match since.
                items.add(
                        (from.matches(".* (LEFT|RIGHT|FULL) JOIN .*") ? call.replaceFirst("^(MIN|MAX)", "COUNT") : call)
                                + " AS a" + i);
            }
            return Query.of("join groups", items, from + " GROUP BY " + keys.get(0));
        }
        List<String> items = new ArrayList<>();
        for (Field field : dice.someOf(fields, 4)) {
            items.add(field.name() + " AS c" + items.size());
        }
        items.add(new Expressions(dice, fields).any(2) + " AS x");
        String where = dice.chance(25) ? " WHERE " + new Expressions(dice, fields).condition() : "";
        return Query.of("join", items, from + where);
    }

    private static Relation side(Sources sources, Dice dice) {
        return switch (dice.below(8)) {
            case 0, 1 -> sources.filtered(sources.world().table(dice));
            case 2 -> sources.grouped();
            case 3 -> sources.distinct();
            default -> sources.world().table(dice);
        };
    }

    /** Columns of one shape as equal, of which there always are some. */
    private static String equality(Relation left, Relation right, Dice dice) {
        List<String> pairs = new ArrayList<>();
        for (Field one : left.fields(KEYS)) {
            for (Field other : right.fields(KEYS)) {
                boolean key = !one.name().equals("id") && !other.name().equals("id");
                if (one.shape() == other.shape() && key) {
                    pairs.add("l." + one.name() + dice.oneOf(" = ", " = ", " = ", " IS NOT DISTINCT FROM ") + "r."
                            + other.name());
                }
            }
        }
        return pairs.isEmpty() ? "TRUE" : String.join(" AND ", dice.someOf(pairs, dice.between(1, 2)));
    }

    private static List<Field> both(Relation left, Relation right) {
        List<Field> fields = new ArrayList<>();
        left.fields().forEach(field -> fields.add(new Field("l." + field.name(), field.shape())));
        right.fields().forEach(field -> fields.add(new Field("r." + field.name(), field.shape())));
        return fields;
    }

    /** Rows of two tables whose event times are near each other. */
    static Query interval(World world, Dice dice) {
        List<Relation> tables = world.tables().stream()
                .filter(table -> table.is(Trait.PUNCTUAL))
                .toList();
        Relation left = dice.oneOf(tables);
        Relation right = dice.oneOf(tables);
        String bounds = dice.oneOf(
                "l.ts BETWEEN r.ts - INTERVAL '2' SECOND AND r.ts + INTERVAL '1' SECOND",
                "l.ts >= r.ts AND l.ts < r.ts + INTERVAL '3' SECOND",
                "r.ts BETWEEN l.ts AND l.ts + INTERVAL '5' SECOND",
                "l.ts > r.ts - INTERVAL '1' SECOND AND l.ts <= r.ts");
        String on = "l." + dice.oneOf("k = r.k", "g = r.g", "f = r.f", "sm = r.ti") + " AND " + bounds;
        on += dice.chance(25) ? " AND " + new Expressions(dice, both(left, right)).of(Shape.BOOLEAN, 1) : "";
        // As an event time NULL makes the job fail.
        List<String> items = List.of("l.id AS a", "r.id AS b", "CAST(l.ts AS TIMESTAMP(3)) AS c", "r.k AS d");
        return Query.of(
                "interval join",
                items,
                " FROM " + left.sql() + " AS l" + dice.oneOf(KINDS) + right.sql() + " AS r ON " + on);
    }

    /** Windows of two tables side by side. */
    static Query window(World world, Dice dice) {
        List<Relation> tables = world.tables().stream()
                .filter(table -> table.is(Trait.PUNCTUAL))
                .toList();
        String shape = dice.oneOf(
                "TUMBLE(TABLE %s, DESCRIPTOR(ts), INTERVAL '2' SECOND)",
                "HOP(TABLE %s, DESCRIPTOR(ts), INTERVAL '1' SECOND, INTERVAL '3' SECOND)",
                "CUMULATE(TABLE %s, DESCRIPTOR(ts), INTERVAL '1' SECOND, INTERVAL '3' SECOND)");
        String left = "(SELECT * FROM TABLE("
                + String.format(shape, dice.oneOf(tables).sql()) + ")) AS l";
        String right = "(SELECT * FROM TABLE("
                + String.format(shape, dice.oneOf(tables).sql()) + ")) AS r";
        String on = " ON l." + dice.oneOf("k = r.k", "g = r.g", "f = r.f")
                + " AND l.window_start = r.window_start AND l.window_end = r.window_end";
        List<String> items = List.of("l.id AS a", "r.id AS b", "l.window_start AS c", "r.window_end AS d", "l.k AS e");
        return Query.of("window join", items, " FROM " + left + dice.oneOf(KINDS) + right + on);
    }
}
