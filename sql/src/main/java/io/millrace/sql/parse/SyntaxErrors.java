package io.millrace.sql.parse;

import io.millrace.core.error.QueryException;
import io.millrace.core.error.QueryException.Position;
import io.millrace.core.text.Suggestions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.calcite.sql.parser.SqlParseException;
import org.jspecify.annotations.Nullable;

/** Puts what the parser found into our words: what is unexpected, and a few things that could stand there. */
final class SyntaxErrors {
    private static final int SUGGESTED = 5;
    private static final List<String> FIRST_WORDS = List.of(
            "SELECT",
            "INSERT",
            "CREATE",
            "DROP",
            "WITH",
            "VALUES",
            "EXPLAIN",
            "DESCRIBE",
            "DESC",
            "SHOW",
            "SET",
            "RESET",
            "EXECUTE",
            "BEGIN",
            "USE",
            "ALTER",
            "UPDATE",
            "DELETE");
    private static final Pattern PLACE = Pattern.compile("at line (\\d+), column (\\d+)");

    private SyntaxErrors() {}

    static QueryException explain(SqlParseException error, String text) {
        Position place = place(error);
        List<Token> tokens = Token.of(text);
        boolean atEnd = String.valueOf(error.getMessage()).startsWith("Encountered \"<EOF>\"");
        int found = atEnd ? tokens.size() : tokenAt(tokens, text, place);
        if (!tokens.isEmpty()) {
            String first = tokens.get(0).in(text);
            if (!FIRST_WORDS.contains(first.toUpperCase(Locale.ROOT))
                    && (found <= 1 || String.valueOf(error.getMessage()).startsWith("Non-query expression"))) {
                return new QueryException(
                        "a statement does not start with '" + first + "'",
                        position(text, tokens.get(0).start()),
                        Suggestions.nearest(first, FIRST_WORDS)
                                .map(near -> "did you mean " + near + "?")
                                .orElse("it starts with SELECT, INSERT, CREATE, EXPLAIN, SHOW, SET, ..."));
            }
        }
        if (found >= tokens.size()) {
            int end = tokens.isEmpty() ? 0 : tokens.get(tokens.size() - 1).end();
            return new QueryException("the statement ends too early", position(text, end), expected(error, null));
        }
        Token token = tokens.get(found);
        String word = token.in(text);
        if (isUnclosed(token, word)) {
            return new QueryException(
                    "this " + (token.kind() == Token.Kind.STRING ? "string" : "name") + " is not closed",
                    position(text, token.start()),
                    "add " + word.charAt(0) + " at its end");
        }
        String hint = token.kind() == Token.Kind.WORD && isMisused(word, tokens, found, text)
                ? "'" + word + "' is a reserved word: as a name, write it between backticks, `" + word + "`"
                : expected(error, token.kind() == Token.Kind.WORD ? word : null);
        return new QueryException("unexpected '" + abbreviated(word) + "'", position(text, token.start()), hint);
    }

    private static boolean isUnclosed(Token token, String word) {
        return (token.kind() == Token.Kind.STRING || token.kind() == Token.Kind.QUOTED_NAME)
                && (word.length() == 1 || word.charAt(word.length() - 1) != word.charAt(0));
    }

    /** Whether a reserved word stands where a name would: after a comma, a parenthesis, a dot, SELECT, AS, ... */
    private static boolean isMisused(String word, List<Token> tokens, int at, String text) {
        if (!Parser.isReserved(word.toUpperCase(Locale.ROOT)) || at == 0) {
            return false;
        }
        Token before = tokens.get(at - 1);
        String previous = before.in(text).toUpperCase(Locale.ROOT);
        return Set.of(
                        ",",
                        "(",
                        ".",
                        "SELECT",
                        "AS",
                        "BY",
                        "FROM",
                        "INTO",
                        "TABLE",
                        "VIEW",
                        "FOR",
                        "WHERE",
                        "=",
                        "DISTINCT")
                .contains(previous);
    }

    private static @Nullable String expected(SqlParseException error, @Nullable String word) {
        TreeSet<String> names = new TreeSet<>();
        for (String name : error.getExpectedTokenNames()) {
            String plain = name.replace("\"", "").strip();
            if (!plain.startsWith("<") || plain.equals("<EOF>")) {
                names.add(plain);
            }
        }
        if (word != null) {
            var near = Suggestions.nearest(word, names);
            if (near.isPresent()) {
                return "did you mean " + near.get() + "?";
            }
        }
        names.remove("<EOF>");
        if (names.isEmpty() || names.size() > 4 * SUGGESTED) {
            return null;
        }
        List<String> some = new ArrayList<>(names).subList(0, Math.min(SUGGESTED, names.size()));
        return "here could stand " + String.join(" ", some);
    }

    private static Position place(SqlParseException error) {
        if (error.getPos() != null && error.getPos().getLineNum() > 0) {
            return new Position(error.getPos().getLineNum(), error.getPos().getColumnNum());
        }
        Matcher matcher = PLACE.matcher(String.valueOf(error.getMessage()));
        return matcher.find()
                ? new Position(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)))
                : new Position(1, 1);
    }

    /** The first token that does not end before a place. */
    private static int tokenAt(List<Token> tokens, String text, Position place) {
        for (int i = 0; i < tokens.size(); i++) {
            Position end = position(text, tokens.get(i).end());
            if (end.line() > place.line() || (end.line() == place.line() && end.column() > place.column())) {
                return i;
            }
        }
        return tokens.size();
    }

    private static Position position(String text, int offset) {
        return SourceText.positionIn(text, offset);
    }

    private static String abbreviated(String word) {
        return word.length() <= 40 ? word : word.substring(0, 40) + "...";
    }
}
