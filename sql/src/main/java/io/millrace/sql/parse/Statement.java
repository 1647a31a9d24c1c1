package io.millrace.sql.parse;

import io.millrace.core.error.QueryException.Position;
import java.util.List;
import java.util.Locale;

/**
 * One statement of a script: a stretch of its text, without the closing semicolon.
 *
 * @param start where in the text it starts
 * @param inSet whether it stands between the BEGIN and END of a statement set
 */
public record Statement(SourceText source, int start, int end, boolean inSet) {
    private static final List<String> QUERIES = List.of("SELECT", "WITH", "VALUES", "TABLE");

    /** The text for the parser. */
    public String text() {
        return source.text().substring(start, end);
    }

    /** The statement's first word in upper case. */
    public String firstWord() {
        List<Token> tokens = Token.of(text());
        return tokens.isEmpty() ? "" : tokens.get(0).in(text()).toUpperCase(Locale.ROOT);
    }

    /** Whether it gives rows by itself, and is no definition. */
    public boolean isQuery() {
        String text = text();
        List<Token> tokens = Token.of(text);
        int first = 0;
        while (first < tokens.size() && tokens.get(first).in(text).equals("(")) {
            first++;
        }
        if (first < tokens.size() && tokens.get(first).is(text, "EXECUTE")) {
            first++;
        }
        Token token = first < tokens.size() ? tokens.get(first) : null;
        return token != null && QUERIES.stream().anyMatch(word -> token.is(text, word));
    }

    /** Whether the statement is these key words and nothing else. */
    public boolean isWords(String... keywords) {
        List<Token> tokens = Token.of(text());
        boolean same = tokens.size() == keywords.length;
        for (int i = 0; same && i < keywords.length; i++) {
            same = tokens.get(i).is(text(), keywords[i]);
        }
        return same;
    }

    /** What a {@code --} comment on the line just before the statement says, or the empty string. */
    public String comment() {
        List<String> before =
                source.text().substring(0, start).stripTrailing().lines().toList();
        String line = before.isEmpty() ? "" : before.get(before.size() - 1).strip();
        return line.startsWith("--") ? line.substring(2).strip() : "";
    }

    public Position position() {
        return source.position(start);
    }

    /** The place in the file of a place in {@link #text}; line and column count from 1. */
    public Position position(int line, int column) {
        return source.position(start + offset(line, column));
    }

    /** What follows the first place where a key word stands by itself; the statement has it. */
    public Statement afterWord(String keyword) {
        String text = text();
        List<Token> tokens = Token.of(text);
        for (int i = 0; i + 1 < tokens.size(); i++) {
            if (tokens.get(i).is(text, keyword)) {
                return new Statement(source, start + tokens.get(i + 1).start(), end, inSet);
            }
        }
        throw new IllegalStateException("bug: there is no " + keyword + " in " + text);
    }

    /** A part of {@link #text}, both ends included; lines and columns count from 1. */
    public String text(int line, int column, int endLine, int endColumn) {
        return text().substring(offset(line, column), Math.min(offset(endLine, endColumn) + 1, end - start));
    }

    private int offset(int line, int column) {
        String text = text();
        int at = 0;
        int currentLine = 1;
        while (currentLine < line && at < text.length()) {
            char c = text.charAt(at++);
            if (c == '\n' || (c == '\r' && (at >= text.length() || text.charAt(at) != '\n'))) {
                currentLine++;
            }
        }
        return Math.min(at + Math.max(column, 1) - 1, text.length());
    }
}
