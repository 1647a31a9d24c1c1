package io.millrace.sql;

import io.millrace.core.connect.Connector;
import io.millrace.core.connect.ConnectorContext;
import io.millrace.core.connect.Option;
import io.millrace.core.connect.Sink;
import io.millrace.core.connect.Source;
import io.millrace.core.connect.Table;
import io.millrace.core.error.QueryException;
import java.util.List;
import java.util.Map;

/** A session with connectors that are never opened, and some tables. */
final class Planning {
    static final String READINGS = """
            CREATE TABLE readings (
              sensor STRING,
              temp DOUBLE,
              humidity INT,
              price DECIMAL(10, 2),
              ts TIMESTAMP(3),
              WATERMARK FOR ts AS ts - INTERVAL '5' SECOND
            ) WITH ('connector' = 'numbers');
            CREATE TABLE averages (
              sensor STRING, window_end TIMESTAMP(3), avg_temp DOUBLE
            ) WITH ('connector' = 'screen');
            CREATE TABLE totals (
              sensor STRING, total BIGINT, PRIMARY KEY (sensor) NOT ENFORCED
            ) WITH ('connector' = 'screen');
            """;

    private final Planner planner;
    final Session session;

    Planning(boolean bounded) {
        session = Session.local(List.of(new Numbers(), new Screen()), table -> bounded);
        planner = new Planner(session);
    }

    static Planning withReadings() {
        Planning planning = new Planning(true);
        planning.planner.plan(READINGS);
        return planning;
    }

    static Planning withLiveReadings() {
        Planning planning = new Planning(false);
        planning.planner.plan(READINGS);
        return planning;
    }

    List<Step> plan(String script) {
        return planner.plan(script);
    }

    List<Step> planTogether(String script) {
        return planner.planTogether(script, Map.of());
    }

    List<Step> plan(String script, Map<String, String> variables) {
        return planner.plan(script, variables);
    }

    /** The plan of a script that is one run. */
    Step.Run run(String script) {
        List<Step> steps = planner.plan(script).stream()
                .filter(step -> step instanceof Step.Run)
                .toList();
        if (steps.size() != 1) {
            throw new IllegalStateException(steps.size() + " runs");
        }
        return (Step.Run) steps.get(0);
    }

    String explain(String script) {
        return Explain.text(run(script).pipeline());
    }

    /** The error of a wrong script, as {@code line:column message (hint)}. */
    String error(String script) {
        try {
            planner.plan(script);
        } catch (QueryException e) {
            QueryException.Position place = e.position();
            return (place == null ? "?" : place.line() + ":" + place.column()) + " " + e.getMessage()
                    + (e.hint() == null ? "" : " (" + e.hint() + ")");
        }
        throw new AssertionError("there was no error");
    }

    private static final class Numbers implements Connector.SourceConnector {
        @Override
        public String name() {
            return "numbers";
        }

        @Override
        public List<Option> options() {
            return List.of(Option.optional("rows", Option.Kind.INTEGER, "10", "How many rows."));
        }

        @Override
        public Source source(Table table, ConnectorContext context) {
            throw new UnsupportedOperationException();
        }
    }

    private static final class Screen implements Connector.SinkConnector {
        @Override
        public String name() {
            return "screen";
        }

        @Override
        public List<Option> options() {
            return List.of(Option.optional("password", Option.Kind.TEXT, null, "A secret."));
        }

        @Override
        public boolean takesDeletions(Table table) {
            return true;
        }

        @Override
        public Sink sink(Table table, ConnectorContext context) {
            throw new UnsupportedOperationException();
        }
    }
}
