package io.millrace.cli.shell;

import java.util.ArrayList;
import java.util.List;

/** Cuts a text that is still being typed into pieces; never fails. */
final class SqlScan {
    private final String text;
    private final List<Piece> pieces = new ArrayList<>();
    private boolean open;

    private SqlScan(String text) {
        this.text = text;
    }

    /** The pieces of a text, without gaps. */
    static List<Piece> pieces(String text) {
        return of(text).pieces;
    }

    /** Whether a text is whole statements: what comes last, but for spaces and comments, is a semicolon. */
    static boolean isComplete(String text) {
        SqlScan scan = of(text);
        for (int i = scan.pieces.size() - 1; i >= 0; i--) {
            Piece piece = scan.pieces.get(i);
            if (piece.kind == Kind.SYMBOL) {
                return !scan.open && text.charAt(piece.end - 1) == ';';
            } else if (piece.kind != Kind.SPACE && piece.kind != Kind.COMMENT) {
                return false;
            }
        }
        return !scan.open;
    }

    private static SqlScan of(String text) {
        SqlScan scan = new SqlScan(text);
        int at = 0;
        while (at < text.length()) {
            at = scan.piece(at);
        }
        return scan;
    }

    private int piece(int start) {
        char c = text.charAt(start);
        if (Character.isWhitespace(c)) {
            return add(Kind.SPACE, start, run(start, Kind.SPACE));
        } else if (c == '\'') {
            return quoted(Kind.TEXT, start, c);
        } else if (c == '`' || c == '"') {
            return quoted(Kind.NAME, start, c);
        } else if (text.startsWith("--", start)) {
            int end = text.indexOf('\n', start);
            return add(Kind.COMMENT, start, end < 0 ? text.length() : end);
        } else if (text.startsWith("/*", start)) {
            int end = text.indexOf("*/", start + 2);
            open |= end < 0;
            return add(Kind.COMMENT, start, end < 0 ? text.length() : end + 2);
        } else if (Character.isDigit(c)) {
            return add(Kind.NUMBER, start, run(start, Kind.NUMBER));
        } else if (Character.isJavaIdentifierStart(c)) {
            return add(Kind.WORD, start, run(start, Kind.WORD));
        }
        return add(Kind.SYMBOL, start, start + 1);
    }

    private int quoted(Kind kind, int start, char quote) {
        int at = start + 1;
        while (at < text.length()) {
            if (text.charAt(at) == quote) {
                if (at + 1 < text.length() && text.charAt(at + 1) == quote) {
                    at++;
                } else {
                    return add(kind, start, at + 1);
                }
            }
            at++;
        }
        open = true;
        return add(kind, start, text.length());
    }

    private int run(int start, Kind kind) {
        int end = start + 1;
        while (end < text.length() && belongs(text.charAt(end), kind)) {
            end++;
        }
        return end;
    }

    private static boolean belongs(char c, Kind kind) {
        return switch (kind) {
            case SPACE -> Character.isWhitespace(c);
            case NUMBER -> Character.isLetterOrDigit(c) || c == '.';
            default -> Character.isJavaIdentifierPart(c);
        };
    }

    private int add(Kind kind, int start, int end) {
        pieces.add(new Piece(kind, start, end));
        return end;
    }

    /** What a piece of text is. */
    enum Kind {
        WORD,
        NAME,
        TEXT,
        NUMBER,
        COMMENT,
        SYMBOL,
        SPACE
    }

    /** A stretch of the text. */
    record Piece(Kind kind, int start, int end) {}
}
