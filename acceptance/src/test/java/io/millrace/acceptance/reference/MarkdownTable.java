package io.millrace.acceptance.reference;

import java.util.List;

/** A table in Markdown. */
final class MarkdownTable {
    private final StringBuilder text = new StringBuilder();

    MarkdownTable(String... titles) {
        row(List.of(titles));
        text.append("|---".repeat(titles.length)).append("|\n");
    }

    void row(List<String> cells) {
        text.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    /** A cell of code; empty for an empty text. */
    static String code(String value) {
        return value.isEmpty() ? "" : "`" + value.replace("|", "\\|") + "`";
    }

    /** A cell of prose. */
    static String prose(String value) {
        return value.replace("|", "\\|").replace("*", "\\*");
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
