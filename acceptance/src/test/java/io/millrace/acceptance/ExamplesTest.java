package io.millrace.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.cli.Main;
import io.millrace.cli.Streams;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Runs every script in {@code examples/} and compares what it prints with the file beside it that ends in {@code
 * .expected}; plans those in {@code examples/live/}, which do not end. {@code -Dgolden.update} writes the files.
 */
class ExamplesTest {
    private static final Path EXAMPLES = Repository.here().root().resolve("examples");

    @TestFactory
    Stream<DynamicTest> examples() throws IOException {
        return scripts(EXAMPLES)
                .map(script -> DynamicTest.dynamicTest(script.getFileName().toString(), () -> check(script)));
    }

    @TestFactory
    Stream<DynamicTest> liveExamplesHaveAPlan() throws IOException {
        return scripts(EXAMPLES.resolve("live"))
                .map(script -> DynamicTest.dynamicTest(
                        script.getFileName().toString(), () -> run("explain", "--ui", script.toString())));
    }

    private static Stream<Path> scripts(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> scripts = files.filter(file -> file.toString().endsWith(".sql"))
                    .sorted()
                    .toList();
            assertThat(scripts).isNotEmpty();
            return scripts.stream();
        }
    }

    private static void check(Path script) throws IOException {
        String printed = run("run", "--output", "table", script.toString());
        Path expected = Path.of(script.toString().replaceAll("\\.sql$", ".expected"));
        if (System.getProperty("golden.update") != null) {
            Files.writeString(expected, printed);
        }
        assertThat(expected).exists();
        assertThat(printed).isEqualTo(Files.readString(expected));
    }

    private static String run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream errors = new PrintStream(err, true, StandardCharsets.UTF_8);
        int status = Main.run(Streams.piped(new ByteArrayInputStream(new byte[0]), out, errors), arguments);
        assertThat(status).as(err.toString(StandardCharsets.UTF_8)).isZero();
        return out.toString(StandardCharsets.UTF_8);
    }
}
