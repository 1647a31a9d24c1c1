package io.millrace.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UnreadTablesTest {
    @Test
    void materializedTablesThatNothingReadsAreShownWhereAScriptIsLookedAt() {
        String tables = """
                CREATE MATERIALIZED TABLE counts AS SELECT sensor, COUNT(*) AS n FROM readings GROUP BY sensor;
                CREATE MATERIALIZED TABLE frequent AS SELECT * FROM counts WHERE n > 1;
                """;
        Planning planning = Planning.withReadings();
        Step.Run run = (Step.Run) planning.planTogether(tables + "SELECT sensor FROM readings;").stream()
                .filter(step -> step instanceof Step.Run)
                .findFirst()
                .orElseThrow();
        assertThat(run.results()).extracting(Step.Query::title).containsExactly("", "frequent");
        assertThat(Planning.withReadings().plan(tables))
                .contains(
                        new Step.Unused(
                                "nothing reads the materialized table"
                                        + " 'frequent', so it is not computed: SELECT from it or INSERT what it has, or look at it with --ui"));
        assertThat(Planning.withReadings().plan(tables + "SELECT * FROM frequent;"))
                .noneMatch(step -> step instanceof Step.Unused);
    }
}
