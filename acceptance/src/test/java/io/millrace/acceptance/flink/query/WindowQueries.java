package io.millrace.acceptance.flink.query;

import io.millrace.acceptance.flink.query.Aggregates.Choice;
import io.millrace.acceptance.flink.query.Relation.Trait;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * TUMBLE, HOP and CUMULATE: aggregated by key, or row by row.
 *
 * @param twice whether windows are made again, over the results of windows
 */
record WindowQueries(boolean twice) implements QueryKind {
    @Override
    public Query query(World world, Dice dice) {
        return twice ? cascade(world, dice) : single(world, dice);
    }

    private static Query single(World world, Dice dice) {
        Relation table = world.table(dice);
        String setup = "";
        if (dice.chance(30)) {
            String name = "v" + world.names().next();
            Relation filtered = new Sources(world, dice).filtered(table);
            setup = "CREATE VIEW " + name + " AS " + filtered.sql().replaceAll("^\\((.*)\\)$", "$1") + ";\n";
            table = new Relation(name, table.fields(), filtered.traits());
        }
        String window = dice.oneOf("TUMBLE", "HOP", "CUMULATE");
        String from = " FROM " + function(window, table.sql(), "ts", dice);
        List<String> items = new ArrayList<>(List.of("window_start", "window_end"));
        Expressions expressions = new Expressions(dice, table.fields());
        String where = dice.chance(25) ? " WHERE " + expressions.condition() : "";
        if (dice.chance(15)) {
            items.addAll(List.of("window_time", "id", "k"));
            return new Query("windows", setup, items, 0, from + where);
        }
        List<String> keys =
                QueryKinds.keys(table, dice).stream().map(Field::name).toList();
        items.addAll(keys);
        boolean ordered = window.equals("TUMBLE") && table.is(Trait.ORDERED);
        Set<Choice> choices = ordered ? EnumSet.allOf(Choice.class) : Choice.except(Choice.ORDERED);
        items.addAll(new Aggregates(dice, choices).items(table, dice.between(1, 5)));
        String by = keys.stream().map(key -> ", " + key).collect(Collectors.joining());
        String having = dice.chance(15) ? " HAVING COUNT(*) " + dice.oneOf("> 1", "< 3") : "";
        return new Query("windows", setup, items, 0, from + where + " GROUP BY window_start, window_end" + by + having);
    }

    /** Windows, groups or frames over windows. */
    private static Query cascade(World world, Dice dice) {
        Relation table = world.table(dice);
        String name = "v" + world.names().next();
        String key = dice.oneOf("k", "g", "f");
        String setup =
                "CREATE VIEW " + name + " AS SELECT window_start AS ws, window_end AS we, window_time AS wt, " + key
                        + " AS h, COUNT(*) AS n, SUM(g) AS s, MAX(p) AS m FROM "
                        + function(dice.oneOf("TUMBLE", "HOP", "CUMULATE"), table.sql(), "ts", dice)
                        + " GROUP BY window_start, window_end, window_time, " + key + ";\n";
        if (dice.chance(30)) {
            List<String> items = List.of("h", "SUM(n) AS a", "COUNT(*) AS b", "MAX(m) AS c", "MIN(we) AS d");
            return new Query("cascades", setup, items, 0, " FROM " + name + " GROUP BY h");
        }
        List<String> items = List.of(
                "window_start",
                "window_end",
                "h",
                "SUM(n) AS a",
                "COUNT(*) AS b",
                "MAX(m) AS c",
                "AVG(s) AS d",
                "MIN(ws) AS e");
        String from = " FROM " + function(dice.oneOf("TUMBLE", "HOP", "CUMULATE"), name, "wt", dice);
        return new Query("cascades", setup, items, 0, from + " GROUP BY window_start, window_end, h");
    }

    /** Windows such as Flink takes: the size a multiple of the slide or step, the offset less than the size. */
    private static String function(String window, String table, String time, Dice dice) {
        int millis = dice.oneOf(List.of(500, 1000, 1500, 2000, 5000, 7001));
        int size = millis * dice.between(1, 5);
        String lengths = window.equals("TUMBLE") ? interval(size) : interval(millis) + ", " + interval(size);
        int offset = dice.chance(30) ? dice.oneOf(List.of(250, -499, 100)) : 0;
        String shift = offset == 0 ? "" : ", " + interval(offset);
        return "TABLE(" + window + "(TABLE " + table + ", DESCRIPTOR(" + time + "), " + lengths + shift + "))";
    }

    private static String interval(int millis) {
        return "INTERVAL '" + java.math.BigDecimal.valueOf(millis, 3).toPlainString() + "' SECOND(5, 3)";
    }
}
