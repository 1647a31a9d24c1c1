package io.millrace.sql.parse;

import io.millrace.core.error.QueryException;
import io.millrace.sql.validate.DialectConformance;
import org.apache.calcite.avatica.util.Casing;
import org.apache.calcite.avatica.util.Quoting;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParseException;
import org.apache.calcite.sql.parser.SqlParser;
import org.apache.flink.sql.parser.impl.FlinkSqlParserImpl;

/** Parses single statements. */
public final class Parser {
    private static final SqlParser.Config CONFIG = SqlParser.config()
            .withParserFactory(FlinkSqlParserImpl.FACTORY)
            .withConformance(DialectConformance.INSTANCE)
            .withQuoting(Quoting.BACK_TICK)
            .withQuotedCasing(Casing.UNCHANGED)
            .withUnquotedCasing(Casing.UNCHANGED)
            .withCaseSensitive(true)
            .withIdentifierMaxLength(256);

    private Parser() {}

    /**
     * Parses a statement; places in the tree, and in an error, are relative to the text.
     *
     * @throws QueryException when it is not one
     */
    public static SqlNode statement(String text) {
        OwnSyntax own = OwnSyntax.of(text);
        AsofSyntax asof = AsofSyntax.of(own.plain(), Parser::expression);
        try {
            return own.whole(asof.whole(SqlParser.create(asof.plain(), CONFIG).parseStmt()));
        } catch (SqlParseException e) {
            throw SyntaxErrors.explain(e, text);
        }
    }

    /** Parses a query; for texts that were parsed before, as those of views. */
    public static SqlNode query(String text) {
        OwnSyntax own = OwnSyntax.of(text);
        AsofSyntax asof = AsofSyntax.of(own.plain(), Parser::expression);
        try {
            return own.whole(asof.whole(SqlParser.create(asof.plain(), CONFIG).parseQuery()));
        } catch (SqlParseException e) {
            throw SyntaxErrors.explain(e, text);
        }
    }

    /** Parses an expression that was parsed before, as that of a computed column. */
    public static SqlNode expression(String text) {
        try {
            return SqlParser.create(text, CONFIG).parseExpression();
        } catch (SqlParseException e) {
            throw SyntaxErrors.explain(e, text);
        }
    }

    /** Parses a type, as a hint in a class names it. */
    public static SqlDataTypeSpec type(String text) {
        SqlNode cast = expression("CAST(x AS " + text + ")");
        return ((SqlCall) cast).operand(1);
    }

    /** Whether a word is kept for the grammar, so that it names something only between backticks. */
    static boolean isReserved(String word) {
        return SqlParser.create("", CONFIG).getMetadata().isReservedWord(word);
    }
}
