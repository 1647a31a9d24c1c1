package io.millrace.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BanTest {
    private static List<String> findings(String path, String text) {
        SourceFile file = new SourceFile(path, text);
        return Ban.ALL.stream().flatMap(ban -> ban.findings(file).stream()).toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "long t = System.nanoTime();",
                "Instant.now()",
                "supply(System::currentTimeMillis, Instant::now); LocalDate . now()",
                "new Random()",
                "ThreadLocalRandom.current()",
                "new Thread(body)",
                "Executors.newCachedThreadPool()",
                "System.out.println()",
                "System.exit(1);",
                "e.printStackTrace();",
                "Thread.sleep(10);",
                "import org.mockito.Mockito;",
                "@SuppressWarnings(\"all\")",
                "// TODO later",
                "\"/root/x\"",
                "\"/home/ada/x\"",
                "https://registry.example.org/packages",
                "a\r\n"
            })
    void whatIsBannedIsFound(String text) {
        assertThat(findings("engine/src/main/java/io/millrace/engine/A.java", "\n" + text))
                .isNotEmpty()
                .allMatch(finding -> finding.startsWith("engine/src/main/java/io/millrace/engine/A.java:2: "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "// not System.nanoTime()",
                "/** Like {@link System#out}, Instant.now() */",
                "String text = \"Instant.now()\";",
                "new Random(7)",
                "environment.clock().nanos()",
                "\"see /working/ and a/root/b\""
            })
    void whatOnlyLooksLikeItIsNot(String text) {
        assertThat(findings("engine/src/main/java/io/millrace/engine/A.java", text))
                .isEmpty();
    }

    @Test
    void testsMayLookAtTheClockButNotSleep() {
        assertThat(findings("engine/src/test/java/io/millrace/engine/A.java", "System.nanoTime();"))
                .isEmpty();
        assertThat(findings("engine/src/test/java/io/millrace/engine/A.java", "Thread.sleep(5);"))
                .hasSize(1);
    }

    @Test
    void onlyTheEnvironmentAsksTheJdk() {
        assertThat(findings("core/src/main/java/io/millrace/core/env/A.java", "System.nanoTime();"))
                .isEmpty();
    }

    @Test
    void markdownIsChecked() {
        Path root = Repository.here().root();
        assertThat(Markdown.findings(new SourceFile("a.md", "# A\n\n[x](pom.xml) [y](https://a.example)\n"), root))
                .isEmpty();
        assertThat(Markdown.findings(new SourceFile("a.md", "# A\n\n[x](none.md)\n"), root))
                .containsExactly("a.md:3: the link to none.md leads nowhere");
        assertThat(Markdown.findings(new SourceFile("a.md", "# A\n# B\n"), root))
                .hasSize(1);
        assertThat(Markdown.findings(new SourceFile("a.md", "# A\n\n```\n# no title [x](none.md)\n```\n"), root))
                .isEmpty();
        assertThat(Markdown.findings(new SourceFile("a.md", "# A\n\n`[x](none.md)`\n"), root))
                .isEmpty();
    }
}
