package io.millrace.acceptance.flink.query;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Random aggregate calls.
 *
 * @param choices what there may be
 */
record Aggregates(Dice dice, Set<Choice> choices) {
    private static final Set<String> NARROW = Set.of("sm", "ti", "l.sm", "l.ti", "r.sm", "r.ti");

    /** What calls there may be; docs/decisions/0014 says of some where they differ on purpose. */
    enum Choice {
        /** Calls whose result depends on the order of rows. */
        ORDERED,
        DISTINCT,
        FILTER,
        /** Means of whole numbers: in OVER Flink divides a sum that has wrapped. */
        MEANS,
        /** Means of SMALLINT and TINYINT: in SESSION too. */
        NARROW_MEANS,
        /** Variances: in OVER Flink divides their sums as whole numbers. */
        VARIANCES,
        /** Variances of samples: of one row they were seen to be wrong where rows change. */
        SAMPLES;

        /** All but some. */
        static Set<Choice> except(Choice... some) {
            Set<Choice> all = EnumSet.allOf(Choice.class);
            all.removeAll(List.of(some));
            return all;
        }
    }

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
        return choices.contains(Choice.FILTER) && dice.chance(20)
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
                Choice mean = NARROW.contains(argument) ? Choice.NARROW_MEANS : Choice.MEANS;
                // Beside a variance Flink sums narrow numbers in their own type.
                boolean wraps = mean == Choice.NARROW_MEANS
                        && (choices.contains(Choice.VARIANCES) || choices.contains(Choice.SAMPLES));
                if (field.shape() == Shape.EXACT
                        || (choices.contains(Choice.MEANS) && choices.contains(mean) && !wraps)) {
                    functions.addAll(List.of("AVG", "AVG"));
                }
                functions.addAll(choices.contains(Choice.VARIANCES) ? List.of("STDDEV_POP", "VAR_POP") : List.of());
                functions.addAll(choices.contains(Choice.SAMPLES) ? List.of("VAR_SAMP", "STDDEV_SAMP") : List.of());
            }
            case REAL -> functions.addAll(List.of("SUM", "AVG", "SUM", "AVG"));
            case BYTES, OTHER -> functions.retainAll(List.of("COUNT"));
            default -> {}
        }
        if (choices.contains(Choice.ORDERED)) {
            functions.addAll(List.of("FIRST_VALUE", "LAST_VALUE"));
        }
        String function = dice.oneOf(functions);
        boolean variance = function.startsWith("VAR") || function.startsWith("STDDEV");
        if (variance && field.name().equals("b")) {
            // What is said in 38 digits has no more than those of a double.
            argument = "CAST(" + argument + " AS DOUBLE)";
        } else if (variance && field.shape() == Shape.INTEGER && !argument.contains("1.5")) {
            // Where a variance is a whole number Flink may give one less, as its mean has been rounded.
            argument = "(" + argument + " * 1.5)";
        }
        boolean each = choices.contains(Choice.DISTINCT)
                && List.of("COUNT", "SUM", "AVG", "MIN", "MAX").contains(function)
                && dice.chance(30);
        return function + "(" + (each ? "DISTINCT " : "") + argument + ")";
    }
}
