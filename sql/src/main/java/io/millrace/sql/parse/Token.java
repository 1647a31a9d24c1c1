package io.millrace.sql.parse;

import java.util.ArrayList;
import java.util.List;

/**
 * A piece of SQL text.
 *
 * @param start its first character's offset
 * @param end the offset after its last character
 */
record Token(Kind kind, int start, int end) {
    enum Kind {
        WORD,
        NUMBER,
        STRING,
        QUOTED_NAME,
        SYMBOL
    }

    boolean is(String text, String keyword) {
        return kind == Kind.WORD
                && end - start == keyword.length()
                && text.regionMatches(true, start, keyword, 0, end - start);
    }

    boolean isSymbol(String text, char symbol) {
        return kind == Kind.SYMBOL && text.charAt(start) == symbol;
    }

    String in(String text) {
        return text.substring(start, end);
    }

    /** The value of a string or quoted name, or the token as it stands. */
    String value(String text) {
        return switch (kind) {
            case STRING -> text.substring(start + 1, end - 1).replace("''", "'");
            case QUOTED_NAME -> text.substring(start + 1, end - 1).replace("``", "`");
            default -> in(text);
        };
    }

    /** Cuts a text into tokens; white space and comments are left out; an unclosed string or comment is the last token. */
    static List<Token> of(String text) {
        List<Token> tokens = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            int end;
            if (Character.isWhitespace(c)) {
                at++;
                continue;
            } else if (text.startsWith("--", at) || text.startsWith("//", at)) {
                at = endOfLine(text, at);
                continue;
            } else if (text.startsWith("/*", at)) {
                int close = text.indexOf("*/", at + 2);
                if (close < 0) {
                    tokens.add(new Token(Kind.SYMBOL, at, text.length()));
                }
                at = close < 0 ? text.length() : close + 2;
                continue;
            } else if (c == '\'' || c == '`' || c == '"') {
                end = endOfQuoted(text, at, isEscaping(text, tokens, at));
                tokens.add(new Token(c == '\'' ? Kind.STRING : Kind.QUOTED_NAME, at, end));
            } else if (Character.isJavaIdentifierStart(c) && c != '$') {
                end = endOfWord(text, at);
                tokens.add(new Token(Kind.WORD, at, end));
            } else if (c >= '0' && c <= '9') {
                end = endOfWord(text, at);
                tokens.add(new Token(Kind.NUMBER, at, end));
            } else {
                end = at + 1;
                tokens.add(new Token(Kind.SYMBOL, at, end));
            }
            at = end;
        }
        return tokens;
    }

    /** Whether a string that starts here is written E'...', in which a backslash escapes a quote. */
    private static boolean isEscaping(String text, List<Token> before, int at) {
        if (before.isEmpty()) {
            return false;
        }
        Token last = before.get(before.size() - 1);
        return last.end == at && last.is(text, "E");
    }

    private static int endOfLine(String text, int at) {
        int end = at;
        while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
            end++;
        }
        return end;
    }

    private static int endOfWord(String text, int at) {
        int end = at + 1;
        while (end < text.length() && Character.isJavaIdentifierPart(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static int endOfQuoted(String text, int at, boolean escaping) {
        char quote = text.charAt(at);
        int end = at + 1;
        while (end < text.length()) {
            char c = text.charAt(end);
            if (escaping && c == '\\') {
                end += 2;
            } else if (c != quote) {
                end++;
            } else if (end + 1 < text.length() && text.charAt(end + 1) == quote) {
                end += 2;
            } else {
                return end + 1;
            }
        }
        return text.length();
    }
}
