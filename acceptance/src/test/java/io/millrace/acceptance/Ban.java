package io.millrace.acceptance;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Something that the sources must not say, and what to say instead.
 *
 * @param applies to which files
 * @param code whether only Java code counts, without comments and literals
 */
record Ban(Pattern pattern, String instead, Predicate<SourceFile> applies, boolean code) {
    private static final Predicate<SourceFile> JAVA = file -> file.path().endsWith(".java");
    private static final Predicate<SourceFile> MAIN = JAVA.and(file -> !file.isTest());

    static final List<Ban> ALL = List.of(
            new Ban(
                    Pattern.compile("\\bSystem\\s*\\.\\s*(currentTimeMillis|nanoTime)\\b"
                            + "|\\b(Instant|Local(Date|Time|DateTime)|ZonedDateTime|OffsetDateTime|Year)\\s*\\.\\s*now\\b"
                            + "|\\bClock\\s*\\.\\s*(system|tick)\\w*|\\bnew\\s+(java\\.util\\.)?Date\\s*\\(\\s*\\)"),
                    "take the time from core.env.Environment.clock()",
                    MAIN.and(outside("core/src/main/java/io/millrace/core/env/")),
                    true),
            new Ban(
                    Pattern.compile("\\bMath\\s*\\.\\s*random\\b|\\bThreadLocalRandom\\b|\\bnew\\s+Random\\s*\\(\\s*\\)"
                            + "|\\bnew\\s+SplittableRandom\\s*\\(\\s*\\)|\\bUUID\\s*\\.\\s*randomUUID\\b"),
                    "take randomness from core.env.Environment.random(name), or from a fixed seed in a test",
                    // Names of browsers' sessions must not be guessed from a seed.
                    JAVA.and(outside("core/src/main/java/io/millrace/core/env/", "server/src/main/")),
                    true),
            new Ban(
                    Pattern.compile(
                            "\\bnew\\s+Thread\\s*\\(|\\bExecutors\\s*\\.|\\bnew\\s+ForkJoinPool\\b|\\bnew\\s+Timer\\s*\\("
                                    + "|\\bCompletableFuture\\s*\\.\\s*(run|supply)Async\\b"),
                    "start threads with core.env.Environment.threads()",
                    MAIN.and(outside(
                            "core/src/main/java/io/millrace/core/env/",
                            // The JDK wants the hook that ends a run as a thread that was never started.
                            "cli/src/main/java/io/millrace/cli/script/Interruption.java")),
                    true),
            new Ban(
                    Pattern.compile("\\bSystem\\s*\\.\\s*(out|err)\\b"),
                    "results and messages are the command's: return them or take a stream",
                    MAIN.and(outside("cli/")),
                    true),
            new Ban(
                    Pattern.compile(
                            "\\bSystem\\s*\\.\\s*exit\\b|\\bRuntime\\s*\\.\\s*getRuntime\\(\\)\\s*\\.\\s*halt\\b"),
                    "throw, or return a status",
                    MAIN.and(outside("cli/src/main/java/io/millrace/cli/Main.java")),
                    true),
            new Ban(
                    Pattern.compile("\\.\\s*printStackTrace\\s*\\("),
                    "throw; the command's ErrorReport decides who sees a stack trace",
                    MAIN.and(outside("cli/src/main/java/io/millrace/cli/ErrorReport.java")),
                    true),
            new Ban(
                    Pattern.compile("\\bThread\\s*\\.\\s*sleep\\s*\\("),
                    "wait for what you wait for: a latch, a condition, a waker",
                    JAVA,
                    true),
            new Ban(
                    Pattern.compile("\\borg\\.mockito\\b|\\blombok\\b|\\beasymock\\b"),
                    "write a small fake; there are some in testkit",
                    JAVA,
                    true),
            new Ban(
                    Pattern.compile("@SuppressWarnings\\s*\\(\\s*\"all\"|@Disabled\\b"),
                    "name the one warning, with a reason; mend the test or remove it",
                    JAVA,
                    false),
            new Ban(
                    Pattern.compile("\\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b"),
                    "do it now, or write an issue",
                    file -> !file.fileName().equals("package-lock.json"),
                    false),
            new Ban(
                    Pattern.compile("(?<![\\w.])/(work|root|home/\\w+|Users/\\w+)/|\\b[A-Z]:\\\\\\\\?Users\\b"),
                    "use a path that is relative to the repository",
                    file -> true,
                    false),
            new Ban(
                    Pattern.compile(
                            "\\b(repo1?|registry|deb|files)\\.[a-z][a-z0-9]*(\\.[a-z][a-z0-9]*)?\\.(org|com|net)\\b"
                                    + "|\\b(artifactory|nexus-?repo\\w*)\\b"),
                    "leave registries to the settings of the machine",
                    file -> true,
                    false),
            new Ban(Pattern.compile("\\r"), "end lines with a line feed alone", file -> true, false));

    private static Predicate<SourceFile> outside(String... prefixes) {
        return file -> List.of(prefixes).stream().noneMatch(file.path()::startsWith);
    }

    /** Where a file says it, one line each. */
    List<String> findings(SourceFile file) {
        List<String> findings = new ArrayList<>();
        if (applies.test(file)) {
            Matcher matcher = pattern.matcher(code ? file.code() : file.text());
            while (matcher.find()) {
                findings.add(
                        file.place(matcher.start()) + ": " + matcher.group().strip() + ": " + instead);
            }
        }
        return findings;
    }
}
