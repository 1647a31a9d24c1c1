package io.millrace.acceptance.reference;

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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Runs every step of {@code docs/learning.md}: the first block of SQL, which all others begin with, and then each of these with
 * what it prints below it. {@code -Dgolden.update} writes what it prints.
 */
class LearningGuideTest {
    private static final Path GUIDE = Path.of("..", "docs", "learning.md");
    /** Names may be between backticks. */
    private static final String SQL = "(?:[^`]++|`(?!``))*+";

    private static final Pattern STEP = Pattern.compile("```sql\n(" + SQL + ")```\n\n```\n([^`]*)```\n");
    private static final Pattern FIRST = Pattern.compile("```sql\n(" + SQL + ")```\n");

    @Test
    void everyStepGivesWhatItSays() throws IOException {
        String guide = Files.readString(GUIDE);
        Matcher first = FIRST.matcher(guide);
        assertThat(first.find()).isTrue();
        String start = first.group(1);
        Matcher step = STEP.matcher(guide);
        StringBuilder fresh = new StringBuilder();
        int steps = 0;
        while (step.find()) {
            String printed = run(start + step.group(1));
            step.appendReplacement(
                    fresh, Matcher.quoteReplacement("```sql\n" + step.group(1) + "```\n\n```\n" + printed + "```\n"));
            steps++;
        }
        step.appendTail(fresh);
        assertThat(steps).isGreaterThan(5);
        if (System.getProperty("golden.update") != null) {
            Files.writeString(GUIDE, fresh);
        }
        assertThat(fresh).hasToString(Files.readString(GUIDE));
    }

    private static String run(String script) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Streams streams = Streams.piped(
                new ByteArrayInputStream(new byte[0]), out, new PrintStream(err, true, StandardCharsets.UTF_8));
        Main.run(streams, "sql", "-c", script, "--output", "table");
        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
        return out.toString(StandardCharsets.UTF_8);
    }
}
