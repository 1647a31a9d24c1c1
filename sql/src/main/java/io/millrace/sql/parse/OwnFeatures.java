package io.millrace.sql.parse;

import io.millrace.core.error.QueryException.Position;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a text says that Flink's grammar cannot. */
public final class OwnFeatures {
    private OwnFeatures() {}

    /** The features, each by its place in the text. */
    public static Map<Position, String> in(String text) {
        Map<Position, String> features = new LinkedHashMap<>();
        List<Token> tokens = Token.of(text);
        for (int at = 0; at + 1 < tokens.size(); at++) {
            Token token = tokens.get(at);
            Token next = tokens.get(at + 1);
            Position place = SourceText.positionIn(text, token.start());
            boolean except = next.is(text, "EXCEPT") || next.is(text, "EXCLUDE");
            boolean list = at + 2 < tokens.size() && tokens.get(at + 2).isSymbol(text, '(');
            if (token.isSymbol(text, '*') && except && list && !selects(tokens, at + 3, text)) {
                features.put(place, "* EXCEPT");
            } else if (token.is(text, "ASOF") && next.is(text, "JOIN")) {
                features.put(place, "ASOF JOIN");
            } else if (token.is(text, "BY")
                    && next.is(text, "ALL")
                    && at > 0
                    && tokens.get(at - 1).is(text, "GROUP")) {
                features.put(SourceText.positionIn(text, tokens.get(at - 1).start()), "GROUP BY ALL");
            }
        }
        return features;
    }

    /** Whether a query begins there: EXCEPT is then what it is in Flink. */
    private static boolean selects(List<Token> tokens, int at, String text) {
        return at < tokens.size()
                && (tokens.get(at).is(text, "SELECT") || tokens.get(at).is(text, "VALUES"));
    }
}
