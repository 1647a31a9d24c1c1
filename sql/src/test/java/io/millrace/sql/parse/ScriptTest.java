package io.millrace.sql.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.error.QueryException;
import io.millrace.core.error.QueryException.Position;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ScriptTest {
    private static List<String> texts(String script, Map<String, String> variables) {
        return Script.statements(script, variables).stream()
                .map(Statement::text)
                .toList();
    }

    @Test
    void statementsEndAtSemicolonsOutsideStringsAndComments() {
        String script = "SELECT ';' FROM `a;b`; -- one; two\n/* three; */ SELECT 2;;\nSELECT 3";
        assertThat(texts(script, Map.of())).containsExactly("SELECT ';' FROM `a;b`", "SELECT 2", "SELECT 3");
    }

    @Test
    void quotesInStringsAreDoubledOrEscaped() {
        assertThat(texts("SELECT 'it''s; here'; SELECT E'it\\'s; here'", Map.of()))
                .containsExactly("SELECT 'it''s; here'", "SELECT E'it\\'s; here'");
    }

    @Test
    void statementSetsAreOpened() {
        for (String opening : List.of("EXECUTE STATEMENT SET BEGIN", "STATEMENT SET BEGIN", "BEGIN STATEMENT SET;")) {
            List<Statement> statements = Script.statements(
                    opening + " INSERT INTO a SELECT CASE WHEN x THEN 1 END; INSERT INTO b SELECT 2; END; SELECT 3;",
                    Map.of());
            assertThat(statements)
                    .extracting(Statement::text, Statement::inSet)
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple("INSERT INTO a SELECT CASE WHEN x THEN 1 END", true),
                            org.assertj.core.groups.Tuple.tuple("INSERT INTO b SELECT 2", true),
                            org.assertj.core.groups.Tuple.tuple("SELECT 3", false));
        }
    }

    @Test
    void aSetWithoutEndIsAnErrorWhereItBegins() {
        assertThatThrownBy(() ->
                        Script.statements("SELECT 1;\n EXECUTE STATEMENT SET BEGIN INSERT INTO a SELECT 1;", Map.of()))
                .isInstanceOfSatisfying(
                        QueryException.class, e -> assertThat(e.position()).isEqualTo(new Position(2, 2)));
    }

    @Test
    void variablesAreReplacedButNotInComments() {
        assertThat(texts("SELECT '${a}', ${b} -- ${c}", Map.of("a", "it's", "b", "x + 1")))
                .containsExactly("SELECT 'it''s', x + 1");
    }

    @Test
    void placesAreThoseOfTheFileWhateverVariablesStandFor() {
        Statement statement = Script.statements("SELECT 1;\nSELECT ${long} + nope\n  , x", Map.of("long", "abc + def"))
                .get(1);
        assertThat(statement.text()).isEqualTo("SELECT abc + def + nope\n  , x");
        assertThat(statement.position(1, 8)).isEqualTo(new Position(2, 8));
        assertThat(statement.position(1, 20)).isEqualTo(new Position(2, 18));
        assertThat(statement.position(2, 5)).isEqualTo(new Position(3, 5));
    }

    @Test
    void aVariableWithoutValueIsAnError() {
        assertThatThrownBy(() -> Script.statements("SELECT\n ${flie}", Map.of("file", "x")))
                .isInstanceOfSatisfying(QueryException.class, e -> {
                    assertThat(e).hasMessage("variable 'flie' has no value");
                    assertThat(e.hint()).isEqualTo("did you mean 'file'?");
                    assertThat(e.position()).isEqualTo(new Position(2, 2));
                });
    }

    @Test
    void settingsMayBeQuotedOrNot() {
        for (String text : List.of("SET 'a.b' = 'c d'", "SET a.b = c d", "set a.b = 'c d'")) {
            Statement statement = Script.statements(text, Map.of()).get(0);
            assertThat(SettingStatement.of(statement)).contains(new SettingStatement(false, "a.b", "c d"));
        }
        assertThat(SettingStatement.of(
                        Script.statements("RESET 'a.b'", Map.of()).get(0)))
                .contains(new SettingStatement(true, "a.b", null));
        assertThat(SettingStatement.of(Script.statements("SELECT 1", Map.of()).get(0)))
                .isEmpty();
    }
}
