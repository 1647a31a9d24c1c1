package io.millrace.sql.parse;

import io.millrace.core.error.QueryException;
import io.millrace.core.error.QueryException.Position;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.calcite.sql.JoinType;
import org.apache.calcite.sql.SqlAsofJoin;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.jspecify.annotations.Nullable;

/**
 * {@code a [LEFT] ASOF JOIN b MATCH_CONDITION a.ts >= b.ts ON a.k = b.k}, which the grammar of Flink does not know. The
 * parser reads a text of the same length with blanks in the place of what is ours, so that all places stay what they
 * are; the joins in its tree then become what they were.
 */
final class AsofSyntax {
    private static final String EXAMPLE = "for example a ASOF JOIN b MATCH_CONDITION a.ts >= b.ts ON a.k = b.k";

    private final String text;
    private final List<Token> tokens;
    private final StringBuilder plain;
    /** What rows match, by the place of ON. */
    private final Map<Position, SqlNode> conditions = new HashMap<>();

    private AsofSyntax(String text) {
        this.text = text;
        tokens = Token.of(text);
        plain = new StringBuilder(text);
    }

    /** @param expressions parses an expression; places in the tree are relative to the text */
    static AsofSyntax of(String text, Function<String, SqlNode> expressions) {
        AsofSyntax syntax = new AsofSyntax(text);
        for (int at = 0; at + 1 < syntax.tokens.size(); at++) {
            if (syntax.is(at, "ASOF") && syntax.is(at + 1, "JOIN")) {
                syntax.join(at, expressions);
            }
        }
        return syntax;
    }

    /** What the parser is to read; as long as the text. */
    String plain() {
        return plain.toString();
    }

    private void join(int asof, Function<String, SqlNode> expressions) {
        int match = find(asof + 2, "MATCH_CONDITION");
        int on = match < 0 ? -1 : find(match + 1, "ON");
        if (on < 0) {
            throw new QueryException(
                    match < 0 ? "ASOF JOIN needs a MATCH_CONDITION" : "ASOF JOIN needs ON behind its MATCH_CONDITION",
                    SourceText.positionIn(text, tokens.get(asof).start()),
                    EXAMPLE);
        }
        int start = tokens.get(match).end();
        int end = tokens.get(on).start();
        String condition = text.substring(start, end);
        if (condition.isBlank()) {
            throw new QueryException(
                    "MATCH_CONDITION compares a time of each table",
                    SourceText.positionIn(text, tokens.get(match).start()),
                    EXAMPLE);
        }
        conditions.put(
                SourceText.positionIn(text, end), expressions.apply(blanks(text.substring(0, start)) + condition));
        blank(tokens.get(asof).start(), tokens.get(asof).end());
        blank(tokens.get(match).start(), end);
    }

    /** The next place of a word outside of parentheses, or -1. */
    private int find(int from, String word) {
        int depth = 0;
        for (int at = from; at < tokens.size() && depth >= 0; at++) {
            if (tokens.get(at).isSymbol(text, '(')) {
                depth++;
            } else if (tokens.get(at).isSymbol(text, ')')) {
                depth--;
            } else if (depth == 0 && is(at, word)) {
                return at;
            }
        }
        return -1;
    }

    private boolean is(int at, String word) {
        return tokens.get(at).is(text, word);
    }

    private void blank(int start, int end) {
        plain.replace(start, end, blanks(text.substring(start, end)));
    }

    private static String blanks(String text) {
        return text.replaceAll("[^\\s]", " ");
    }

    /** The tree of the whole text, from that of the plain one. */
    SqlNode whole(SqlNode tree) {
        if (conditions.isEmpty()) {
            return tree;
        }
        tree.accept(new SqlBasicVisitor<@Nullable Void>() {
            @Override
            public @Nullable Void visit(SqlCall call) {
                if (call instanceof SqlSelect select && select.getFrom() != null) {
                    select.setFrom(joins(select.getFrom()));
                }
                return super.visit(call);
            }
        });
        return tree;
    }

    private SqlNode joins(SqlNode node) {
        if (!(node instanceof SqlJoin join)) {
            return node;
        }
        join.setLeft(joins(join.getLeft()));
        join.setRight(joins(join.getRight()));
        SqlParserPos place = join.getConditionTypeNode().getParserPosition();
        SqlNode match = conditions.get(new Position(place.getLineNum(), place.getColumnNum()));
        if (match == null) {
            return join;
        }
        JoinType kind = join.getJoinType();
        if (kind != JoinType.LEFT && kind != JoinType.INNER) {
            throw new QueryException(
                    "ASOF JOIN is an inner or a LEFT one",
                    new Position(place.getLineNum(), place.getColumnNum()),
                    "it answers for each row of the left table; exchange the tables");
        }
        SqlLiteral type = (kind == JoinType.LEFT ? JoinType.LEFT_ASOF : JoinType.ASOF)
                .symbol(join.getJoinTypeNode().getParserPosition());
        return new SqlAsofJoin(
                join.getParserPosition(),
                join.getLeft(),
                join.isNaturalNode(),
                type,
                join.getRight(),
                join.getConditionTypeNode(),
                join.getCondition(),
                match);
    }
}
