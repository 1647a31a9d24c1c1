package io.millrace.acceptance.golden;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.acceptance.golden.GoldenFile.GoldenCase;
import io.millrace.engine.aggregate.AggregateFunction;
import io.millrace.engine.aggregate.Aggregates;
import io.millrace.engine.function.Function;
import io.millrace.engine.function.Functions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Keeps {@code docs/coverage.md}: which golden cases cover what. Functions and aggregates count by name wherever a case
 * calls them, everything else by the {@code covers} tags. {@code -Dgolden.update} writes the file.
 */
class CoverageTest {
    private static final Path TABLE = Path.of("..", "docs", "coverage.md");

    /** What must have a case, beside all functions and aggregates. */
    private static final List<String> REQUIRED = List.of(
            "CREATE TABLE",
            "CREATE VIEW",
            "DROP TABLE",
            "DROP VIEW",
            "INSERT INTO",
            "STATEMENT SET",
            "SET",
            "RESET",
            "SHOW",
            "SHOW CREATE",
            "SHOW COLUMNS",
            "SHOW FUNCTIONS",
            "DESCRIBE",
            "EXPLAIN",
            "computed column",
            "SELECT",
            "SELECT DISTINCT",
            "WHERE",
            "GROUP BY",
            "HAVING",
            "WITH",
            "VALUES",
            "UNION ALL",
            "UNION",
            "ORDER BY",
            "LIMIT",
            "OFFSET",
            "FETCH",
            "subquery",
            "FILTER",
            "CASE",
            "CAST",
            "TRY_CAST",
            "IN",
            "BETWEEN",
            "IS DISTINCT FROM",
            "intervals",
            "TUMBLE",
            "HOP",
            "CUMULATE",
            "SESSION",
            "window offset",
            "window columns",
            "named arguments",
            "window_time",
            "cascading windows",
            "late rows",
            "OVER ROWS",
            "OVER RANGE",
            "ROW_NUMBER",
            "COUNT DISTINCT",
            "nested aggregates",
            "empty input",
            "CSV",
            "JSON",
            "errors");

    @Test
    void coverageTableIsUpToDateAndComplete() throws IOException {
        Map<String, TreeSet<String>> functions = new LinkedHashMap<>();
        Functions.ALL.forEach(function -> functions.put(function.name(), new TreeSet<>()));
        Map<String, TreeSet<String>> aggregates = new LinkedHashMap<>();
        Aggregates.ALL.forEach(aggregate -> aggregates.put(aggregate.name(), new TreeSet<>()));
        Map<String, TreeSet<String>> tags = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        REQUIRED.forEach(item -> tags.put(item, new TreeSet<>()));
        for (GoldenFile file : GoldenTest.files()) {
            String name = GoldenTest.FOLDER
                    .relativize(file.path())
                    .toString()
                    .replace('\\', '/')
                    .replace(".test", "");
            for (GoldenCase golden : file.cases()) {
                collect(golden, name, functions, aggregates, tags);
            }
        }
        String text = text(functions, aggregates, tags);
        if (System.getProperty("golden.update") != null) {
            Files.writeString(TABLE, text);
        }
        List<String> uncovered = new ArrayList<>();
        List.of(functions, aggregates, tags)
                .forEach(part -> part.forEach((item, files) -> {
                    if (files.isEmpty()) {
                        uncovered.add(item);
                    }
                }));
        assertThat(uncovered).as("what no golden case covers").isEmpty();
        assertThat(TABLE).as("run with -Dgolden.update").content().isEqualTo(text);
    }

    private static void collect(
            GoldenCase golden,
            String file,
            Map<String, TreeSet<String>> functions,
            Map<String, TreeSet<String>> aggregates,
            Map<String, TreeSet<String>> tags) {
        golden.covers()
                .forEach(tag -> tags.computeIfAbsent(tag, t -> new TreeSet<>()).add(file));
        String sql = golden.sql().toUpperCase(Locale.ROOT);
        for (Function function : Functions.ALL) {
            List<String> names = new ArrayList<>(function.aliases());
            names.add(function.name());
            if (names.stream().anyMatch(name -> mentions(sql, name))) {
                functions.get(function.name()).add(file);
            }
        }
        for (AggregateFunction aggregate : Aggregates.ALL) {
            boolean tagged = golden.covers().contains(aggregate.name());
            if (tagged || mentions(sql, aggregate.name() + "(")) {
                aggregates.get(aggregate.name()).add(file);
            }
        }
        aggregates.keySet().forEach(tags::remove);
        functions.keySet().forEach(tags::remove);
    }

    private static boolean mentions(String sql, String name) {
        String start = Character.isLetter(name.charAt(0)) ? "\\b" : "";
        String end = Character.isLetterOrDigit(name.charAt(name.length() - 1)) ? "\\b" : "";
        return Pattern.compile(start + Pattern.quote(name) + end).matcher(sql).find();
    }

    private static String text(
            Map<String, TreeSet<String>> functions,
            Map<String, TreeSet<String>> aggregates,
            Map<String, TreeSet<String>> tags) {
        StringBuilder text = new StringBuilder("# What the golden tests cover\n\n"
                + "Written by the tests: `mvn -pl acceptance -am test -Dtest=CoverageTest -Dgolden.update\n"
                + "-Dsurefire.failIfNoSpecifiedTests=false`. The files are in `acceptance/golden/`.\n");
        section(text, "Statements, clauses, windows and types", tags);
        section(text, "Aggregates", aggregates);
        section(text, "Functions", functions);
        return text.toString();
    }

    private static void section(StringBuilder text, String title, Map<String, TreeSet<String>> items) {
        text.append("\n## ").append(title).append("\n\n| what | where |\n|---|---|\n");
        items.forEach((item, files) -> text.append("| `")
                .append(item.replace("|", "\\|"))
                .append("` | ")
                .append(String.join(", ", files))
                .append(" |\n"));
    }
}
