package io.millrace.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jline.reader.EOFError;
import org.jline.reader.Parser.ParseContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlScanTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"", "SELECT 1;", "SELECT ';' ; ", "SELECT 1; -- done", "SELECT 1; /* a\nb */", "x 'it''s';"})
    void wholeStatementsEndWithASemicolon(String text) {
        assertThat(SqlScan.isComplete(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"SELECT 1", "SELECT ';", "SELECT `a;", "SELECT 1 -- ;", "SELECT 1; /* open", "SELECT 1; SELECT"})
    void anythingElseGoesOn(String text) {
        assertThat(SqlScan.isComplete(text)).isFalse();
        assertThatThrownBy(() -> new StatementParser().parse(text, text.length(), ParseContext.ACCEPT_LINE))
                .isInstanceOf(EOFError.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SELECT 'it''s', `a b` /* c */ FROM \"t\" -- end", "'open", "/* open", "1.5e3+ä中𝄞;"})
    void thePiecesAreTheWholeText(String text) {
        StringBuilder joined = new StringBuilder();
        SqlScan.pieces(text).forEach(piece -> joined.append(text, piece.start(), piece.end()));
        assertThat(joined).hasToString(text);
    }

    @Test
    void aWordIsCompletedFromItsStart() {
        var parsed = new StatementParser().parse("SELECT SUM(pri", 14, ParseContext.COMPLETE);
        assertThat(parsed.word()).isEqualTo("pri");
    }

    @Test
    void theShellsOwnCommandsNeedNoSemicolon() {
        assertThat(StatementParser.command(" Quit ")).isEqualTo("quit");
        assertThat(StatementParser.command("help;")).isEqualTo("help");
        assertThat(StatementParser.command("SELECT help;")).isEmpty();
    }

    @Test
    void longLinesAreCutByTheirWidth() {
        assertThat(LiveTable.cut("abc", 10)).isEqualTo("abc");
        assertThat(LiveTable.cut("abcdefghij", 6)).isEqualTo("abcde…");
        assertThat(LiveTable.cut("中文中文", 6)).isEqualTo("中文…");
    }
}
