package io.millrace.acceptance.flink.query;

import io.millrace.acceptance.flink.query.Aggregates.Choice;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/** Frames of rows or of time that end at the current row. */
record OverQueries() implements QueryKind {
    @Override
    public Query query(World world, Dice dice) {
        String frame = dice.oneOf(
                "",
                "ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW",
                "ROWS BETWEEN 2 PRECEDING AND CURRENT ROW",
                "ROWS BETWEEN 5 PRECEDING AND CURRENT ROW",
                "RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW",
                "RANGE BETWEEN INTERVAL '2' SECOND PRECEDING AND CURRENT ROW",
                "RANGE BETWEEN INTERVAL '10' SECOND PRECEDING AND CURRENT ROW");
        // A bounded frame takes rows behind the watermark in Flink, as long as none of later time is out.
        boolean bounded = !frame.isEmpty() && !frame.contains("UNBOUNDED");
        Relation from = bounded ? new Sources(world, dice).punctual() : world.table(dice);
        List<String> keys =
                QueryKinds.keys(from, dice).stream().map(Field::name).toList();
        String partition = keys.isEmpty() ? "" : "PARTITION BY " + String.join(", ", keys) + " ";
        String over = " OVER (" + partition + "ORDER BY ts " + frame + ")";
        boolean rows = frame.startsWith("ROWS");
        Aggregates aggregates = new Aggregates(dice, EnumSet.of(rows ? Choice.ORDERED : Choice.DISTINCT));
        List<String> items = new ArrayList<>(List.of("id", "ts"));
        for (int i = dice.between(1, 4); i > 0; i--) {
            items.add(aggregates.call(from.fields()) + over + " AS a" + i);
        }
        return Query.of("over", items, " FROM " + from.sql());
    }
}
