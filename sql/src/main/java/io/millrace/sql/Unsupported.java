package io.millrace.sql;

import io.millrace.core.error.QueryException;
import io.millrace.sql.parse.Statement;
import java.util.List;
import java.util.Locale;

/** What is said of statements that parse and are not carried out, with what to do instead. */
final class Unsupported {
    private static final String PROCESS = "there is one process, and no cluster: leave it out";

    /** First words of a statement, and the hint; the first that fits counts. */
    private static final List<String[]> HINTS = List.of(
            new String[] {"UPDATE", "a pipeline only adds and replaces rows: use INSERT INTO"},
            new String[] {"DELETE", "a pipeline only adds and replaces rows: use INSERT INTO"},
            new String[] {"TRUNCATE TABLE", "INSERT OVERWRITE writes a table anew, where its connector can"},
            new String[] {"ANALYZE TABLE", "plans here need no statistics"},
            new String[] {"LOAD MODULE", "all functions are there: SHOW FUNCTIONS lists them"},
            new String[] {"UNLOAD MODULE", "all functions are there: SHOW FUNCTIONS lists them"},
            new String[] {"USE MODULES", "all functions are there: SHOW FUNCTIONS lists them"},
            new String[] {"SHOW MODULES", "all functions are there: SHOW FUNCTIONS lists them"},
            new String[] {"SHOW FULL", "all functions are there: SHOW FUNCTIONS lists them"},
            new String[] {"SHOW JOBS", PROCESS},
            new String[] {"STOP JOB", "Ctrl-C ends a run"},
            new String[] {"DESCRIBE JOB", PROCESS},
            new String[] {"CALL", "there are no procedures"},
            new String[] {"SHOW PROCEDURES", "there are no procedures"},
            new String[] {"COMPILE PLAN", "EXPLAIN shows the plan; the script itself is what is kept"},
            new String[] {"COMPILE AND", "EXPLAIN shows the plan; the script itself is what is kept"},
            new String[] {"EXECUTE PLAN", "run the script itself"},
            new String[] {"ALTER CATALOG", "drop it and create it anew"});

    /** First words of statements about what only a cluster has. */
    private static final List<String> MEANINGLESS = List.of("ANALYZE", "LOAD", "UNLOAD", "USE", "STOP", "DESCRIBE");

    private Unsupported() {}

    static QueryException statement(Statement statement) {
        String words = words(statement);
        for (String[] each : HINTS) {
            if (words.equals(each[0])) {
                String what = MEANINGLESS.contains(words.split(" ", 2)[0]) || words.startsWith("SHOW")
                        ? " has no meaning in one process"
                        : " is not supported";
                return new QueryException(words + what, null, each[1]);
            }
        }
        return new QueryException(words + " is not supported", null, "docs/sql.md lists what is");
    }

    /** The words that say what kind of statement it is. */
    private static String words(Statement statement) {
        String[] words = statement.text().strip().split("[\\s(;]+", 3);
        boolean single = words.length < 2 || words[0].matches("(?i)UPDATE|DELETE|CALL");
        return (single ? words[0] : words[0] + " " + words[1]).toUpperCase(Locale.ROOT);
    }
}
