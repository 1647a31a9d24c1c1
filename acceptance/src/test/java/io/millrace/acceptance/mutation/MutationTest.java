package io.millrace.acceptance.mutation;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.acceptance.golden.GoldenFile;
import io.millrace.acceptance.golden.GoldenTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Shows that golden cases can fail: every bug in {@code mutations} is put into Millrace, and one of the golden files that
 * it names has to notice. A bug that none notices wants a golden case, not a smaller list.
 *
 * <p>A few from all over are tried, with the profile {@code mutations} all of them. {@code -Dmutation=TEXT} tries those
 * whose name or file has the text, {@code -Dmutation.anywhere} looks through all golden files when the named ones do not
 * notice; {@code target/mutations.txt} says which case caught which.
 */
class MutationTest {
    private static final Path REPOSITORY = Path.of("..");
    private static final Path REPORT = Path.of("target", "mutations.txt");

    /** A mutant that never ends is caught too. Long enough for any machine: nothing is measured. */
    private static final long HANG_MINUTES = 5;

    /** How many are tried where nobody asks for more. */
    private static final int SAMPLE = 12;

    private static final MutantCompiler COMPILER = new MutantCompiler();

    @TempDir
    Path temporary;

    @BeforeAll
    static void beginReport() throws IOException {
        Files.createDirectories(REPORT.getParent());
        Files.writeString(REPORT, "");
    }

    @AfterAll
    static void close() throws IOException {
        COMPILER.close();
    }

    /** Or else all bugs would be caught by the way they are tried. */
    @Test
    void withoutABugNothingIsCaught() throws Exception {
        List<Path> golden = wanted().stream()
                .flatMap(mutation -> golden(mutation).stream())
                .distinct()
                .sorted()
                .toList();
        assertThat(verdict(Map.of(), golden)).isEmpty();
    }

    @TestFactory
    Stream<DynamicTest> bugs() throws IOException {
        return wanted().stream().map(mutation -> DynamicTest.dynamicTest(mutation.name(), () -> isCaught(mutation)));
    }

    @Test
    void everyBugIsStillOneInItsSource() throws IOException {
        for (Mutation mutation : MutationFile.all()) {
            String text = Files.readString(REPOSITORY.resolve(mutation.source()));
            assertThat(mutation.apply(text)).as(mutation.place()).isNotEqualTo(text);
            assertThat(golden(mutation))
                    .as(mutation.place())
                    .allSatisfy(path -> assertThat(path).isRegularFile());
        }
    }

    private static List<Mutation> wanted() throws IOException {
        String wanted = System.getProperty("mutation", "");
        List<Mutation> named = MutationFile.all().stream()
                .filter(mutation ->
                        mutation.name().contains(wanted) || mutation.place().contains(wanted))
                .toList();
        if (!wanted.isEmpty() || Boolean.getBoolean("mutations.all")) {
            return named;
        }
        return IntStream.range(0, SAMPLE)
                .mapToObj(i -> named.get(i * named.size() / SAMPLE))
                .toList();
    }

    private static List<Path> golden(Mutation mutation) {
        return mutation.golden().stream().map(GoldenTest.FOLDER::resolve).toList();
    }

    private void isCaught(Mutation mutation) throws Exception {
        String text = Files.readString(REPOSITORY.resolve(mutation.source()));
        Map<String, byte[]> mutant = COMPILER.compile(mutation.className(), mutation.apply(text));
        String verdict = verdict(mutant, golden(mutation));
        if (verdict.isEmpty() && System.getProperty("mutation.anywhere") != null) {
            List<Path> all = GoldenTest.files().stream().map(GoldenFile::path).toList();
            verdict = "SURVIVES, but " + verdict(mutant, all);
        }
        String line = mutation.place() + " " + mutation.name() + "\n    "
                + (verdict.isEmpty() ? "SURVIVES" : verdict.lines().findFirst().orElse("")) + "\n";
        Files.writeString(REPORT, line, StandardOpenOption.APPEND);
        assertThat(verdict)
                .as("%s: a case of %s has to notice", mutation.place(), mutation.golden())
                .isNotEmpty()
                .doesNotStartWith("SURVIVES");
    }

    /** The first case that fails with these classes, or "". */
    private String verdict(Map<String, byte[]> mutant, List<Path> golden) throws Exception {
        Path folder = Files.createTempDirectory(temporary, "trial");
        Object trial = new MutantLoader(mutant)
                .loadClass(GoldenTrial.class.getName())
                .getConstructor()
                .newInstance();
        @SuppressWarnings("unchecked")
        BiFunction<List<Path>, Path, String> function = (BiFunction<List<Path>, Path, String>) trial;
        FutureTask<String> verdict = new FutureTask<>(() -> function.apply(golden, folder));
        Thread thread = new Thread(verdict, "mutant");
        thread.setDaemon(true);
        thread.start();
        try {
            return verdict.get(HANG_MINUTES, TimeUnit.MINUTES);
        } catch (TimeoutException e) {
            thread.interrupt();
            return "it never ends";
        }
    }
}
