package io.millrace.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ErrorTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            SELEC 1 | 1:1 a statement does not start with 'SELEC' (did you mean SELECT?)
            SELECT sensr FROM readings | 1:8 unknown column 'sensr' (did you mean 'sensor'?)
            SELECT sensor FROM reading | 1:20 unknown table 'reading' (did you mean 'readings'?)
            SELECT CUONT(*) FROM readings | 1:14 unknown function 'CUONT' (did you mean COUNT?)
            SELECT 'abc FROM readings | 1:8 this string is not closed (add ' at its end)
            SELECT sensor FROM readings WHERE | 1:34 the statement ends too early (something must follow 'WHERE')
            SELECT sensor, value FROM readings | 1:16 unexpected 'value' ('value' is a reserved word: as a name, write it between backticks, `value`)
            SELECT sensor, temp FROM readings GROUP BY sensor | 1:16 'temp' is neither grouped nor aggregated (add it to GROUP BY, or use an aggregate such as MAX(temp))
            INSERT INTO totls SELECT sensor, 1 FROM readings | 1:13 unknown table 'totls' (did you mean 'totals'?)
            INSERT INTO totals SELECT sensor FROM readings | 1:20 the query has 1 columns, but 'totals' takes 2 (it takes sensor, total)
            INSERT INTO totals SELECT sensor, temp FROM readings | 1:20 column 'total' is BIGINT, but the query gives DOUBLE (write CAST(temp AS BIGINT))
            INSERT INTO totals (total) SELECT 1 FROM readings | 1:28 column 'sensor' must not be NULL, but the INSERT leaves it out (add it to the column list)
            INSERT INTO readings SELECT * FROM readings | 1:13 table 'readings' cannot be written: connector 'numbers' only reads (write to a table of another connector, such as print or filesystem)
            SELECT 1; UPDATE totals SET total = 5 | 1:11 UPDATE is not supported (a pipeline only adds and replaces rows: use INSERT INTO)
            SET 'paralelism.default' = '5' | 1:1 unknown setting 'paralelism.default' (did you mean 'parallelism.default'?)
            SELECT * FROM TUMBLE(TABLE readings, DESCRIPTOR(ts)) | 1:15 argument SIZE is missing in the call of TUMBLE (write TUMBLE(TABLE t, DESCRIPTOR(ts), INTERVAL '10' SECOND))
            SELECT * FROM TUMBLE(TABLE readings, ts, INTERVAL '1' DAY) | 1:38 the second argument of TUMBLE names the time column (write DESCRIPTOR(column))
            SELECT * FROM TUMBLE(TABLE readings, DESCRIPTOR(ts), INTERVAL '1' YEAR) | 1:15 TUMBLE takes fixed lengths of time, not INTERVAL MONTH (write them as INTERVAL '10' SECOND, MINUTE, HOUR or DAY)
            SELECT a.temp FROM readings a JOIN readings b ON a.tmp = b.temp | 1:52 unknown column 'tmp' (did you mean 'temp'?)
            """)
    void errorsNameThePlaceAndTheWayOut(String script, String error) {
        assertThat(Planning.withLiveReadings().error(script)).isEqualTo(error);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            (a INT) WITH ('connector' = 'nubmers') | 1:46 unknown connector 'nubmers' (did you mean 'numbers'?)
            (a INT) WITH ('rows' = '5') | 1:14 table 't' has no connector (add WITH ('connector' = '...'): numbers, screen)
            (a INT) WITH ('connector' = 'numbers', 'rws' = '5') | 1:57 unknown option 'rws' (did you mean 'rows'?)
            (a INT) WITH ('connector' = 'numbers', 'rows' = 'many') | 1:66 option 'rows' is 'many' (it takes a whole number)
            (`a` TIMESTAMP(9)) WITH ('connector' = 'numbers') | 1:23 TIMESTAMP with 9 fraction digits is not supported (times are kept in microseconds: use a precision of at most 6)
            (a INT, b AS c + 1) WITH ('connector' = 'numbers') | 1:31 unknown column 'c' (did you mean 'a'?)
            (a INT, PRIMARY KEY (a)) WITH ('connector' = 'numbers') | 1:40 a primary key cannot be enforced (write PRIMARY KEY (...) NOT ENFORCED)
            (a INT, WATERMARK FOR a AS a) WITH ('connector' = 'numbers') | 1:40 an event time is a TIMESTAMP or TIMESTAMP_LTZ, but 'a' is INT (compute one: ts AS TO_TIMESTAMP_LTZ(a, 3), WATERMARK FOR ts AS ts)
            (timestamp BIGINT) WITH ('connector' = 'numbers') | 1:19 unexpected 'timestamp' ('timestamp' is a reserved word: as a name, write it between backticks, `timestamp`)
            """)
    void definitionsAreChecked(String rest, String error) {
        assertThat(Planning.withLiveReadings().error("CREATE TABLE t   " + rest))
                .isEqualTo(error);
    }

    @Test
    void windowsNeedAWatermark() {
        String script = """
                CREATE TABLE plain (ts TIMESTAMP(3)) WITH ('connector' = 'numbers');
                SELECT window_end, COUNT(*)
                FROM TUMBLE(TABLE plain, DESCRIPTOR(ts), INTERVAL '1' MINUTE)
                GROUP BY window_start, window_end;
                """;
        assertThat(Planning.withReadings().error(script))
                .isEqualTo("3:6 TUMBLE needs an event time, but 'ts' has no watermark (declare one in CREATE TABLE:"
                        + " WATERMARK FOR ts AS ts - INTERVAL '5' SECOND"
                        + " (a time that was computed in a query loses it))");
    }

    @Test
    void groupingByOneEndOfAWindowIsATrap() {
        String script = """
                SELECT window_start, COUNT(*) FROM TUMBLE(TABLE readings, DESCRIPTOR(ts), INTERVAL '1' MINUTE)
                GROUP BY window_start
                """;
        String message = "GROUP BY window_start without window_end keeps every group for ever";
        assertThat(Planning.withLiveReadings().error(script))
                .isEqualTo("1:1 " + message + " (write GROUP BY window_start, window_end)");
        assertThat(Planning.withReadings().run(script).warnings())
                .containsExactly(message + ": write GROUP BY window_start, window_end");
        assertThat(Planning.withLiveReadings()
                        .run("SET 'table.allow-traps' = 'true';" + script)
                        .warnings())
                .hasSize(1);
    }

    @Test
    void joiningOnOneEndOfAWindowIsATrap() {
        String script = """
                CREATE VIEW w AS SELECT * FROM TUMBLE(TABLE readings, DESCRIPTOR(ts), INTERVAL '1' MINUTE);
                SELECT a.temp FROM w AS a JOIN w AS b ON a.sensor = b.sensor AND a.window_end = b.window_end
                """;
        String message = "a join on window_end without window_start keeps every row for ever";
        String fix = "add AND a.window_start = b.window_start";
        assertThat(Planning.withLiveReadings().error(script)).isEqualTo("2:1 " + message + " (" + fix + ")");
        assertThat(Planning.withReadings().run(script).warnings()).containsExactly(message + ": " + fix);
        assertThat(Planning.withLiveReadings()
                        .run("SET 'table.allow-traps' = 'true';" + script)
                        .warnings())
                .containsExactly(message + ": " + fix);
    }

    @Test
    void aJoinThatNeverForgetsIsWarnedOf() {
        String join = "SELECT a.temp FROM readings a JOIN readings b ON a.sensor = b.sensor";
        assertThat(Planning.withLiveReadings().run(join).warnings())
                .singleElement()
                .asString()
                .startsWith("a join keeps every row of 'readings' for ever: compare window_start and window_end too");
        assertThat(Planning.withReadings().run(join).warnings()).isEmpty();
        String groups = "(SELECT sensor, COUNT(*) AS n FROM readings GROUP BY sensor)";
        assertThat(Planning.withLiveReadings()
                        .run("SELECT a.n FROM " + groups + " AS a JOIN " + groups + " AS b ON a.sensor = b.sensor")
                        .warnings())
                .isEmpty();
    }

    @Test
    void severalSelectsNeedInputsThatEnd() {
        String script = "SELECT sensor FROM readings;\nSELECT temp FROM readings";
        assertThat(Planning.withLiveReadings().error(script)).startsWith("1:1 a script with several SELECTs");
        assertThat(Planning.withReadings().plan(script)).hasSize(2);
    }

    @Test
    void errorsInViewsDoNotPointIntoTheQueryThatReadsThem() {
        Planning planning = Planning.withReadings();
        planning.plan("CREATE TABLE gone (a INT) WITH ('connector' = 'numbers'); CREATE VIEW v AS SELECT a FROM gone;"
                + "DROP TABLE gone");
        assertThat(planning.error("\nSELECT * FROM v"))
                .startsWith("2:1 view 'v' no longer works: unknown table 'gone'");
    }
}
