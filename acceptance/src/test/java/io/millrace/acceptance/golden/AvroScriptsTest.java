package io.millrace.acceptance.golden;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.acceptance.golden.ScriptHarness.Outcome;
import io.millrace.engine.EngineOptions;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of Avro that one script writes and another one reads. */
class AvroScriptsTest {
    private static final String TABLE = "CREATE TABLE sales ( "
            + "id BIGINT NOT NULL, customer STRING, price DECIMAL(10, 2), ts TIMESTAMP(3), fine TIMESTAMP(6), moment TIMESTAMP_LTZ(3), "
            + "`day` DATE, `clock` TIME, paid BOOLEAN, small SMALLINT, weight DOUBLE, `share` FLOAT, data BYTES, "
            + "tags ARRAY<STRING>, counts MAP<STRING, INT>, place ROW<city STRING, zip INT> "
            + ") WITH ('connector' = 'filesystem', 'path' = 'sales.avro', 'format' = 'avro'); ";
    private static final String ROWS = "INSERT INTO sales VALUES "
            + "(1, 'ann', 10.50, TIMESTAMP '2026-01-01 00:00:01.5', TIMESTAMP '2026-01-01 00:00:01.000001', TO_TIMESTAMP_LTZ(1500, 3), "
            + "DATE '2026-01-31', TIME '12:34:56', TRUE, CAST(-3 AS SMALLINT), 1.5E0, CAST(0.25 AS FLOAT), X'00FF', "
            + "ARRAY['a', 'b'], MAP['x', 1, 'y', 2], ROW('Bern', 3000)), "
            + "(2, CAST(NULL AS STRING), CAST(NULL AS DECIMAL(10, 2)), CAST(NULL AS TIMESTAMP(3)), CAST(NULL AS TIMESTAMP(6)), "
            + "CAST(NULL AS TIMESTAMP_LTZ(3)), CAST(NULL AS DATE), CAST(NULL AS TIME), CAST(NULL AS BOOLEAN), CAST(NULL AS SMALLINT), "
            + "CAST(NULL AS DOUBLE), CAST(NULL AS FLOAT), CAST(NULL AS BYTES), CAST(NULL AS ARRAY<STRING>), "
            + "CAST(NULL AS MAP<STRING, INT>), CAST(NULL AS ROW<city STRING, zip INT>)); ";

    @TempDir
    private Path folder;

    private Outcome run(String script) throws InterruptedException {
        return new ScriptHarness(folder, EngineOptions.defaults(2)).run("", script);
    }

    private String rows(String script) throws InterruptedException {
        Outcome outcome = run(script);
        assertThat(outcome.error()).isNull();
        return outcome.rows();
    }

    @BeforeEach
    void write() throws InterruptedException {
        assertThat(run(TABLE + ROWS).error()).isNull();
    }

    @Test
    void whatWasWrittenComesBack() throws InterruptedException {
        assertThat(rows(TABLE + "SELECT * FROM sales;"))
                .isEqualTo("id,customer,price,ts,fine,moment,day,clock,paid,small,weight,share,data,tags,counts,place\n"
                        + "1,ann,10.50,2026-01-01 00:00:01.500,2026-01-01 00:00:01.000001,1970-01-01 00:00:01.500Z,"
                        + "2026-01-31,12:34:56,true,-3,1.5,0.25,x'00ff',\"[\"\"a\"\",\"\"b\"\"]\","
                        + "\"{\"\"x\"\":1,\"\"y\"\":2}\",\"{\"\"city\"\":\"\"Bern\"\",\"\"zip\"\":3000}\"\n"
                        + "2,,,,,,,,,,,,,,,\n");
    }

    @Test
    void columnsAreFoundByTheirNames() throws InterruptedException {
        assertThat(rows("CREATE TABLE fewer (place ROW<zip BIGINT>, price DECIMAL(12, 3), id INT, absent STRING)"
                        + " WITH ('connector' = 'filesystem', 'path' = 'sales.avro');"
                        + " SELECT f.id, f.price, f.place.zip AS zip, f.absent FROM fewer f;"))
                .isEqualTo("id,price,zip,absent\n1,10.500,3000,\n2,,,\n");
    }

    @Test
    void aTableWithAKeyHoldsWhatIsLeft() throws InterruptedException {
        String totals = "CREATE TABLE totals (paid STRING, n BIGINT, PRIMARY KEY (paid) NOT ENFORCED)"
                + " WITH ('connector' = 'filesystem', 'path' = 'totals.avro', 'avro.codec' = 'deflate');";
        assertThat(run(TABLE + totals
                                + "INSERT INTO totals SELECT COALESCE(CAST(paid AS STRING), '?'), COUNT(*) FROM sales"
                                + " GROUP BY COALESCE(CAST(paid AS STRING), '?');")
                        .error())
                .isNull();
        assertThat(rows(totals + "SELECT * FROM totals;")).isEqualTo("paid,n\n?,1\nTRUE,1\n");
    }

    @Test
    void aColumnOfAnotherTypeIsAnError() throws InterruptedException {
        assertThat(run("CREATE TABLE wrong (customer INT) WITH ('connector' = 'filesystem', 'path' = 'sales.avro');"
                                + " SELECT * FROM wrong;")
                        .error())
                .startsWith("column 'customer' is INT, but the data has union there\n");
    }
}
