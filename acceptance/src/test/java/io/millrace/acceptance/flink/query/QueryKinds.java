package io.millrace.acceptance.flink.query;

import io.millrace.acceptance.flink.query.Aggregates.Choice;
import io.millrace.acceptance.flink.query.Relation.Trait;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** All kinds of queries, and the shortest of them. */
public final class QueryKinds {
    private static final Map<String, QueryKind> ALL = all();

    private QueryKinds() {}

    private static Map<String, QueryKind> all() {
        Map<String, QueryKind> kinds = new LinkedHashMap<>();
        kinds.put("rows", QueryKinds::rows);
        kinds.put("more rows", QueryKinds::rows);
        kinds.put("groups", QueryKinds::groups);
        kinds.put("windows", new WindowQueries(false));
        kinds.put("sessions", QueryKinds::sessions);
        kinds.put("cascades", new WindowQueries(true));
        kinds.put("over", new OverQueries());
        kinds.put("union", QueryKinds::union);
        kinds.put("top", QueryKinds::top);
        kinds.put("joins", JoinQueries::regular);
        kinds.put("interval joins", JoinQueries::interval);
        kinds.put("window joins", JoinQueries::window);
        kinds.put("subqueries", SubqueryQueries::conditions);
        kinds.put("sets", SubqueryQueries::sets);
        kinds.put("tops of keys", RankQueries::top);
        kinds.put("tops of groups", RankQueries::topOfGroups);
        kinds.put("first rows", RankQueries::first);
        kinds.put("window tops", RankQueries::window);
        kinds.put("over columns", RankQueries::over);
        kinds.put("lag", RankQueries::lag);
        kinds.put("grouping sets", GroupQueries::sets);
        kinds.put("group windows", GroupQueries::windows);
        kinds.put("temporal joins", TemporalQueries::join);
        kinds.put("last versions", TemporalQueries::view);
        kinds.put("first and last", RankQueries::firstAndLast);
        kinds.put("window first", RankQueries::windowFirst);
        kinds.put("patterns", new MatchQueries());
        kinds.put("nested", NestedQueries::rows);
        kinds.put("nested groups", NestedQueries::groups);
        kinds.put("unnest", NestedQueries::unnest);
        kinds.put("with", WithQueries::with);
        kinds.put("lateral", WithQueries::lateral);
        return kinds;
    }

    public static Set<String> names() {
        return ALL.keySet();
    }

    /** A random query of a kind, or of any if the name is empty. */
    public static Query random(String name, World world, Dice dice) {
        String chosen = name.isEmpty() ? dice.oneOf(List.copyOf(ALL.keySet())) : name;
        QueryKind kind = ALL.get(chosen);
        if (kind == null) {
            throw new IllegalArgumentException("there are no " + chosen + ", only " + ALL.keySet());
        }
        return kind.query(world, dice);
    }

