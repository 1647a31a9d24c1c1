package io.millrace.acceptance.flink.query;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/** Random expressions over columns. Their functions are those of the registry, so that a new one is tried at once. */
record Expressions(Dice dice, List<Field> fields) {
    private static final List<Shape> SHAPES = List.of(
            Shape.INTEGER,
            Shape.INTEGER,
            Shape.EXACT,
            Shape.EXACT,
            Shape.REAL,
            Shape.TEXT,
            Shape.TEXT,
            Shape.TEXT,
            Shape.BOOLEAN,
            Shape.DATE,
            Shape.TIME,
            Shape.TIMESTAMP,
            Shape.TIMESTAMP,
            Shape.INSTANT,
            Shape.BYTES);

    String any(int depth) {
        return of(dice.oneOf(SHAPES), depth);
    }

    /** Something that is true for some rows. */
    String condition() {
        return of(Shape.BOOLEAN, 2);
    }

    String of(Shape shape, int depth) {
        int choice = depth <= 0 ? 0 : dice.below(100);
        if (choice < 22) {
            return leaf(shape);
        } else if (choice < 52) {
            String call = new FunctionCalls(this).call(shape, depth - 1);
            return call.isEmpty() ? leaf(shape) : call;
        } else if (choice < 78) {
            return operator(shape, depth - 1);
        } else if (choice < 88) {
            return conditional(shape, depth - 1);
        }
        return cast(shape, depth - 1);
    }

    String leaf(Shape shape) {
        List<Field> fitting =
                fields.stream().filter(field -> field.shape() == shape).toList();
        if (!fitting.isEmpty() && dice.chance(75)) {
            return dice.oneOf(fitting).name();
        } else if (shape == Shape.INSTANT) {
            return "CAST(" + leaf(Shape.TIMESTAMP) + " AS TIMESTAMP_LTZ(3))";
        } else if (shape == Shape.BYTES) {
            return dice.chance(50)
                    ? "CAST(" + leaf(Shape.TEXT) + " AS BYTES)"
                    : "x'" + dice.oneOf("00ff", "61", "e4b8ad") + "'";
        }
        return literal(shape);
    }

    String literal(Shape shape) {
        return switch (shape) {
            case INTEGER -> dice.oneOf("0", "1", "2", "-3", "7", "100", "2147483647", "5000000000");
            case EXACT -> dice.oneOf("0.5", "1.25", "-2.50", "10.000", "0.001", "12345678.9");
            case REAL -> dice.oneOf("1E0", "2.5E0", "-0.25E0", "1E3");
            case TEXT -> dice.oneOf("'a'", "''", "'B b'", "'日x'", "'12'", "'a,b,c'", "'hello'");
            case BOOLEAN -> dice.oneOf("TRUE", "FALSE");
            case DATE -> dice.oneOf("DATE '2024-02-29'", "DATE '2025-12-31'", "DATE '1999-01-01'");
            case TIME -> dice.oneOf("TIME '00:00:00'", "TIME '12:34:56'", "TIME '23:59:59'");
            case TIMESTAMP -> dice.oneOf("TIMESTAMP '2024-02-29 12:34:56.789'", "TIMESTAMP '2024-12-31 23:59:59'");
            case INSTANT, BYTES, OTHER -> leaf(shape);
        };
    }

    private String operator(Shape shape, int depth) {
        return switch (shape) {
            case INTEGER -> integer(depth);
            case EXACT ->
                "(" + of(dice.oneOf(List.of(Shape.EXACT, Shape.INTEGER)), depth) + dice.oneOf(" + ", " - ", " * ")
                        + leaf(Shape.EXACT) + ")";
            case REAL ->
                "(" + of(Shape.REAL, depth) + dice.oneOf(" + ", " - ", " * ") + leaf(dice.oneOf(Shape.NUMBERS)) + ")";
            case TEXT -> "(" + of(Shape.TEXT, depth) + " || " + of(Shape.TEXT, depth) + ")";
            case BOOLEAN -> logic(depth);
            case DATE, TIMESTAMP, INSTANT -> moved(shape, of(shape, depth));
            case TIME, BYTES, OTHER -> leaf(shape);
        };
    }

    private String integer(int depth) {
        String left = of(Shape.INTEGER, depth);
        return switch (dice.below(5)) {
            case 0 -> "(" + left + " / NULLIF(" + leaf(Shape.INTEGER) + ", 0))";
            case 1 -> "(" + left + " % " + dice.oneOf("2", "3", "7", "-5") + ")";
            default -> "(" + left + dice.oneOf(" + ", " - ", " * ") + of(Shape.INTEGER, depth) + ")";
        };
    }

    /** Parts of a second only of columns: those that a constant's type has no digits for come and go in Flink. */
    private String moved(Shape shape, String moment) {
        String sign = dice.oneOf(" + ", " - ");
        String interval = interval(shape);
        boolean column = fields.stream().anyMatch(field -> field.name().equals(moment));
        return "(" + moment + sign + (interval.contains(".") && !column ? "INTERVAL '3' SECOND" : interval) + ")";
    }

