package io.millrace.sql.parse;

import io.millrace.core.error.QueryException;
import io.millrace.core.error.QueryException.Position;
import io.millrace.core.text.Suggestions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A script with its variables replaced, which still knows where in the file each character came from.
 *
 * <p>{@code ${name}} is replaced everywhere but in comments; in a string, quotes of the value are doubled.
 */
public final class SourceText {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}\\r\\n]*)}");

    /** Names of functions that the grammar keeps for itself. */
    private static final Set<String> RESERVED =
            Set.of("CORR", "REGR_SLOPE", "REGR_INTERCEPT", "REGR_R2", "REGR_AVGX", "REGR_AVGY", "REGR_SXY");

    private final String text;
    private final String original;
    private final List<Piece> pieces;

    /** A run of characters: copied from the original, or all standing for one place in it. */
    private record Piece(int start, int originalStart, boolean copied) {}

    private SourceText(String text, String original, List<Piece> pieces) {
        this.text = text;
        this.original = original;
        this.pieces = pieces;
    }

    /**
     * Replaces the variables of a script.
     *
     * @throws QueryException when a variable has no value
     */
    public static SourceText of(String script, Map<String, String> variables) {
        StringBuilder text = new StringBuilder(script.length());
        List<Piece> pieces = new ArrayList<>();
        pieces.add(new Piece(0, 0, true));
        int copied = 0;
        for (Replacement replacement : replacements(script, variables)) {
            text.append(script, copied, replacement.start());
            pieces.add(new Piece(text.length(), replacement.start(), false));
            text.append(replacement.text());
            pieces.add(new Piece(text.length(), replacement.end(), true));
            copied = replacement.end();
        }
        text.append(script, copied, script.length());
        return new SourceText(text.toString(), script, pieces);
    }

    /** What stands for a part of the original. */
    private record Replacement(int start, int end, String text) {}

    private static List<Replacement> replacements(String script, Map<String, String> variables) {
        List<Replacement> replacements = new ArrayList<>();
        Matcher matcher = VARIABLE.matcher(script);
        List<int[]> comments = script.contains("${") ? comments(script) : List.of();
        while (matcher.find()) {
            int at = matcher.start();
            if (comments.stream().anyMatch(comment -> comment[0] <= at && at < comment[1])) {
                continue;
            }
            String name = matcher.group(1);
            String value = variables.get(name);
            if (value == null) {
                throw new QueryException(
                        "variable '" + name + "' has no value",
                        positionIn(script, at),
                        variables.isEmpty()
                                ? "give it one with -D " + name + "=..."
                                : Suggestions.didYouMean(name, variables.keySet()));
            }
            replacements.add(
                    new Replacement(at, matcher.end(), isInString(script, at) ? value.replace("'", "''") : value));
        }
        replacements.addAll(names(script));
        replacements.sort(Comparator.comparingInt(Replacement::start));
        return replacements;
    }

    /** Calls of functions whose names the grammar keeps for itself, the names between backticks. */
    private static List<Replacement> names(String script) {
        String upper = script.toUpperCase(Locale.ROOT);
        if (RESERVED.stream().noneMatch(upper::contains)) {
            return List.of();
        }
        List<Replacement> names = new ArrayList<>();
        List<Token> tokens = Token.of(script);
        for (int i = 0; i + 1 < tokens.size(); i++) {
            Token token = tokens.get(i);
            String name = script.substring(token.start(), token.end()).toUpperCase(Locale.ROOT);
            if (RESERVED.contains(name)
                    && script.startsWith("(", tokens.get(i + 1).start())) {
                names.add(new Replacement(token.start(), token.end(), "`" + name + "`"));
            }
        }
        return names;
    }

    private static List<int[]> comments(String script) {
        List<int[]> comments = new ArrayList<>();
        List<Token> tokens = Token.of(script);
        int last = 0;
        for (int i = 0; i <= tokens.size(); i++) {
            int next = i < tokens.size() ? tokens.get(i).start() : script.length();
            String gap = script.substring(last, next);
            if (gap.contains("--") || gap.contains("/*") || gap.contains("//")) {
                comments.add(new int[] {last, next});
            }
            last = i < tokens.size() ? tokens.get(i).end() : next;
        }
        return comments;
    }

    private static boolean isInString(String script, int at) {
        return Token.of(script.substring(0, at)).stream()
                .reduce((first, second) -> second)
                .filter(last -> last.kind() == Token.Kind.STRING
                        && last.end() == at
                        && Token.of(script).stream()
                                .anyMatch(token -> token.start() == last.start() && token.end() > at))
                .isPresent();
    }

    /** The script with its variables replaced. */
    String text() {
        return text;
    }

    /** Where in the file a character of {@link #text} came from. */
    Position position(int offset) {
        int low = 0;
        int high = pieces.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (pieces.get(middle).start() <= offset) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        Piece piece = pieces.get(low);
        return positionIn(original, piece.originalStart() + (piece.copied() ? offset - piece.start() : 0));
    }

    static Position positionIn(String text, int offset) {
        int line = 1;
        int start = 0;
        int end = Math.min(offset, text.length());
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            if (c == '\n' || (c == '\r' && (i + 1 >= text.length() || text.charAt(i + 1) != '\n'))) {
                line++;
                start = i + 1;
            }
        }
        return new Position(line, end - start + 1);
    }
}
