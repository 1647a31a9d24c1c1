package io.millrace.acceptance.flink.query;

import io.millrace.acceptance.flink.query.Aggregates.Choice;
import io.millrace.acceptance.flink.query.Relation.Trait;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/** GROUPING SETS, ROLLUP and CUBE; and windows in GROUP BY. */
final class GroupQueries {
    private GroupQueries() {}

    static Query sets(World world, Dice dice) {
        Relation from = dice.chance(50) ? world.table(dice) : new Sources(world, dice).filtered(world.table(dice));
        List<String> keys = dice.someOf(List.of("k", "g", "f", "dt"), dice.between(2, 3));
        String list = String.join(", ", keys);
        // Over no rows Flink has no row for the empty set.
        String by = switch (from.is(Trait.FILLED) ? dice.below(3) : 2) {
            case 0 -> "ROLLUP (" + list + ")";
            case 1 -> "CUBE (" + list + ")";
            default -> "GROUPING SETS ((" + list + "), (" + keys.get(0) + "), (" + keys.get(1) + "))";
        };
        List<String> items = new ArrayList<>(keys);
        items.add("GROUPING(" + keys.get(0) + ") AS first_of_them");
        items.add("GROUPING_ID(" + list + ") AS all_of_them");
        Aggregates aggregates =
                new Aggregates(dice, EnumSet.of(Choice.DISTINCT, Choice.FILTER, Choice.MEANS, Choice.NARROW_MEANS));
        List<Field> others = from.fields().stream()
                .filter(field -> !keys.contains(field.name()))
                .toList();
        for (int i = 0; i < 3; i++) {
            items.add(aggregates.call(others) + " AS a" + i);
        }
        return Query.of("grouping sets", items, " FROM " + from.sql() + " GROUP BY " + by);
    }

    static Query windows(World world, Dice dice) {
        Relation from = dice.chance(70) ? world.table(dice) : new Sources(world, dice).filtered(world.table(dice));
        String window = dice.oneOf(
                "TUMBLE(ts, INTERVAL '2' SECOND)",
                "HOP(ts, INTERVAL '1' SECOND, INTERVAL '3' SECOND)",
                "SESSION(ts, INTERVAL '2' SECOND)",
                "TUMBLE(ts, INTERVAL '1' MINUTE)");
        List<String> keys =
                QueryKinds.keys(from, dice).stream().map(Field::name).toList();
        List<String> items = new ArrayList<>();
        items.add(window.replaceFirst("\\(", "_START(") + " AS ws");
        items.add(window.replaceFirst("\\(", "_END(") + " AS we");
        items.addAll(keys);
        items.addAll(new Aggregates(dice, Choice.except(Choice.ORDERED, Choice.NARROW_MEANS))
                .items(from, dice.between(1, 4)));
        String by = keys.isEmpty() ? "" : ", " + String.join(", ", keys);
        return Query.of("group windows", items, " FROM " + from.sql() + " GROUP BY " + window + by);
    }
}
