package io.millrace.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class InspectionTest {
    private final Planning planning = Planning.withReadings();

    private Step answer(String statement) {
        List<Step> steps = planning.plan(statement);
        assertThat(steps).hasSize(1);
        return steps.get(0);
    }

    @Test
    void tablesAndViewsAreListed() {
        planning.plan("CREATE VIEW hot AS SELECT * FROM readings WHERE temp > 30");
        assertThat(((Step.Rows) answer("SHOW TABLES")).rows())
                .containsExactly(List.of("averages"), List.of("hot"), List.of("readings"), List.of("totals"));
        assertThat(((Step.Rows) answer("SHOW VIEWS")).rows()).containsExactly(List.of("hot"));
        assertThat(((Step.Rows) answer("SHOW TABLES LIKE 't%'")).rows()).containsExactly(List.of("totals"));
    }

    @Test
    void columnsAreDescribed() {
        assertThat(((Step.Rows) answer("DESCRIBE totals")).rows())
                .containsExactly(
                        Arrays.asList("sensor", "STRING", "FALSE", "PRI(sensor)", null, null),
                        Arrays.asList("total", "BIGINT", "TRUE", null, null, null));
        assertThat(((Step.Rows) answer("SHOW COLUMNS FROM readings LIKE 'ts'")).rows())
                .containsExactly(
                        Arrays.asList("ts", "TIMESTAMP(3) *ROWTIME*", "TRUE", null, null, "ts - INTERVAL '5' SECOND"));
    }

    @Test
    void definitionsHideSecretsAndPlanAgain() {
        planning.plan("CREATE TABLE vault (a INT NOT NULL, b AS a + 1) COMMENT 'it''s safe'"
                + " WITH ('connector' = 'screen', 'password' = 'hunter2')");
        String text = ((Step.Text) answer("SHOW CREATE TABLE vault")).text();
        assertThat(text).isEqualTo("""
                CREATE TABLE `vault` (
                  `a` INT NOT NULL,
                  `b` AS a + 1
                ) COMMENT 'it''s safe' WITH (
                  'connector' = 'screen',
                  'password' = '******'
                )
                """);
        planning.plan("DROP TABLE vault;" + text);
        assertThat(planning.session.catalog().find("vault")).isPresent();
    }

    @Test
    void definitionsMayBeRepeatedWhenTheySaySo() {
        planning.plan("CREATE VIEW v AS SELECT 1 AS a");
        assertThat(planning.error("CREATE VIEW v AS SELECT 2 AS b"))
                .isEqualTo("1:13 'v' is there already (drop it first, or write IF NOT EXISTS)");
        planning.plan("CREATE VIEW IF NOT EXISTS v AS SELECT 2 AS b; DROP VIEW v; DROP VIEW IF EXISTS v");
        assertThat(planning.session.catalog().find("v")).isEmpty();
    }

    @Test
    void settingsAreKept() {
        planning.plan(
                "SET table.local-time-zone = Europe/Berlin; SET 'parallelism.default' = '2'; RESET parallelism.default");
        assertThat(planning.session.settings().zone().getId()).isEqualTo("Europe/Berlin");
        assertThat(((Step.Rows) answer("SET")).rows())
                .containsExactly(List.of("table.local-time-zone", "Europe/Berlin"));
    }

    @Test
    void plansAreExplainedWithoutRunning() {
        String text = ((Step.Text) answer("EXPLAIN PLAN FOR SELECT COUNT(*) AS n FROM readings")).text();
        assertThat(text.replaceAll("-[0-9a-f]{8}]", "-#]")).isEqualTo("""
                Result  [result]
                    changing
                  Group: COUNT(*)  [group-#]  -> gathered
                      keeps one row of aggregates, for ever
                      changing
                    Scan readings  [scan-readings]  -> gathered
                        connector numbers, reads temp
                        append-only
                """);
    }

    @Test
    void functionsAreListed() {
        assertThat(((Step.Rows) answer("SHOW FUNCTIONS")).rows()).contains(List.of("COUNT"), List.of("TUMBLE"));
    }
}
