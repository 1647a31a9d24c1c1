package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.error.ConnectorException;
import io.millrace.core.error.DataException;
import io.millrace.core.error.QueryException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ErrorReportTest {
    private String report(Throwable failure, boolean debug) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream target = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        assertThat(new ErrorReport(target, debug).report("dir/a.sql", failure)).isEqualTo(ExitStatus.FAILED);
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void queryErrorsHaveAPlaceAndAHint() {
        QueryException failure =
                new QueryException("no column 'pric'", new QueryException.Position(3, 14), "did you mean 'price'?");
        assertThat(report(failure, false)).isEqualTo("dir/a.sql:3:14: no column 'pric'\nhint: did you mean 'price'?\n");
        assertThat(report(new QueryException("nothing to run", null, null), false))
                .isEqualTo("dir/a.sql: nothing to run\n");
    }

    @Test
    void userErrorsAreFoundInsideOthers() {
        assertThat(report(new IllegalStateException("worker 3", new DataException("bad row", null)), false))
                .isEqualTo("dir/a.sql: bad row\n");
        assertThat(report(new RuntimeException(new ConnectorException("x.csv: no such file", "look again")), false))
                .isEqualTo("dir/a.sql: x.csv: no such file\nhint: look again\n");
    }

    @Test
    void everythingElseIsABugOfOurs() {
        String report = report(new NullPointerException("column"), false);
        assertThat(report)
                .startsWith("dir/a.sql: this is a bug of Millrace, not of the script: java.lang.NullPointerException")
                .contains("hint: ")
                .contains("--debug")
                .doesNotContain("\tat ");
    }

    @Test
    void onlyDebugShowsTheStackTrace() {
        assertThat(report(new DataException("bad row", null), true)).contains("\tat ");
    }
}
