package io.millrace.acceptance.flink.query;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Frames of rows or of time that end at the current row. */
record OverQueries() implements QueryKind {
    @Override
    public Query query(World world, Dice dice) {
        Relation from = new Sources(world, dice).punctual();
        List<String> keys =
                QueryKinds.keys(from, dice).stream().map(Field::name).toList();
        String partition =
                keys.isEmpty() ? "" : "PARTITION BY " + keys.stream().collect(Collectors.joining(", ")) + " ";
        String frame = dice.oneOf(
                "",
                "ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW",
                "ROWS BETWEEN 2 PRECEDING AND CURRENT ROW",
                "ROWS BETWEEN 5 PRECEDING AND CURRENT ROW",
                "RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW",
                "RANGE BETWEEN INTERVAL '2' SECOND PRECEDING AND CURRENT ROW",
                "RANGE BETWEEN INTERVAL '10' SECOND PRECEDING AND CURRENT ROW");
        String over = " OVER (" + partition + "ORDER BY ts " + frame + ")";
        boolean rows = frame.startsWith("ROWS");
        Aggregates aggregates = new Aggregates(dice, rows, !rows, false, false);
        List<String> items = new ArrayList<>(List.of("id", "ts"));
        for (int i = dice.between(1, 4); i > 0; i--) {
            items.add(aggregates.call(from.fields()) + over + " AS a" + i);
        }
        return new Query("over", "", items, 0, " FROM " + from.sql());
    }
}