    String interval(Shape shape) {
        if (shape == Shape.DATE) {
            return dice.oneOf(
                    "INTERVAL '1' DAY", "INTERVAL '30' DAY", "INTERVAL '1' MONTH", "INTERVAL '1-1' YEAR TO MONTH");
        }
        return dice.oneOf(
                "INTERVAL '1' SECOND",
                "INTERVAL '90' MINUTE",
                "INTERVAL '1' MONTH",
                "INTERVAL '2' YEAR",
                "INTERVAL '1 02:03:04.5' DAY TO SECOND",
                "INTERVAL '0.25' SECOND");
    }

    private String logic(int depth) {
        Shape shape = dice.oneOf(SHAPES);
        boolean number = shape.isNumber();
        String left = of(shape, depth);
        String right = of(number ? dice.oneOf(Shape.NUMBERS) : shape, 0);
        return switch (dice.below(9)) {
            case 0 -> "(" + of(Shape.BOOLEAN, depth) + dice.oneOf(" AND ", " OR ") + of(Shape.BOOLEAN, depth) + ")";
            case 1 -> "(NOT " + of(Shape.BOOLEAN, depth) + ")";
            case 2 -> "(" + left + dice.oneOf(" IS NULL", " IS NOT NULL") + ")";
            case 3 ->
                "(" + of(Shape.BOOLEAN, depth) + dice.oneOf(" IS TRUE", " IS NOT TRUE", " IS FALSE", " IS UNKNOWN")
                        + ")";
            case 4 ->
                shape == Shape.BYTES
                        ? "(" + left + " = " + right + ")"
                        : "(" + left + dice.oneOf(" BETWEEN ", " NOT BETWEEN ") + of(shape, 0) + " AND " + of(shape, 0)
                                + ")";
            case 5 -> "(" + leaf(Shape.TEXT) + dice.oneOf(" IN ", " NOT IN ") + "('a', 'b', '', '日本'))";
            case 6 -> "(" + leaf(Shape.INTEGER) + dice.oneOf(" IN ", " NOT IN ") + "(1, 2, -3))";
            default ->
                "(" + left + dice.oneOf(" = ", " <> ", " < ", " <= ", " > ", " >= ", " IS DISTINCT FROM ") + right
                        + ")";
        };
    }

    private String conditional(Shape shape, int depth) {
        String first = of(shape, depth);
        String second = of(shape, 0);
        return switch (dice.below(5)) {
            case 0 -> "CASE WHEN " + of(Shape.BOOLEAN, depth) + " THEN " + first + " ELSE " + second + " END";
            case 1 -> "CASE " + leaf(Shape.INTEGER) + " WHEN 1 THEN " + first + " WHEN 2 THEN " + second + " END";
            case 2 -> "COALESCE(" + first + ", " + second + ")";
            case 3 -> "NULLIF(" + first + ", " + second + ")";
            // IF of times has the precision of the first in Flink, and cuts the other.
            default ->
                shape == Shape.TIMESTAMP || shape == Shape.INSTANT
                        ? "IFNULL(" + first + ", " + second + ")"
                        : "IF(" + of(Shape.BOOLEAN, depth) + ", " + first + ", " + second + ")";
        };
    }

    private String cast(Shape shape, int depth) {
        String type = dice.oneOf(shape.types);
        List<Shape> sources = new ArrayList<>(
                switch (shape) {
                    case INTEGER, EXACT, REAL -> List.of(Shape.INTEGER, Shape.EXACT, Shape.REAL, Shape.BOOLEAN);
                    case TEXT -> List.copyOf(EnumSet.complementOf(EnumSet.of(Shape.OTHER)));
                    case BOOLEAN -> List.of(Shape.INTEGER, Shape.EXACT);
                    case DATE -> List.of(Shape.TIMESTAMP, Shape.INSTANT);
                    case TIME -> List.of(Shape.TIMESTAMP, Shape.INSTANT);
                    case TIMESTAMP, INSTANT -> List.of(Shape.DATE, Shape.TIMESTAMP, Shape.INSTANT);
                    case BYTES, OTHER -> List.of(Shape.TEXT);
                });
        if (shape != Shape.BYTES && dice.chance(25)) {
            // Flink reads some texts that are no numbers as DECIMAL zero.
            String text = shape == Shape.EXACT ? "CAST(" + leaf(Shape.INTEGER) + " AS STRING)" : of(Shape.TEXT, depth);
            return "TRY_CAST(" + text + " AS " + type + ")";
        }
        Shape source = dice.oneOf(sources);
        // Of CAST(TRUE AS INT) * x Calcite cannot say whether it grows.
        String value = source == Shape.BOOLEAN ? "(" + leaf(Shape.TEXT) + " > 'a')" : of(source, depth);
        // A constant keeps digits that the type does not have when it is cast again.
        boolean constant = fields.stream().noneMatch(field -> value.contains(field.name()));
        return "CAST(" + value + " AS " + (constant && shape == Shape.EXACT ? "DECIMAL(38, 10)" : type) + ")";
    }
}
