package io.millrace.acceptance.flink.query;

import java.util.ArrayList;
import java.util.List;

/**
 * Random aggregate calls.
 *
 * @param ordered whether there may be calls whose result depends on the order of rows
 * @param distinct whether there may be DISTINCT
 * @param filter whether there may be FILTER
 * @param dispersion whether there may be variances, and means of whole numbers; in OVER they differ on purpose
 */
record Aggregates(Dice dice, boolean ordered, boolean distinct, boolean filter, boolean dispersion) {
    /** So many calls with the names a0, a1, … */
    List<String> items(Relation relation, int count) {
        List<String> items = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            items.add(call(relation.fields()) + " AS a" + i);
        }
        return items;
    }

    String call(List<Field> fields) {
        String call = plain(fields);
        return filter && dice.chance(20)
                ? call + " FILTER (WHERE " + new Expressions(dice, fields).of(Shape.BOOLEAN, 1) + ")"
                : call;
    }

    private String plain(List<Field> fields) {
        if (dice.chance(12)) {
            return "COUNT(*)";
        }
        Field field = dice.oneOf(fields);
        String argument = field.name();
        if (field.shape().isNumber() && dice.chance(25)) {
            argument = "(" + argument + dice.oneOf(" + ", " * ") + dice.oneOf("2", "1.5", "CAST(3 AS BIGINT)") + ")";
        }
        List<String> functions = new ArrayList<>(List.of("COUNT", "MIN", "MAX"));
        switch (field.shape()) {
            case INTEGER, EXACT -> {
                functions.add("SUM");
                // In OVER Flink divides a sum that has wrapped to the width of the argument.
                functions.addAll(dispersion || field.shape() == Shape.EXACT ? List.of("AVG", "AVG") : List.of());
                functions.addAll(dispersion ? List.of("STDDEV_POP", "VAR_SAMP", "VAR_POP", "STDDEV_SAMP") : List.of());
            }
            case REAL -> functions.addAll(List.of("SUM", "AVG", "SUM", "AVG"));
            case BYTES -> functions.retainAll(List.of("COUNT"));
            default -> {}
        }
        if (ordered) {
            functions.addAll(List.of("FIRST_VALUE", "LAST_VALUE"));
        }
        String function = dice.oneOf(functions);
        boolean each = distinct && List.of("COUNT", "SUM", "AVG", "MIN", "MAX").contains(function) && dice.chance(30);
        return function + "(" + (each ? "DISTINCT " : "") + argument + ")";
    }
}
