package io.millrace.sql.parse;

import org.apache.flink.sql.parser.impl.FlinkSqlParserImplConstants;
import org.apache.flink.sql.parser.impl.FlinkSqlParserImplTokenManager;
import org.apache.flink.sql.parser.impl.Token;
import org.jspecify.annotations.Nullable;

/**
 * Lets the columns of {@code t$errors} and {@code t$late} be written without backticks, although the grammar reserves
 * their names: each is a key word only before what follows that key word.
 */
final class OwnNames extends FlinkSqlParserImplTokenManager {
    private final FlinkSqlParserImplTokenManager tokens;
    private @Nullable Token next;

    OwnNames(FlinkSqlParserImplTokenManager tokens) {
        super(null);
        this.tokens = tokens;
    }

    @Override
    public void SwitchTo(int state) {
        tokens.SwitchTo(state);
    }

    @Override
    public Token getNextToken() {
        Token token = next != null ? next : tokens.getNextToken();
        next = null;
        int follower = switch (token.kind) {
            case FlinkSqlParserImplConstants.RAW, FlinkSqlParserImplConstants.POSITION ->
                FlinkSqlParserImplConstants.LPAREN;
            case FlinkSqlParserImplConstants.WATERMARK -> FlinkSqlParserImplConstants.FOR;
            default -> FlinkSqlParserImplConstants.EOF;
        };
        if (follower != FlinkSqlParserImplConstants.EOF) {
            next = tokens.getNextToken();
            if (next.kind != follower) {
                token.kind = FlinkSqlParserImplConstants.IDENTIFIER;
            }
        }
        return token;
    }
}
