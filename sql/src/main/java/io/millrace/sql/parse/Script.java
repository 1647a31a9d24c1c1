package io.millrace.sql.parse;

import io.millrace.core.error.QueryException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Cuts a script into statements. The semicolon after the last one may be left out. */
public final class Script {
    private final SourceText source;
    private final String text;
    private final List<Token> tokens;
    private final List<Statement> statements = new ArrayList<>();
    private @Nullable Token set;

    private Script(SourceText source) {
        this.source = source;
        this.text = source.text();
        this.tokens = Token.of(text);
    }

    /**
     * The statements of a script. Statement sets are opened: what stands between BEGIN and END comes one by one.
     *
     * @throws QueryException when a variable has no value, or a BEGIN no END
     */
    public static List<Statement> statements(String script, Map<String, String> variables) {
        Script parts = new Script(SourceText.of(script, variables));
        parts.cut();
        return parts.statements;
    }

    private void cut() {
        int at = 0;
        while (at < tokens.size()) {
            Token token = tokens.get(at);
            int opening = setOpening(at);
            if (token.isSymbol(text, ';')) {
                at++;
            } else if (opening > 0) {
                if (set != null) {
                    throw new QueryException(
                            "a statement set in a statement set", position(token), "close it with END;");
                }
                set = token;
                at += opening;
            } else if (set != null && token.is(text, "END") && isLast(at + 1)) {
                set = null;
                at++;
            } else {
                at = statement(at);
            }
        }
        if (set != null) {
            throw new QueryException("this statement set has no END", position(set), "add END; after its last INSERT");
        }
    }

    /** Takes a statement; EXPLAIN of a statement set is one, with what stands between BEGIN and END. */
    private int statement(int first) {
        int at = first;
        boolean explained = false;
        while (at < tokens.size() && (explained || !isLast(at))) {
            explained |= tokens.get(first).is(text, "EXPLAIN") && words(at, "SET", "BEGIN");
            explained &= !(tokens.get(at).is(text, "END") && isLast(at + 1));
            at++;
        }
        int end = tokens.get(at - 1).end();
        int next = at < tokens.size() ? tokens.get(at).start() : text.length();
        // A hint looks like a comment, but belongs to what stands before it.
        int hint = text.substring(end, next).lastIndexOf("/*+");
        if (hint >= 0) {
            int close = text.indexOf("*/", end + hint);
            end = close < 0 ? end : close + 2;
        }
        statements.add(new Statement(source, tokens.get(first).start(), end, set != null));
        return at;
    }

    /** How many tokens open a statement set here, or 0. */
    private int setOpening(int at) {
        if (words(at, "EXECUTE", "STATEMENT", "SET", "BEGIN")) {
            return 4;
        }
        return words(at, "STATEMENT", "SET", "BEGIN") || words(at, "BEGIN", "STATEMENT", "SET") ? 3 : 0;
    }

    private boolean words(int at, String... words) {
        for (int i = 0; i < words.length; i++) {
            if (at + i >= tokens.size() || !tokens.get(at + i).is(text, words[i])) {
                return false;
            }
        }
        return true;
    }

    private boolean isLast(int at) {
        return at >= tokens.size() || tokens.get(at).isSymbol(text, ';');
    }

    private QueryException.Position position(Token token) {
        return source.position(token.start());
    }
}
