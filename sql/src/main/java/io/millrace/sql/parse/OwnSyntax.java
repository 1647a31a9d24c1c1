package io.millrace.sql.parse;

import io.millrace.core.error.QueryException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlStarExclude;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.apache.flink.sql.parser.dql.SqlRichExplain;
import org.jspecify.annotations.Nullable;

/**
 * What we understand and the grammar of Flink does not: {@code EXPLAIN STATE}, {@code EXPLAIN WHY}, {@code SELECT * EXCEPT (a, b)} and
 * {@code GROUP BY ALL}. It is found among a text's tokens; the parser then reads a text of the same length, with blanks
 * or a constant in its place, so that all places stay what they are, and the tree gets what was left out.
 */
final class OwnSyntax {
    /** The details of EXPLAIN that are ours. */
    private static final Set<String> DETAILS = Set.of("STATE", "WHY");

    private final String text;
    private final List<Token> tokens;
    private final StringBuilder plain;
    private final List<Star> stars = new ArrayList<>();
    private final Set<SqlParserPosition> groups = new HashSet<>();
    private @Nullable String detail;

    /** A star and the columns it leaves out. */
    private record Star(SqlParserPosition place, List<SqlNode> columns) {}

    private record SqlParserPosition(int line, int column) {
        static SqlParserPosition of(SqlParserPos place) {
            return new SqlParserPosition(place.getLineNum(), place.getColumnNum());
        }
    }

    private OwnSyntax(String text) {
        this.text = text;
        this.tokens = Token.of(text);
        this.plain = new StringBuilder(text);
    }

    static OwnSyntax of(String text) {
        OwnSyntax own = new OwnSyntax(text);
        own.find();
        return own;
    }

    /** What the parser is to read; as long as the text. */
    String plain() {
        return plain.toString();
    }

    private void find() {
        String second = tokens.size() > 1 ? tokens.get(1).in(text).toUpperCase(Locale.ROOT) : "";
        if (is(0, "EXPLAIN") && DETAILS.contains(second)) {
            detail = second;
            blank(tokens.get(1).start(), tokens.get(1).end());
        }
        for (int at = 0; at < tokens.size(); at++) {
            if (isSymbol(at, '*')
                    && (is(at + 1, "EXCEPT") || is(at + 1, "EXCLUDE"))
                    && isSymbol(at + 2, '(')
                    && isName(at + 3)) {
                star(at);
            } else if (is(at, "GROUP") && is(at + 1, "BY") && is(at + 2, "ALL") && endsGroupBy(at + 3)) {
                Token all = tokens.get(at + 2);
                groups.add(place(all));
                // A group by a constant that is three characters long, for the grammar.
                plain.replace(all.start(), all.end(), "123");
            }
        }
    }

    private void star(int at) {
        List<SqlNode> columns = new ArrayList<>();
        int next = at + 3;
        while (isName(next)) {
            Token name = tokens.get(next);
            SqlParserPosition place = place(name);
            columns.add(new SqlIdentifier(
                    name.value(text),
                    new SqlParserPos(
                            place.line(),
                            place.column(),
                            place.line(),
                            place.column() + name.end() - name.start() - 1)));
            next++;
            if (!isSymbol(next, ',')) {
                break;
            }
            next++;
        }
        if (!isSymbol(next, ')')) {
            int offset = next < tokens.size() ? tokens.get(next).start() : text.length();
            throw new QueryException(
                    "the columns after EXCEPT stand between parentheses",
                    SourceText.positionIn(text, offset),
                    "write SELECT * EXCEPT (a, b)");
        }
        stars.add(new Star(place(tokens.get(at)), columns));
        blank(tokens.get(at + 1).start(), tokens.get(next).end());
    }

    /** Whether GROUP BY ends before a token, so that ALL before it was no quantifier. */
    private boolean endsGroupBy(int at) {
        if (at >= tokens.size() || isSymbol(at, ')') || isSymbol(at, ';')) {
            return true;
        }
        for (String word : List.of(
                "HAVING", "WINDOW", "QUALIFY", "UNION", "INTERSECT", "EXCEPT", "ORDER", "LIMIT", "OFFSET", "FETCH")) {
            if (is(at, word)) {
                return true;
            }
        }
        return false;
    }

    private boolean is(int at, String word) {
        return at < tokens.size() && tokens.get(at).is(text, word);
    }

    private boolean isSymbol(int at, char symbol) {
        return at < tokens.size() && tokens.get(at).isSymbol(text, symbol);
    }

    private boolean isName(int at) {
        return at < tokens.size()
                && (tokens.get(at).kind() == Token.Kind.WORD || tokens.get(at).kind() == Token.Kind.QUOTED_NAME)
                && !is(at, "SELECT")
                && !is(at, "VALUES");
    }

    private SqlParserPosition place(Token token) {
        QueryException.Position place = SourceText.positionIn(text, token.start());
        return new SqlParserPosition(place.line(), place.column());
    }

    private void blank(int start, int end) {
        for (int i = start; i < end; i++) {
            if (!Character.isWhitespace(plain.charAt(i))) {
                plain.setCharAt(i, ' ');
            }
        }
    }

    /** The tree of the whole text, from that of the plain one. */
    SqlNode whole(SqlNode tree) {
        if (!stars.isEmpty() || !groups.isEmpty()) {
            tree.accept(new SqlBasicVisitor<@Nullable Void>() {
                @Override
                public @Nullable Void visit(SqlCall call) {
                    if (call instanceof SqlSelect select) {
                        complete(select);
                    }
                    return super.visit(call);
                }
            });
        }
        return detail != null && tree instanceof SqlRichExplain explain
                ? new SqlRichExplain(explain.getParserPosition(), explain.getStatement(), Set.of(detail))
                : tree;
    }

    private void complete(SqlSelect select) {
        SqlNodeList list = select.getSelectList();
        for (int i = 0; i < list.size(); i++) {
            SqlNode item = list.get(i);
            if (item instanceof SqlIdentifier identifier && identifier.isStar()) {
                list.set(i, excepted(identifier));
            }
        }
        SqlNodeList group = select.getGroup();
        if (group != null
                && group.size() == 1
                && groups.contains(SqlParserPosition.of(group.get(0).getParserPosition()))) {
            select.setGroupBy(GroupByAll.of(list, group.get(0).getParserPosition()));
        }
    }

    private SqlNode excepted(SqlIdentifier identifier) {
        SqlParserPos last = identifier.getComponentParserPosition(identifier.names.size() - 1);
        for (Star star : stars) {
            if (star.place().equals(SqlParserPosition.of(last))) {
                return new SqlStarExclude(
                        identifier.getParserPosition(),
                        identifier,
                        new SqlNodeList(star.columns(), identifier.getParserPosition()));
            }
        }
        return identifier;
    }
}