    /** Expressions, row by row. */
    private static Query rows(World world, Dice dice) {
        Relation from = new Sources(world, dice).any();
        Expressions expressions = new Expressions(dice, from.fields());
        List<String> items = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            items.add(expressions.any(3) + " AS x" + i);
        }
        String where = dice.chance(40) ? " WHERE " + expressions.condition() : "";
        return Query.of("rows", items, " FROM " + from.sql() + where);
    }

    /** GROUP BY, with HAVING at times. */
    private static Query groups(World world, Dice dice) {
        Relation from = new Sources(world, dice).any();
        List<Field> keys = keys(from, dice);
        Expressions expressions = new Expressions(dice, from.fields());
        Aggregates aggregates = new Aggregates(
                dice,
                from.is(Trait.ORDERED)
                        ? EnumSet.allOf(Choice.class)
                        : from.is(Trait.CHANGING)
                                ? Choice.except(Choice.ORDERED, Choice.SAMPLES)
                                : Choice.except(Choice.ORDERED));
        List<String> items = new ArrayList<>(keys.stream().map(Field::name).toList());
        List<String> by = new ArrayList<>(items);
        if (!keys.isEmpty() && dice.chance(20)) {
            String key = expressions.of(dice.oneOf(List.of(Shape.INTEGER, Shape.TEXT, Shape.BOOLEAN)), 1);
            by.add(key);
        }
        items.addAll(aggregates.items(from, dice.between(1, 5)));
        String rest = " FROM " + from.sql();
        if (keys.isEmpty()) {
            // Without rows Flink gives no row at all here.
            if (!from.is(Trait.FILLED)) {
                items.removeIf(item -> true);
                items.add("g");
                items.add("COUNT(*) AS n");
                return Query.of("groups", items, rest + " GROUP BY g");
            }
            return Query.of("groups", items, rest);
        }
        rest += (dice.chance(30) ? " WHERE " + expressions.condition() : "") + " GROUP BY " + String.join(", ", by);
        rest += dice.chance(20) ? " HAVING COUNT(*) " + dice.oneOf("> 1", "< 3", "<> 2") : "";
        return Query.of("groups", items, rest);
    }

    /** Up to three columns whose values come more than once. Keys of floating point differ on purpose where there is -0.0. */
    static List<Field> keys(Relation from, Dice dice) {
        List<Field> fitting =
                from.fields(Set.of(Shape.INTEGER, Shape.TEXT, Shape.BOOLEAN, Shape.EXACT, Shape.DATE)).stream()
                        .filter(field -> !field.name().equals("id"))
                        .toList();
        return dice.someOf(fitting, Math.min(fitting.size(), dice.oneOf(List.of(0, 1, 1, 1, 2, 3))));
    }

    /** SESSION windows; a condition between them and their groups differs on purpose. */
    private static Query sessions(World world, Dice dice) {
        Relation from = world.table(dice);
        List<String> keys = keys(from, dice).stream().map(Field::name).toList();
        String partition = keys.isEmpty() ? "" : " PARTITION BY (" + String.join(", ", keys) + ")";
        partition = keys.size() == 1 ? partition.replaceAll("[()]", "") : partition;
        String source = " FROM TABLE(SESSION(TABLE " + from.sql() + partition + ", DESCRIPTOR(ts), INTERVAL '"
                + dice.oneOf("1", "2", "5", "0.5", "10") + "' SECOND))";
        List<String> items = new ArrayList<>(List.of("window_start", "window_end"));
        items.addAll(keys);
        items.addAll(new Aggregates(dice, Choice.except(Choice.ORDERED, Choice.NARROW_MEANS))
                .items(from, dice.between(1, 4)));
        String by = keys.stream().map(key -> ", " + key).collect(Collectors.joining());
        return Query.of("sessions", items, source + " GROUP BY window_start, window_end" + by);
    }

    /** UNION and UNION ALL of the same columns of two relations. */
    private static Query union(World world, Dice dice) {
        Sources sources = new Sources(world, dice);
        Relation first = dice.chance(50) ? world.table(dice) : sources.filtered(world.table(dice));
        Relation second = dice.chance(50) ? world.table(dice) : sources.filtered(world.table(dice));
        List<Shape> shapes = dice.someOf(
                List.of(Shape.INTEGER, Shape.EXACT, Shape.TEXT, Shape.BOOLEAN, Shape.DATE, Shape.TIMESTAMP),
                dice.between(1, 4));
        List<String> items = new ArrayList<>();
        List<String> others = new ArrayList<>();
        for (int i = 0; i < shapes.size(); i++) {
            items.add(new Expressions(dice, first.fields()).of(shapes.get(i), 1) + " AS x" + i);
            boolean other = shapes.get(i).isNumber() && dice.chance(50);
            others.add(new Expressions(dice, second.fields())
                    .of(other ? dice.oneOf(List.of(Shape.INTEGER, Shape.EXACT)) : shapes.get(i), 1));
        }
        String rest = " FROM " + first.sql() + dice.oneOf(" UNION ALL", " UNION") + " SELECT "
                + String.join(", ", others) + " FROM " + second.sql();
        return new Query("union", "", items, items.size(), rest);
    }

    /** ORDER BY with LIMIT, in an order without ties. */
    private static Query top(World world, Dice dice) {
        Relation from = dice.chance(50) ? world.table(dice) : new Sources(world, dice).filtered(world.table(dice));
        List<Field> fields = dice.someOf(from.fields().subList(1, from.fields().size()), 3);
        List<String> items = new ArrayList<>(List.of("id"));
        fields.forEach(field -> items.add(field.name()));
        String order = dice.oneOf(fields).name() + dice.oneOf("", " DESC", " ASC") + ", id" + dice.oneOf("", " DESC");
        String offset = dice.chance(20) ? " OFFSET 2" : "";
        return Query.of(
                "top", items, " FROM " + from.sql() + " ORDER BY " + order + " LIMIT " + dice.between(1, 9) + offset);
    }
}
