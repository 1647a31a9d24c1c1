package io.millrace.acceptance.flink.query;

import io.millrace.acceptance.flink.query.Relation.Trait;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tables with rows, for several queries.
 *
 * @param script creates the tables
 * @param inputs their files, by name
 */
public record World(String script, Map<String, String> inputs, List<Relation> tables, Counter names) {
    private static final List<Field> FIELDS = List.of(
            new Field("id", Shape.INTEGER),
            new Field("k", Shape.TEXT),
            new Field("g", Shape.INTEGER),
            new Field("b", Shape.INTEGER),
            new Field("sm", Shape.INTEGER),
            new Field("ti", Shape.INTEGER),
            new Field("d", Shape.REAL),
            new Field("r", Shape.REAL),
            new Field("p", Shape.EXACT),
            new Field("q", Shape.EXACT),
            new Field("f", Shape.BOOLEAN),
            new Field("dt", Shape.DATE),
            new Field("tm", Shape.TIME),
            new Field("w", Shape.TIMESTAMP));
    private static final String COLUMNS =
            "id INT, k STRING, g INT, b BIGINT, sm SMALLINT, ti TINYINT, d DOUBLE, r FLOAT, p DECIMAL(10, 2), q DECIMAL(20, 6),"
                    + " f BOOLEAN, dt DATE, tm TIME, w TIMESTAMP(6), ts TIMESTAMP(3)";

    /** A table of versions by key {@code k}, in the order of their time. */
    static final String VERSIONS = "v";

    /** A table of ROW, ARRAY and MAP. */
    static final String NESTED = "n";

    private static final String MORE =
            "CREATE TABLE v (k STRING, n INT, m DECIMAL(10, 2), ts TIMESTAMP(3), PRIMARY KEY (k) NOT ENFORCED, WATERMARK FOR ts AS ts)\n"
                    + "WITH ('connector' = 'filesystem', 'path' = 'v.csv', 'format' = 'csv');\n"
                    + "CREATE TABLE n (id INT, k STRING, r ROW<a INT, b STRING, c ROW<d DECIMAL(10, 2)>>, l ARRAY<INT>, m MAP<STRING, INT>,"
                    + " w ARRAY<STRING>, e ARRAY<ROW<h STRING, v INT>>)\n"
                    + "WITH ('connector' = 'filesystem', 'path' = 'n.json', 'format' = 'json');\n";

    /** Counts what is given a name. */
    static final class Counter {
        private int next;

        int next() {
            return next++;
        }
    }

    /** Tables {@code t}, with late rows perhaps, and {@code u}, without; {@link #VERSIONS} and {@link #NESTED}. */
    public static World random(Dice dice) {
        StringBuilder script = new StringBuilder();
        Map<String, String> inputs = new LinkedHashMap<>();
        List<Relation> tables = new ArrayList<>();
        for (String name : List.of("t", "u")) {
            boolean punctual = name.equals("u") || dice.chance(40);
            int delay = punctual ? 20 : dice.oneOf(List.of(0, 1, 4));
            script.append("CREATE TABLE ")
                    .append(name)
                    .append(" (")
                    .append(COLUMNS)
                    .append(", WATERMARK FOR ts AS ts - INTERVAL '")
                    .append(delay)
                    .append("' SECOND)\nWITH ('connector' = 'filesystem', 'path' = '")
                    .append(name)
                    .append(".csv', 'format' = 'csv');\n");
            inputs.put(name + ".csv", new RandomRows(dice).csv(1 + dice.below(name.equals("t") ? 50 : 20)));
            Set<Trait> traits = Set.of(Trait.TIMED, Trait.ORDERED, Trait.FILLED, Trait.KEYED);
            if (punctual) {
                traits = Set.of(Trait.TIMED, Trait.ORDERED, Trait.FILLED, Trait.KEYED, Trait.PUNCTUAL);
            }
            tables.add(new Relation(name, FIELDS, traits));
        }
        script.append(MORE);
        RandomRows more = new RandomRows(dice);
        inputs.put("v.csv", more.versions(dice.between(1, 25)));
        inputs.put("n.json", more.nested(dice.between(1, 20)));
        return new World(script.toString(), inputs, tables, new Counter());
    }

    Relation table(Dice dice) {
        return tables.get(dice.chance(75) ? 0 : 1);
    }
}
