package io.millrace.acceptance;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text file of the repository.
 *
 * @param path from the root, with slashes
 */
record SourceFile(String path, String text) {
    private static final Pattern COMMENT_OR_TEXT = Pattern.compile(
            "//[^\\n]*|/\\*.*?\\*/|\"\"\".*?\"\"\"|\"(?:\\\\.|[^\"\\\\\\n])*\"|'(?:\\\\.|[^'\\\\\\n])*'",
            Pattern.DOTALL);

    /** Whether it is never part of what runs: tests, measurements, tools of the build. */
    boolean isTest() {
        return path.contains("src/test/")
                || path.startsWith("acceptance/")
                || path.startsWith("bench/")
                || path.startsWith("web/build/");
    }

    String fileName() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** For Java: the text with comments and literals blanked out and all lines where they were. */
    String code() {
        return COMMENT_OR_TEXT
                .matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(found.group().replaceAll("[^\\n]", " ")));
    }

    /** {@code path:line} of a place in the text. */
    String place(int offset) {
        return path + ":" + (text.substring(0, offset).lines().count() + (atLineStart(offset) ? 1 : 0));
    }

    private boolean atLineStart(int offset) {
        return offset == 0 || text.charAt(offset - 1) == '\n';
    }
}
