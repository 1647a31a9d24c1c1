package io.millrace.acceptance.flink.query;

import io.millrace.engine.function.Family;
import io.millrace.engine.function.Function;
import io.millrace.engine.function.Functions;
import io.millrace.engine.function.Overload;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Random calls of the functions of the registry. Where a function wants text or numbers of a form of its own, it gets them:
 * docs/decisions/0014 has what is different for others.
 */
record FunctionCalls(Expressions expressions) {
    /** Functions that SQL does not write as a name and arguments; {@code $1} is the first of these. */
    private static final Map<String, List<String>> FORMS = Map.ofEntries(
            Map.entry("LIKE", List.of("($1 LIKE $2)", "($1 NOT LIKE $2)")),
            Map.entry("SIMILAR TO", List.of("($1 SIMILAR TO $2)")),
            Map.entry(
                    "TRIM",
                    List.of(
                            "TRIM($2)",
                            "TRIM(BOTH 'a' FROM $2)",
                            "TRIM(LEADING ' ' FROM $2)",
                            "TRIM(TRAILING 'b' FROM $2)")),
            Map.entry("POSITION", List.of("POSITION($1 IN $2)")),
            Map.entry("OVERLAY", List.of("OVERLAY($1 PLACING $2 FROM $3)")),
            Map.entry("EXTRACT", List.of("EXTRACT($1 FROM $2)")),
            Map.entry(
                    "IS JSON",
                    List.of("($1 IS JSON)", "($1 IS NOT JSON)", "($1 IS JSON OBJECT)", "($1 IS JSON SCALAR)")),
            Map.entry("JSON_EXISTS", List.of("JSON_EXISTS($1, '$.a')", "JSON_EXISTS($1, 'lax $.b[1]')")),
            Map.entry(
                    "JSON_VALUE",
                    List.of(
                            "JSON_VALUE($1, '$.a')",
                            "JSON_VALUE($1, 'lax $.b[0]')",
                            "JSON_VALUE($1, '$.c' DEFAULT 'none' ON EMPTY DEFAULT 'bad' ON ERROR)")),
            Map.entry("JSON_QUERY", List.of("JSON_QUERY($1, '$.b')", "JSON_QUERY($1, '$.a' WITH WRAPPER)")));

    private static final List<String> JSON = List.of(
            "'{\"a\":1,\"b\":[2,null],\"c\":\"x\"}'",
            "'{\"a\":{\"d\":true},\"b\":[]}'",
            "'[1]'",
            "'7'",
            "'no json'",
            "'{\"a\":' || CAST(id AS STRING) || '}'");

    /** What is random, or differs on purpose. */
    private static final Set<String> LEFT_OUT = Set.of(
            "INITCAP",
            "FROM_BASE64",
            "UNIX_TIMESTAMP",
            "COT",
            "CONVERT_TZ",
            "POW",
            "LENGTH",
            "ATAN2",
            "PRINTF",
            "TYPEOF",
            "JSON_QUOTE",
            "JSON",
            "JSON_OBJECT",
            "JSON_ARRAY");

    private static final Map<String, List<String>> TEXTS = Map.of(
            "PARSE_URL", List.of("'https://u@example.org:8080/a/b?x=1&y=%20#top'", "'no url'", "'ftp://h/p'"),
            "TO_DATE", List.of("'2024-02-29'", "CAST(dt AS STRING)"),
            "TO_TIMESTAMP", List.of("'2024-02-29 01:02:03'", "CAST(ts AS STRING)", "'2024-12-31 10:11:12.131'"),
            "TO_TIMESTAMP_LTZ", List.of("'2024-02-29 01:02:03'", "'2024-12-31 10:11:12.131'"),
            "DATE_FORMAT", List.of("'2024-02-29 01:02:03'", "'2024-12-31 10:11:12'"));

