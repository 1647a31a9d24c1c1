package io.millrace.acceptance.flink.query;

import java.util.ArrayList;
import java.util.List;

/**
 * MATCH_RECOGNIZE as far as Flink takes it: a pattern of A, B and C that ends with C, each variable once. Not more than two loops, none
 * behind a reluctant one, and no end that may be missing: there Flink differs on purpose.
 */
record MatchQueries() implements QueryKind {
    private static final List<String> NUMBERS = List.of("g", "sm", "ti", "p", "id");

    @Override
    public Query query(World world, Dice dice) {
        Relation from = world.table(dice);
        boolean named = dice.chance(25);
        String within = dice.chance(30) ? " WITHIN INTERVAL '" + dice.oneOf("2", "5", "20") + "' SECOND" : "";
        String key = dice.oneOf("k", "g", "f", "");
        String pattern = dice.oneOf(
                "A B C",
                "A B+ C",
                "A B* C",
                "A B? C",
                "A B+? C",
                "A B*? C",
                "A{2} B C",
                "A B{1,3} C",
                "A B{2,} C",
                "A+? B C",
                "A{1,2} B+ C");
        List<String> measures = new ArrayList<>(List.of("A.id AS a", "C.id AS c"));
        for (String measure : dice.someOf(
                List.of(
                        "LAST(B.id) AS b0",
                        "FIRST(B.sm) AS b1",
                        "COUNT(B.id) AS b2",
                        "SUM(B.g) AS b3",
                        "MIN(B.p) AS b4",
                        "MAX(B.ti) AS b5",
                        "LAST(B.id, 1) AS b6",
                        "FIRST(A.k) AS b7",
                        "COUNT(A.id) AS b8",
                        "C.k AS b9",
                        "AVG(B.p) AS b10",
                        "LAST(A.p) - C.p AS b11"),
                dice.between(1, 4))) {
            measures.add(measure);
        }
        String skip = dice.oneOf(
                "AFTER MATCH SKIP PAST LAST ROW",
                "AFTER MATCH SKIP TO NEXT ROW",
                "AFTER MATCH SKIP TO LAST C",
                "AFTER MATCH SKIP TO FIRST C");
        List<String> definitions = new ArrayList<>();
        for (String variable : dice.someOf(List.of("A", "B", "C"), dice.between(1, 3))) {
            definitions.add(variable + " AS " + condition(variable, dice));
        }
        List<String> items = new ArrayList<>(
                measures.stream().map(each -> each.replaceAll(".* AS ", "")).toList());
        items.addAll(key.isEmpty() ? List.of() : List.of(key));
        String rest = " FROM " + from.sql() + " MATCH_RECOGNIZE (" + (key.isEmpty() ? "" : "PARTITION BY " + key + " ")
                + "ORDER BY ts MEASURES " + String.join(", ", measures) + " ONE ROW PER MATCH " + skip + " PATTERN ("
                + pattern + ")" + within + " DEFINE " + String.join(", ", definitions) + ")"
                + (named ? " AS found" : "");
        return Query.of("pattern", items, rest);
    }

    private static String condition(String variable, Dice dice) {
        String number = variable + "." + dice.oneOf(NUMBERS);
        return switch (dice.below(6)) {
            case 0 -> number + dice.oneOf(" > 0", " < 2", " <> 1", " >= -1");
            case 1 -> number + dice.oneOf(" > ", " <= ") + "LAST(" + number + ", 1)";
            case 2 -> variable + ".f IS NOT FALSE";
            case 3 -> number + dice.oneOf(" > ", " < ") + "A." + dice.oneOf(NUMBERS);
            case 4 -> "COUNT(" + variable + ".id) < " + dice.between(2, 4);
            default -> variable + ".sm IS NOT NULL AND SUM(" + variable + ".sm) < 6";
        };
    }
}
