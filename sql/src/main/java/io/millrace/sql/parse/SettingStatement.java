package io.millrace.sql.parse;

import io.millrace.core.error.QueryException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code SET}, {@code SET 'k' = 'v'}, {@code SET k = v}, {@code RESET} or {@code RESET 'k'}.
 *
 * @param reset whether it takes a setting back
 * @param key which setting, or null for all
 * @param value the new value, or null
 */
public record SettingStatement(
        boolean reset, @Nullable String key, @Nullable String value) {
    /** Reads a statement as one about settings, if it is one. */
    public static Optional<SettingStatement> of(Statement statement) {
        String text = statement.text();
        List<Token> tokens = Token.of(text);
        boolean reset = tokens.get(0).is(text, "RESET");
        if (!reset && !tokens.get(0).is(text, "SET")) {
            return Optional.empty();
        }
        if (tokens.size() == 1) {
            return Optional.of(new SettingStatement(reset, null, null));
        }
        int equals = 1;
        while (equals < tokens.size() && !tokens.get(equals).isSymbol(text, '=')) {
            equals++;
        }
        boolean assigned = equals < tokens.size();
        if (reset == assigned || equals == 1 || equals + 1 == tokens.size()) {
            throw new QueryException(
                    "a setting is changed like this: " + (reset ? "RESET 'key'" : "SET 'key' = 'value'"), null, null);
        }
        String key = stretch(text, tokens.subList(1, equals));
        String value = assigned ? stretch(text, tokens.subList(equals + 1, tokens.size())) : null;
        return Optional.of(new SettingStatement(reset, key, value));
    }

    private static String stretch(String text, List<Token> tokens) {
        return tokens.size() == 1
                ? tokens.get(0).value(text)
                : text.substring(
                        tokens.get(0).start(), tokens.get(tokens.size() - 1).end());
    }
}