    private static final Map<String, List<String>> SECOND_TEXTS = Map.of(
            "LIKE", List.of("'a%'", "'%b'", "'_'", "'%'", "''", "'h_l%'", "'%日%'"),
            "SIMILAR TO", List.of("'a|b'", "'(a|h)%'", "'[a-z]+'", "'_'"),
            "REGEXP", List.of("'a+'", "'^[a-z]'", "'[0-9]+'", "'.'"),
            "REGEXP_EXTRACT", List.of("'([a-z])([a-z])'", "'(\\d+)'", "'(l+)(o?)'"),
            "REGEXP_REPLACE", List.of("'[a-c]'", "'l'", "' +'"),
            "ENCODE", List.of("'UTF-8'", "'UTF-16BE'", "'ISO-8859-1'"),
            "DECODE", List.of("'UTF-8'", "'UTF-16BE'", "'ISO-8859-1'"),
            "REGEXP_COUNT", List.of("'a'", "'[a-z]'", "'l+'"),
            "PARSE_URL",
                    List.of(
                            "'HOST'",
                            "'PATH'",
                            "'QUERY'",
                            "'REF'",
                            "'PROTOCOL'",
                            "'FILE'",
                            "'AUTHORITY'",
                            "'USERINFO'"));

    private static final List<String> UNITS =
            List.of("YEAR", "QUARTER", "MONTH", "WEEK", "DAY", "HOUR", "MINUTE", "SECOND");

    private record Candidate(Function function, Overload overload) {}

    /** A call whose result has a shape; empty if there is no such function. */
    String call(Shape shape, int depth) {
        List<Candidate> candidates = new ArrayList<>();
        for (Function function : Functions.ALL) {
            if (function.deterministic()
                    && !LEFT_OUT.contains(function.name())
                    && function.category() != Function.Category.COLLECTION) {
                for (Overload overload : function.overloads()) {
                    boolean ofText = function.name().startsWith("IS_")
                            && !overload.arguments().contains(Family.TEXT);
                    if (!ofText
                            && answers(overload, shape)
                            && overload.arguments().stream().allMatch(FunctionCalls::isKnown)) {
                        candidates.add(new Candidate(function, overload));
                    }
                }
            }
        }
        return candidates.isEmpty() ? "" : text(dice().oneOf(candidates), shape, depth);
    }

    private Dice dice() {
        return expressions.dice();
    }

    private static boolean answers(Overload overload, Shape shape) {
        return switch (overload.result().rule()) {
            case FIXED -> Shape.of(overload.result().type()) == shape;
            case SAME_AS, WHOLE ->
                shapes(overload.arguments().get(overload.result().argument())).contains(shape);
            case ROUNDED -> shape.isNumber();
            default -> false;
        };
    }

    private static boolean isKnown(Family family) {
        return family == Family.UNIT || !shapes(family).isEmpty();
    }

    private static List<Shape> shapes(Family family) {
        return switch (family) {
            case NUMERIC -> Shape.NUMBERS;
            case INTEGER -> List.of(Shape.INTEGER);
            case TEXT -> List.of(Shape.TEXT);
            case BYTES -> List.of(Shape.BYTES);
            case BOOLEAN -> List.of(Shape.BOOLEAN);
            case DATE -> List.of(Shape.DATE);
            case TIME -> List.of(Shape.TIME);
            case TIMESTAMP -> List.of(Shape.TIMESTAMP);
            case TIMESTAMP_LTZ -> List.of(Shape.INSTANT);
            case MOMENT -> Shape.MOMENTS;
            case TEMPORAL -> List.of(Shape.TIMESTAMP, Shape.TIMESTAMP, Shape.DATE);
            case ANY -> List.of(Shape.INTEGER, Shape.TEXT);
            default -> List.of();
        };
    }

