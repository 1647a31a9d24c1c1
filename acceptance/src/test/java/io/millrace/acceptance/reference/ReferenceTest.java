package io.millrace.acceptance.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The reference pages hold parts between {@code <!-- generated: NAME -->} and {@code <!-- end -->} that are made from the
 * program's own lists. {@code -Dgolden.update} writes them.
 */
class ReferenceTest {
    private static final Path DOCUMENTS = Path.of("..", "docs");
    private static final String END = "<!-- end -->";

    @Test
    void theReferenceOfSqlIsFresh() throws IOException {
        check(
                "sql.md",
                Map.of(
                        "functions", FunctionReference::functions,
                        "aggregates", FunctionReference::aggregates));
    }

    @Test
    void theReferenceOfConnectorsIsFresh() throws IOException {
        check(
                "connectors.md",
                Map.of(
                        "common", ConnectorReference::common,
                        "connectors", ConnectorReference::connectors));
    }

    private static Set<String> lines(String text) {
        return text.lines().collect(Collectors.toSet());
    }

    private static void check(String name, Map<String, Supplier<String>> parts) throws IOException {
        Path file = DOCUMENTS.resolve(name);
        String written = Files.readString(file);
        String fresh = fresh(name, written, parts);
        if (System.getProperty("golden.update") != null) {
            Files.writeString(file, fresh);
        } else {
            assertThat(written.lines().filter(line -> !lines(fresh).contains(line)))
                    .as("lines of docs/%s that are stale: run this test with -Dgolden.update", name)
                    .isEmpty();
            assertThat(fresh.lines().filter(line -> !lines(written).contains(line)))
                    .as("lines that docs/%s lacks: run this test with -Dgolden.update", name)
                    .isEmpty();
            assertThat(written.equals(fresh))
                    .as("docs/%s is in order: run this test with -Dgolden.update", name)
                    .isTrue();
        }
    }

    private static String fresh(String name, String written, Map<String, Supplier<String>> parts) {
        String fresh = written;
        for (Map.Entry<String, Supplier<String>> part : parts.entrySet()) {
            String start = "<!-- generated: " + part.getKey() + " -->";
            int from = fresh.indexOf(start);
            int to = fresh.indexOf(END, from);
            assertThat(from).as("%s has no %s", name, start).isNotNegative();
            assertThat(to).as("%s has no %s after %s", name, END, start).isNotNegative();
            fresh = fresh.substring(0, from + start.length()) + "\n\n"
                    + part.getValue().get() + "\n\n" + fresh.substring(to);
        }
        return fresh;
    }
}
