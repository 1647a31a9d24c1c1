package io.millrace.sql.parse;

import io.millrace.core.error.QueryException;
import io.millrace.core.error.QueryException.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;

/**
 * {@code EXPORT MODEL m [VERSION 7] TO 'file'} or {@code IMPORT MODEL [IF NOT EXISTS] m FROM 'file'}, which Flink's grammar
 * does not have.
 *
 * @param exports whether the model goes to the file, or comes from there
 * @param version which version goes; 0 when none is named
 * @param versionPlace the version's place, or the model's
 * @param file the file's path, as written
 */
public record ModelFileStatement(
        boolean exports,
        boolean ifNotExists,
        SqlIdentifier model,
        long version,
        SqlNode versionPlace,
        SqlLiteral file) {
    private static final String EXPORT = "write EXPORT MODEL m TO 'file', or EXPORT MODEL m VERSION 7 TO 'file'";
    private static final String IMPORT = "write IMPORT MODEL m FROM 'file'";

    /** The path, as written. */
    public String path() {
        return file.getValueAs(String.class);
    }

    /**
     * Reads a statement as one of these, if it begins as one.
     *
     * @throws QueryException with a place in the statement, when it goes on otherwise
     */
    public static Optional<ModelFileStatement> of(Statement statement) {
        String text = statement.text();
        List<Token> tokens = Token.of(text);
        boolean exports = tokens.get(0).is(text, "EXPORT");
        return exports || tokens.get(0).is(text, "IMPORT")
                ? Optional.of(new Reader(text, tokens, exports).read())
                : Optional.empty();
    }

    /** Goes through the tokens of one statement. */
    private static final class Reader {
        private final String text;
        private final List<Token> tokens;
        private final boolean exports;
        private int at = 1;

        Reader(String text, List<Token> tokens, boolean exports) {
            this.text = text;
            this.tokens = tokens;
            this.exports = exports;
        }

        ModelFileStatement read() {
            take("MODEL");
            boolean ifNotExists = !exports && is("IF");
            if (ifNotExists) {
                at++;
                take("NOT");
                take("EXISTS");
            }
            SqlIdentifier model = name();
            long version = 0;
            SqlNode versionPlace = model;
            if (exports && is("VERSION")) {
                at++;
                Token number = token();
                String value = number.value(text);
                if (!value.matches("[1-9][0-9]{0,17}")) {
                    throw error("a version is a number from 1 up, not " + number.in(text), number.start());
                }
                version = Long.parseLong(value);
                versionPlace = SqlLiteral.createExactNumeric(value, place(number));
                at++;
            }
            take(exports ? "TO" : "FROM");
            Token file = token();
            if (file.kind() != Token.Kind.STRING
                    || file.end() - file.start() < 2
                    || text.charAt(file.end() - 1) != '\'') {
                throw error("a file is named by a text between single quotes", file.start());
            } else if (file.value(text).isBlank()) {
                throw error("a file has a name", file.start());
            }
            at++;
            if (at < tokens.size()) {
                throw error(
                        "unexpected '" + tokens.get(at).in(text) + "'",
                        tokens.get(at).start());
            }
            return new ModelFileStatement(
                    exports,
                    ifNotExists,
                    model,
                    version,
                    versionPlace,
                    SqlLiteral.createCharString(file.value(text), place(file)));
        }

        private SqlIdentifier name() {
            List<String> names = new ArrayList<>();
            List<SqlParserPos> places = new ArrayList<>();
            do {
                at += names.isEmpty() ? 0 : 1;
                Token name = token();
                if (name.kind() != Token.Kind.WORD && name.kind() != Token.Kind.QUOTED_NAME
                        || name.kind() == Token.Kind.WORD && names.isEmpty() && (is("TO") || is("FROM"))) {
                    throw error("a model has a name", name.start());
                }
                names.add(name.value(text));
                places.add(place(name));
                at++;
            } while (at < tokens.size() && tokens.get(at).isSymbol(text, '.'));
            return new SqlIdentifier(names, null, SqlParserPos.sum(places), places);
        }

        private void take(String word) {
            if (!is(word)) {
                Token found = token();
                throw error("unexpected '" + found.in(text) + "'", found.start());
            }
            at++;
        }

        private boolean is(String word) {
            return at < tokens.size() && tokens.get(at).is(text, word);
        }

        private Token token() {
            if (at >= tokens.size()) {
                throw error("the statement ends too early", text.stripTrailing().length());
            }
            return tokens.get(at);
        }

        private QueryException error(String message, int offset) {
            return new QueryException(message, SourceText.positionIn(text, offset), exports ? EXPORT : IMPORT);
        }

        private SqlParserPos place(Token token) {
            Position place = SourceText.positionIn(text, token.start());
            return new SqlParserPos(
                    place.line(), place.column(), place.line(), place.column() + token.end() - token.start() - 1);
        }
    }
}
