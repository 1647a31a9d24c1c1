package io.millrace.acceptance.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The README keeps its word. Its blocks {@code ```sh} are run in order, each by a shell that stops at the first failure;
 * a block without a language that follows is what the block before it prints. Blocks {@code ```sh no-run} are not run,
 * but for the demo, which is started, looked at and stopped here.
 */
class ReadmeTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern LINK = Pattern.compile("(http://[^/\\s]+)/\\?token=\\S+");

    @TempDir
    Path folder;

    /**
     * A block between fences.
     *
     * @param language what follows the first fence
     */
    private record Block(String language, String text, int line) {}

    private static List<Block> blocks() throws IOException {
        List<Block> blocks = new ArrayList<>();
        List<String> lines = Files.readAllLines(ROOT.resolve("README.md"));
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith("```")) {
                int first = i + 1;
                i = first;
                while (!lines.get(i).startsWith("```")) {
                    i++;
                }
                String text = String.join("\n", lines.subList(first, i)) + "\n";
                blocks.add(new Block(lines.get(first - 1).substring(3).strip(), text, first));
            }
        }
        return blocks;
    }

    private void checkout() throws IOException {
        Assumptions.assumeTrue(
                Files.exists(ROOT.resolve("cli/target/dist/classpath")), "the distribution is built by mvn package");
        Files.createSymbolicLink(folder.resolve("millrace"), ROOT.resolve("millrace"));
        if (Files.isDirectory(ROOT.resolve("examples"))) {
            try (Stream<Path> examples = Files.walk(ROOT.resolve("examples"))) {
                for (Path path : examples.toList()) {
                    Files.copy(path, folder.resolve(ROOT.relativize(path).toString()));
                }
            }
        }
    }

    @Test
    void itsCommandsDoWhatItSays() throws Exception {
        checkout();
        String printed = "";
        int run = 0;
        for (Block block : blocks()) {
            String place = "README.md:" + block.line();
            if (block.language().equals("sh")) {
                try (RunningCommand command = RunningCommand.shell(folder, "set -e\n" + block.text())) {
                    printed = command.rest();
                    assertThat(command.status())
                            .as(place + ": " + command.told())
                            .isZero();
                }
                run++;
            } else if (block.language().startsWith("sh")) {
                printed = "";
            } else if (block.language().isEmpty() && !printed.isEmpty()) {
                for (String part : block.text().split("(?m)^\\.\\.\\.$\n")) {
                    assertThat(printed).as(place).contains(part.stripTrailing());
                }
                printed = "";
            }
        }
        assertThat(run).as("blocks of commands in the README").isPositive();
    }

    @Test
    void theDemoServesAPageToWhoHasTheLink() throws Exception {
        checkout();
        assertThat(blocks().stream().map(Block::text)).anyMatch(text -> text.contains("./millrace demo"));
        try (RunningCommand demo = RunningCommand.shell(folder, "exec ./millrace demo")) {
            Matcher link = LINK.matcher(demo.told());
            while (!link.find()) {
                assertThat(demo.isAlive()).as(demo.told()).isTrue();
                Thread.onSpinWait();
                link = LINK.matcher(demo.told());
            }
            HttpClient browser = HttpClient.newHttpClient();
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(link.group(1) + "/")).build();
            HttpResponse<String> answer = browser.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(401);
            demo.signal("INT");
            assertThat(demo.status()).isEqualTo(130);
            assertThat(demo.told()).doesNotContain("\tat ").doesNotContain("Exception");
        }
    }
}
