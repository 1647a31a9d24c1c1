package io.millrace.acceptance.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millrace.cli.Main;
import io.millrace.cli.Streams;
import io.millrace.connect.system.SystemConnectors;
import io.millrace.core.connect.Connector.SourceConnector;
import io.millrace.core.connect.Shape;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The reference pages hold parts between {@code <!-- generated: NAME -->} and {@code <!-- end -->} that are made from the
 * program's own lists. {@code -Dgolden.update} writes them.
 */
class ReferenceTest {
    private static final Path DOCUMENTS = Path.of("..", "docs");
    private static final String END = "<!-- end -->";

    @Test
    void theReferenceOfFunctionsIsFresh() throws IOException {
        check(
                "functions.md",
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

    @Test
    void theReferenceOfModelsIsFresh() throws IOException {
        check("models.md", Map.of("options", ModelReference::options, "algorithms", ModelReference::algorithms));
    }

    @Test
    void theReferenceOfOnnxModelsIsFresh() throws IOException {
        check("onnx.md", Map.of("onnx", ModelReference::onnx));
    }

    /** Whoever copies columns from the page has a table that can be read. */
    @ParameterizedTest
    @MethodSource("shapes")
    void theColumnsOfThePageMakeATable(SourceConnector connector, Shape shape) {
        assumeTrue(Files.exists(Path.of("/proc/stat")), "the system's metrics are those of Linux");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Streams streams = Streams.piped(
                new ByteArrayInputStream(new byte[0]), out, new PrintStream(err, true, StandardCharsets.UTF_8));
        String script = ConnectorReference.example(connector, shape) + "SELECT * FROM `" + shape.value() + "` LIMIT 0;";
        int status = Main.run(streams, "sql", "-c", script, "--output", "csv");
        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
        assertThat(status).isZero();
    }

    static Stream<Arguments> shapes() {
        return SystemConnectors.ALL.stream()
                .filter(SourceConnector.class::isInstance)
                .map(SourceConnector.class::cast)
                .flatMap(connector -> connector.shapes().stream().map(shape -> Arguments.of(connector, shape)));
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
