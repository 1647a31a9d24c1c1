package io.millrace.acceptance.reference;

import static io.millrace.acceptance.reference.MarkdownTable.code;
import static io.millrace.acceptance.reference.MarkdownTable.prose;

import io.millrace.cli.Main;
import io.millrace.cli.Streams;
import io.millrace.engine.aggregate.AggregateFunction;
import io.millrace.engine.aggregate.Aggregates;
import io.millrace.engine.function.Function;
import io.millrace.engine.function.Functions;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The tables of functions and aggregates, from their lists; what the examples give is computed. */
final class FunctionReference {
    private static final String SAMPLE = "(VALUES (1, 10, 'a', TRUE), (2, 30, 'b', FALSE), (2, 20, 'b', TRUE),"
            + " (4, 5, 'c', TRUE)) AS t (x, y, s, ok)";

    private FunctionReference() {}

    /** One table a category. */
    static String functions() {
        StringBuilder text = new StringBuilder();
        for (Function.Category category : Function.Category.values()) {
            List<Function> members = Functions.ALL.stream()
                    .filter(function -> function.category() == category)
                    .toList();
            if (members.isEmpty()) {
                continue;
            }
            MarkdownTable table = new MarkdownTable("function", "meaning", "example", "gives");
            for (Function function : members) {
                String aliases =
                        function.aliases().isEmpty() ? "" : " Also " + String.join(", ", function.aliases()) + ".";
                table.row(List.of(
                        signature(function.signature()),
                        prose(function.meaning() + aliases + origin(function.inFlink())),
                        code(function.example()),
                        function.deterministic() ? code(result(function)) : "changes"));
            }
            text.append("\n### ").append(title(category)).append("\n\n").append(table);
        }
        return text.toString().strip();
    }

    /** A signature; several ways to call are set apart. */
    private static String signature(String signature) {
        return code(signature).replace(" or ", "` or `").replace("), ", ")`, `");
    }

    private static String title(Function.Category category) {
        return switch (category) {
            case MATH -> "Numbers";
            case TEXT -> "Texts";
            case TIME -> "Time";
            case COLLECTION -> "Arrays and maps";
            case JSON -> "JSON";
            case BITMAP -> "Bitmaps";
            case CONDITION -> "Conditions";
            case OTHER -> "Other functions";
        };
    }

    private static String origin(boolean inFlink) {
        return inFlink ? "" : " Not in Flink.";
    }

    /** The examples are over the rows that {@link #SAMPLE} has. */
    static String aggregates() {
        MarkdownTable table = new MarkdownTable("aggregate", "meaning", "example", "gives");
        for (AggregateFunction function : Aggregates.ALL) {
            String aliases = function.aliases().isEmpty() ? "" : " Also " + String.join(", ", function.aliases()) + ".";
            table.row(List.of(
                    signature(function.signature()),
                    prose(function.meaning() + aliases + origin(function.inFlink())),
                    code(function.example()),
                    code(value(function.name(), function.example() + " AS x FROM " + SAMPLE))));
        }
        return table.toString().strip();
    }

    private static String result(Function function) {
        return value(function.name(), function.example() + " AS x");
    }

    private static String value(String name, String selected) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Streams streams = Streams.piped(
                new ByteArrayInputStream(new byte[0]), out, new PrintStream(err, true, StandardCharsets.UTF_8));
        String query = "SET 'table.local-time-zone' = 'UTC'; SELECT " + selected;
        if (Main.run(streams, "sql", "-c", query, "--output", "csv") != 0) {
            throw new AssertionError("the example of " + name + " fails: " + err.toString(StandardCharsets.UTF_8));
        }
        String[] lines = out.toString(StandardCharsets.UTF_8).split("\n", 2);
        String value = lines.length < 2 ? "" : lines[1].stripTrailing();
        return value.isEmpty() ? "NULL" : value;
    }
}
