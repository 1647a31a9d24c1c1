package io.millrace.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The rules of the house that a reader of the sources can check. */
class TidyTest {
    private static final int FILE_LINES_MAX = 400;
    private static final Pattern NAME = Pattern.compile(
            "(Abstract|Base)[A-Z]\\w*|I[A-Z][a-z]\\w*|\\w+(Impl|Manager|Helper|Helpers|Util|Utils)(Test)?");

    /** Files that may be longer, each with its reason. */
    private static final Map<String, String> LONG_FILES = Map.of();

    private final Repository repository = Repository.here();

    @Test
    void nothingBannedIsSaid() {
        List<String> findings = new ArrayList<>();
        for (SourceFile file : repository.texts()) {
            // The rules themselves have to name what they ban.
            if (!file.path().startsWith("acceptance/src/test/java/io/millrace/acceptance/Ban")) {
                Ban.ALL.forEach(ban -> findings.addAll(ban.findings(file)));
            }
        }
        assertThat(findings).isEmpty();
    }

    @Test
    void everyPackageSaysWhatItIsAndIsNullMarked() {
        List<SourceFile> sources = repository.java();
        TreeSet<String> folders = new TreeSet<>();
        TreeSet<String> described = new TreeSet<>();
        for (SourceFile file : sources) {
            String folder = file.path().substring(0, file.path().lastIndexOf('/') + 1);
            if (!file.isTest()) {
                folders.add(folder);
            }
            boolean documented = file.text().startsWith("/**") && file.code().contains("@NullMarked");
            if (file.fileName().equals("package-info.java") && documented) {
                described.add(folder);
            }
        }
        folders.removeAll(described);
        assertThat(folders)
                .as("packages without a documented, @NullMarked package-info.java")
                .isEmpty();
    }

    @Test
    void filesAreShort() {
        List<String> tooLong = new ArrayList<>();
        for (SourceFile file : repository.java()) {
            long lines = file.text().lines().count();
            if (lines > FILE_LINES_MAX && !LONG_FILES.containsKey(file.path())) {
                tooLong.add(file.path() + ": " + lines + " lines; at most " + FILE_LINES_MAX);
            }
        }
        assertThat(tooLong).isEmpty();
        assertThat(LONG_FILES.keySet())
                .allSatisfy(path -> assertThat(repository.root().resolve(path)).exists());
    }

    @Test
    void namesAreNounsOfTheDomain() {
        assertThat(repository.java().stream()
                        .filter(file -> NAME.matcher(file.fileName().replace(".java", ""))
                                .matches())
                        .map(file -> file.path() + ": names say what a thing is, not how it is built"))
                .isEmpty();
    }

    @Test
    void markdownHasOneTitleAndLinksThatLeadSomewhere() {
        List<String> findings = new ArrayList<>();
        List<SourceFile> texts = repository.texts().stream()
                .filter(file -> file.path().endsWith(".md"))
                .toList();
        texts.forEach(file -> findings.addAll(Markdown.findings(file, repository.root())));
        assertThat(texts).isNotEmpty();
        assertThat(findings).isEmpty();
    }

    @Test
    void scriptsCanBeRun() {
        for (String script : List.of("millrace", ".ci/run")) {
            Path file = repository.root().resolve(script);
            assertThat(Files.isExecutable(file)).as(script).isTrue();
        }
    }

    @Test
    void everyDecisionHasItsNumberOnce() {
        List<String> numbers = repository.texts().stream()
                .map(SourceFile::path)
                .filter(path -> path.startsWith("docs/decisions/"))
                .map(path -> path.substring("docs/decisions/".length()))
                .toList();
        assertThat(numbers).isNotEmpty().allMatch(name -> name.matches("[0-9]{4}-[a-z0-9-]+\\.md"));
        assertThat(numbers.stream().map(name -> name.substring(0, 4))).doesNotHaveDuplicates();
    }
}
