package io.millrace.acceptance;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The rules for Markdown: one title a file, at the top, and links that lead somewhere. */
final class Markdown {
    private static final Pattern FENCE = Pattern.compile("(?ms)^ {0,3}(```+|~~~+).*?^ {0,3}\\1[`~]*\\s*?$");
    private static final Pattern INLINE_CODE = Pattern.compile("`[^`\\n]*`");
    private static final Pattern LINK = Pattern.compile("!?\\[[^\\]]*]\\(<?([^)\\s>]+)>?(?:\\s+\"[^\"]*\")?\\)");
    private static final Pattern TITLE = Pattern.compile("(?m)^# .+$");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(.+?)\\s*#*$");

    private Markdown() {}

    static List<String> findings(SourceFile file, Path root) {
        List<String> findings = new ArrayList<>();
        String prose = blank(FENCE, file.text());
        long titles = TITLE.matcher(prose).results().count();
        if (titles != 1) {
            findings.add(file.path() + ": has " + titles + " titles (# ...); a file has one");
        }
        Matcher link = LINK.matcher(blank(INLINE_CODE, prose));
        while (link.find()) {
            String problem = problem(file, link.group(1), root);
            if (!problem.isEmpty()) {
                findings.add(file.place(link.start()) + ": " + problem);
            }
        }
        return findings;
    }

    private static String problem(SourceFile file, String target, Path root) {
        if (target.matches("(https?|mailto):.*")) {
            return "";
        }
        String[] parts = target.split("#", 2);
        Path folder = root.resolve(file.path()).getParent();
        Path aim = parts[0].isEmpty()
                ? root.resolve(file.path())
                : folder.resolve(parts[0]).normalize();
        if (!aim.startsWith(root) || !Files.exists(aim)) {
            return "the link to " + target + " leads nowhere";
        }
        if (parts.length == 2 && aim.toString().endsWith(".md") && !anchors(aim).contains(parts[1])) {
            return "there is no heading #" + parts[1] + " in " + root.relativize(aim);
        }
        return "";
    }

    private static Set<String> anchors(Path file) {
        try {
            return HEADING.matcher(blank(FENCE, Files.readString(file)))
                    .results()
                    .map(heading -> heading.group(1)
                            .toLowerCase(Locale.ROOT)
                            .replaceAll("[^\\p{L}\\p{N} _-]", "")
                            .replace(' ', '-'))
                    .collect(Collectors.toSet());
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String blank(Pattern pattern, String text) {
        return pattern.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(found.group().replaceAll("[^\\n]", " ")));
    }
}