    private String text(Candidate candidate, Shape shape, int depth) {
        String name = candidate.function.name().equals("||") ? "CONCAT" : candidate.function.name();
        Overload overload = candidate.overload;
        List<String> arguments = new ArrayList<>();
        for (int i = 0; i < overload.arguments().size(); i++) {
            Family family = overload.arguments().get(i);
            boolean same = switch (overload.result().rule()) {
                case SAME_AS, WHOLE -> overload.result().argument() == i;
                case ROUNDED -> i == 0;
                default -> false;
            };
            if (name.equals("CEIL") && shape == Shape.DATE) {
                // CEIL of a DATE to its own day is the next day in Flink.
                return expressions.leaf(shape);
            }
            Shape wanted = same ? shape : family == Family.UNIT ? Shape.TEXT : dice().oneOf(shapes(family));
            if (wanted == Shape.DATE && (name.equals("SECOND") || arguments.contains("SECOND"))) {
                // Flink takes the number of the day for milliseconds.
                wanted = Shape.TIMESTAMP;
            }
            arguments.add(argument(name, i, family, wanted, depth));
        }
        if (overload.variadic() && dice().chance(50)) {
            arguments.add(expressions.leaf(Shape.TEXT));
        }
        if (overload.arguments().contains(Family.UNIT) && (name.equals("CEIL") || name.equals("FLOOR"))) {
            return name + "(" + arguments.get(0) + " TO " + arguments.get(1) + ")";
        }
        if (!FORMS.containsKey(name)) {
            return name.equals("PI") || name.equals("E")
                    ? name + "()"
                    : name + "(" + String.join(", ", arguments) + ")";
        }
        String form = dice().oneOf(FORMS.getOrDefault(name, List.of()));
        for (int i = 0; i < arguments.size(); i++) {
            form = form.replace("$" + (i + 1), arguments.get(i));
        }
        return form;
    }

    private String argument(String name, int place, Family family, Shape shape, int depth) {
        if (family == Family.UNIT) {
            // TIMESTAMPDIFF of months, backwards, is one too far in Flink.
            if (name.equals("TIMESTAMPDIFF")) {
                return dice().oneOf(UNITS.subList(3, 8));
            }
            // CEIL to units longer than a day is below the time in Flink at the first day of the unit.
            return dice().oneOf(name.equals("CEIL") ? UNITS.subList(4, 8) : UNITS);
        } else if (shape == Shape.TEXT && name.endsWith("PAD")) {
            // Characters of two UTF-16 units count twice in Flink here.
            return expressions.literal(shape);
        } else if (place == 0 && name.contains("JSON") && FORMS.containsKey(name)) {
            String json = dice().oneOf(JSON);
            boolean known =
                    expressions.fields().stream().anyMatch(field -> field.name().equals("id"));
            return known || !json.contains("CAST(id") ? "(" + json + ")" : expressions.of(shape, depth);
        } else if (shape == Shape.TEXT && place == 0 && TEXTS.containsKey(name)) {
            List<String> texts = TEXTS.getOrDefault(name, List.of()).stream()
                    .filter(text -> !text.startsWith("CAST")
                            || expressions.fields().stream()
                                    .anyMatch(field -> text.startsWith("CAST(" + field.name() + " ")))
                    .toList();
            return dice().oneOf(texts);
        } else if (shape == Shape.TEXT && place == 1 && SECOND_TEXTS.containsKey(name)) {
            return dice().oneOf(SECOND_TEXTS.getOrDefault(name, List.of()));
        } else if (shape == Shape.TEXT
                && place > 0
                && (name.startsWith("TO_") || name.equals("DATE_FORMAT") || name.equals("FROM_UNIXTIME"))) {
            if (name.equals("TO_TIMESTAMP_LTZ") && place == 2) {
                return dice().oneOf("'UTC'", "'Asia/Tokyo'");
            }
            return name.equals("TO_DATE")
                    ? "'yyyy-MM-dd'"
                    : dice().oneOf(
                                    "'yyyy-MM-dd HH:mm:ss'",
                                    name.startsWith("TO_") ? "'yyyy-MM-dd HH:mm:ss.SSS'" : "'yy/M/d H:m'");
        } else if (name.equals("FROM_UNIXTIME")) {
            return "(ABS(" + expressions.leaf(Shape.INTEGER) + ") % 1000000)";
        } else if (name.equals("TO_TIMESTAMP_LTZ")) {
            return place > 0 ? dice().oneOf("0", "3") : "(ABS(" + expressions.leaf(Shape.INTEGER) + ") % 1000000)";
        } else if (name.equals("SHA2") && place == 1) {
            return dice().oneOf("224", "256", "512");
        } else if (name.equals("CHR")) {
            return dice().oneOf("65", "228", "(ABS(" + expressions.leaf(Shape.INTEGER) + ") % 200 + 33)");
        } else if (shape == Shape.INTEGER && (place > 0 || name.equals("REPEAT"))) {
            return dice().oneOf("-2", "0", "1", "2", "3", "5");
        }
        return expressions.of(shape, depth);
    }
}
