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
            "DELETE",
            "EXPORT",
            "IMPORT");
    private static final Set<String> CLAUSES =
            Set.of("AS", "FROM", "WHERE", "GROUP", "HAVING", "ORDER", "LIMIT", "UNION", "JOIN", "ON", "OVER", "WITH");
    private static final Pattern AT_END = Pattern.compile("^Encountered \".*<EOF>\" at");
    private static final Pattern PLACE = Pattern.compile("at line (\\d+), column (\\d+)");

    /** What EXPLAIN can be asked for. */
    private static final List<String> EXPLAINED = List.of(
            "STATE",
            "CHANGELOG_MODE",
            "ESTIMATED_COST",
            "JSON_EXECUTION_PLAN",
            "PLAN_ADVICE",
            "STATEMENT",
            "SELECT",
            "INSERT");

    private SyntaxErrors() {}

    static QueryException explain(SqlParseException error, String text) {
        Position place = place(error);
        List<Token> tokens = Token.of(text);
        if (error.getCause() instanceof StackOverflowError) {
            return new QueryException(
                    "this statement is nested too deeply, or has too many terms", null, "put parts of it into views");
        }
        String message = String.valueOf(error.getMessage());
        boolean atEnd = message.startsWith("Encountered \"<EOF>\"");
        int found = atEnd ? tokens.size() : tokenAt(tokens, text, place);
        if (found == tokens.size() - 1 && AT_END.matcher(message).find() && !isMark(tokens.get(found), text)) {
            found = tokens.size();
        }
        if (!tokens.isEmpty() && tokens.get(tokens.size() - 1).in(text).startsWith("/*")) {
            return new QueryException(
                    "this comment is not closed",
                    position(text, tokens.get(tokens.size() - 1).start()),
                    "add */ at its end");
        }
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
            String hint = expected(error, null);
            String last = tokens.isEmpty() ? "" : tokens.get(tokens.size() - 1).in(text);
            if (!tokens.isEmpty() && isUnclosed(tokens.get(tokens.size() - 1), last)) {
                return unclosed(tokens.get(tokens.size() - 1), last, text);
            }
            return new QueryException(
                    "the statement ends too early",
                    position(text, end),
                    open(tokens, tokens.size(), text) > 0
                            ? "a ) is missing"
                            : hint == null ? "something must follow " + shown(last) : hint);
        }
        Token token = tokens.get(found);
        String word = token.in(text);
        if (isUnclosed(token, word)) {
            return unclosed(token, word, text);
        }
        if (token.isSymbol(text, '.') && found + 1 < tokens.size()) {
            Token next = tokens.get(found + 1);
            String name = next.in(text);
            if (next.kind() == Token.Kind.WORD && Parser.isReserved(name.toUpperCase(Locale.ROOT))) {
                return new QueryException(
                        "unexpected " + shown(name),
                        position(text, next.start()),
                        "'" + name + "' is a reserved word: as a name, write it between backticks, `" + name + "`");
            }
        }
        String hint = token.kind() == Token.Kind.WORD && isMisused(word, tokens, found, text)
                ? "'" + word + "' is a reserved word: as a name, write it between backticks, `" + word + "`"
                : hint(error, tokens, found, text);
        return new QueryException("unexpected " + shown(word), position(text, token.start()), hint);
    }

    private static QueryException unclosed(Token token, String word, String text) {
        return new QueryException(
                "this " + (token.kind() == Token.Kind.STRING ? "string" : "name") + " is not closed",
                position(text, token.start()),
                "add " + word.charAt(0) + " at its end");
    }

    /** How a word that is not expected is quoted: characters that cannot be seen by their numbers. */
    private static String shown(String word) {
        StringBuilder text = new StringBuilder("'");
        abbreviated(word).codePoints().forEach(c -> {
            boolean visible = c == ' ' || !Character.isISOControl(c) && !Character.isSpaceChar(c) && c != 0xFEFF;
            text.append(visible ? Character.toString(c) : String.format("U+%04X", c));
        });
        return text.append("'").toString();
    }

    private static boolean isMark(Token token, String text) {
        return token.kind() == Token.Kind.SYMBOL && "();,'\"".indexOf(text.charAt(token.start())) >= 0;
    }

    /** How many parentheses are open before a token; negative when there are too many closing ones. */
    private static int open(List<Token> tokens, int end, String text) {
        int open = 0;
        for (Token token : tokens.subList(0, end)) {
            open += token.isSymbol(text, '(') ? 1 : token.isSymbol(text, ')') ? -1 : 0;
        }
        return open;
    }

    /** How to mend what is wrong at a token; the last resort is to say what stands before it. */
    private static String hint(SqlParseException error, List<Token> tokens, int found, String text) {
        String upper = tokens.get(found).in(text).toUpperCase(Locale.ROOT);
        if (upper.equals("PIVOT") || upper.equals("UNPIVOT")) {
            return upper.equals("PIVOT")
                    ? "a column for each value: SELECT k, SUM(x) FILTER (WHERE m = 'a') AS a, ... GROUP BY k"
                    : "a row for each column: CROSS JOIN UNNEST(MAP['a', a, 'b', b]) AS u (name, x)";
        }
        Token token = tokens.get(found);
        String word = token.in(text);
        String previous = found == 0 ? "" : tokens.get(found - 1).in(text);
        String next = found + 1 < tokens.size() ? tokens.get(found + 1).in(text) : "";
        if (previous.equalsIgnoreCase("EXPLAIN")) {
            var near = Suggestions.nearest(word.toUpperCase(Locale.ROOT), EXPLAINED);
            if (near.isPresent()) {
                return "did you mean " + near.get() + "?";
            }
        }
        if (previous.equalsIgnoreCase("LATERAL") && token.kind() == Token.Kind.WORD) {
            return "write LATERAL TABLE(" + word + "(...))";
        }
        if (word.startsWith("\"") || next.startsWith("\"") || "\u2018\u2019\u201C\u201D\u201E".contains(word)) {
            return "texts stand between ' and ', names between ` and `";
        } else if (previous.equalsIgnoreCase("LIMIT") || previous.equalsIgnoreCase("OFFSET")) {
            return previous + " takes a number, 0 or more";
        } else if (word.equals("=")
                && (previous.equals("=") || token.end() < text.length() && text.charAt(token.end()) == '=')) {
            return "equality is one =";
        } else if (word.codePoints().anyMatch(c -> Character.isISOControl(c) || Character.isSpaceChar(c))) {
            return "this character cannot be seen: delete it, or put an ordinary space there";
        } else if (token.isSymbol(text, ')') && open(tokens, found, text) <= 0) {
            return "there is no ( for it";
        } else if (found > 0
                && FIRST_WORDS.contains(word.toUpperCase(Locale.ROOT))
                && isFirstOfLine(text, token.start())) {
            return "is a ; missing before it?";
        } else if (CLAUSES.contains(word.toUpperCase(Locale.ROOT)) && open(tokens, found, text) > 0) {
            return "is a ) missing before it?";
        } else if (CLAUSES.contains(word.toUpperCase(Locale.ROOT)) && previous.equals(",")) {
            return "the comma before it is one too many";
        }
        String expected = expected(error, token.kind() == Token.Kind.WORD ? word : null);
        return expected != null ? expected : "it cannot follow " + shown(previous);
    }

    private static boolean isFirstOfLine(String text, int offset) {
        return text.substring(text.lastIndexOf('\n', offset - 1) + 1, offset).isBlank();
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
        if (previous.equals(",") && CLAUSES.contains(word.toUpperCase(Locale.ROOT))) {
            return false;
        }
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
