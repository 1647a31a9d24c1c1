package io.millrace.acceptance.golden;

import io.millrace.cli.output.Lines;
import io.millrace.cli.output.OutputFormat;
import io.millrace.cli.output.Printing;
import io.millrace.cli.output.ResultOutput;
import io.millrace.connect.builtin.BuiltinConnectors;
import io.millrace.connect.file.FileConnectors;
import io.millrace.core.batch.Batch;
import io.millrace.core.connect.Connector;
import io.millrace.core.connect.Connector.SourceConnector;
import io.millrace.core.connect.ConnectorContext;
import io.millrace.core.connect.Sink;
import io.millrace.core.connect.Source;
import io.millrace.core.env.SystemEnvironment;
import io.millrace.core.error.ConnectorException;
import io.millrace.core.error.DataException;
import io.millrace.core.error.QueryException;
import io.millrace.core.learn.ModelProvider;
import io.millrace.core.learn.SeriesFunction;
import io.millrace.core.text.ValueText;
import io.millrace.core.type.Schema;
import io.millrace.engine.Engine;
import io.millrace.engine.EngineOptions;
import io.millrace.engine.Execution;
import io.millrace.engine.learn.Models;
import io.millrace.engine.pipeline.Pipeline;
import io.millrace.engine.pipeline.Pipeline.Node;
import io.millrace.engine.pipeline.Specification;
import io.millrace.engine.scan.RejectedTables;
import io.millrace.learn.Learners;
import io.millrace.learn.model.OnlineModels;
import io.millrace.learn.model.StandardScoring;
import io.millrace.learn.series.SeriesFunctions;
import io.millrace.onnx.OnnxModels;
import io.millrace.sql.CatalogTable;
import io.millrace.sql.NotInFlink;
import io.millrace.sql.Planner;
import io.millrace.sql.Session;
import io.millrace.sql.SessionModels;
import io.millrace.sql.Step;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Runs a script and tells what came of it, as text. */
public final class ScriptHarness {
    static final List<ModelProvider> PROVIDERS = List.of(new OnlineModels(Learners.ALL), new OnnxModels());
    static final List<SeriesFunction> FUNCTIONS = SeriesFunctions.of(Learners.ALL);

    static final List<Connector> CONNECTORS = Stream.concat(FileConnectors.ALL.stream(), BuiltinConnectors.ALL.stream())
            .toList();

    private final Path folder;
    private final EngineOptions options;
    private final Session session;
    private final RejectedTables rejected = new RejectedTables();
    private final Models models = new Models();
    private @Nullable RowReceiver receiver;
    private boolean killed;
    private int scriptLines;
    private @Nullable Execution last;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    /**
     * What came of a script: the last result's rows, changes and types, all texts shown, or the error.
     *
     * @param types of the columns, without NOT NULL
     */
    public record Outcome(
            String rows,
            String changes,
            List<String> types,
            String text,
            @Nullable String error) {}

    public ScriptHarness(Path folder, EngineOptions options) {
        this.folder = folder;
        this.options = options;
        session = Session.local(
                CONNECTORS, new SessionModels(PROVIDERS, FUNCTIONS, new StandardScoring(), models), new Tables());
        session.settings().set("table.local-time-zone", "UTC");
    }

    /** Has runs killed on their way, and go on from their checkpoints. */
    ScriptHarness killed() {
        killed = true;
        return this;
    }

    private ConnectorContext context() {
        return context(session.settings().zone());
    }

    private ConnectorContext context(ZoneId zone) {
        return new ConnectorContext(
                new SystemEnvironment(42), folder, zone, new PrintStream(printed, true, StandardCharsets.UTF_8));
    }

    private final class Tables implements Session.Tables {
        @Override
        public boolean test(CatalogTable table) {
            return isBounded(table);
        }

        @Override
        public Path resolve(String path) {
            return folder.resolve(path).toAbsolutePath();
        }
    }

    private boolean isBounded(CatalogTable table) {
        for (Connector connector : CONNECTORS) {
            if (connector.name().equals(table.connector()) && connector instanceof SourceConnector source) {
                try (Source opened = source.source(table.table(), context())) {
                    return opened.bounded();
                }
            }
        }
        return true;
    }

    /**
     * Runs statements.
     *
     * @param script what every case begins with; the lines of errors count from its end
     */
    public Outcome run(String script, String sql) throws InterruptedException {
        scriptLines = (int) script.lines().count();
        return run(script + sql);
    }

    /** The same for a result that is too large to be kept: its changes go to a receiver, and the outcome has only names and types. */
    public Outcome run(String script, String sql, RowReceiver receiver) throws InterruptedException {
        this.receiver = receiver;
        return run(script, sql);
    }

    /** What Flink refuses of a script; nothing runs. */
    List<NotInFlink> notInFlink(String script) {
        List<NotInFlink> features = new ArrayList<>();
        for (Step step : new Planner(session).plan(script)) {
            if (step instanceof Step.Run run) {
                features.addAll(run.notInFlink());
            } else if (step instanceof Step.Act act) {
                features.addAll(act.notInFlink());
            }
        }
        return features;
    }

    private Outcome run(String script) throws InterruptedException {
        String rows = "";
        String changes = "";
        List<String> types = List.of();
        StringBuilder text = new StringBuilder();
        try {
            for (Step step : new Planner(session).plan(script)) {
                if (step instanceof Step.Run run) {
                    run.warnings()
                            .forEach(warning ->
                                    text.append("warning: ").append(warning).append('\n'));
                    Collected result = run(run.pipeline(), run.zone());
                    rows = result.rows();
                    changes = result.changes();
                    types = result.types();
                } else if (step instanceof Step.Act act) {
                    act.carryOut();
                } else if (step instanceof Step.Why why) {
                    explain(why).forEach(line -> text.append(line).append('\n'));
                } else if (step instanceof Step.Notice notice) {
                    text.append("warning: ").append(notice.text()).append('\n');
                } else if (step instanceof Step.Text shown) {
                    text.append(shown.text().stripTrailing()).append('\n');
                } else if (step instanceof Step.Rows shown) {
                    shown.rows().forEach(row -> text.append(join(row)).append('\n'));
                }
            }
        } catch (QueryException e) {
            return new Outcome(rows, changes, types, text.toString(), error(place(e.position()), e, e.hint()));
        } catch (DataException e) {
            return new Outcome(rows, changes, types, text.toString(), error(place(e.position()), e, e.hint()));
        } catch (ConnectorException e) {
            return new Outcome(rows, changes, types, text.toString(), error("", e, e.hint()));
        }
        String prints =
                printed.toString(StandardCharsets.UTF_8).lines().sorted().reduce("", (a, b) -> a + b + "\n");
        return new Outcome(rows, changes, types, text + prints, null);
    }

    private String place(QueryException.@Nullable Position position) {
        return position == null ? "" : position.line() - scriptLines + ":" + position.column() + ": ";
    }

    private static String error(String place, RuntimeException e, @Nullable String hint) {
        return place + e.getMessage() + "\n" + (hint == null ? "" : "hint: " + hint + "\n");
    }

    private static String join(List<? extends @Nullable String> row) {
        List<String> cells = new ArrayList<>();
        row.forEach(cell -> cells.add(cell == null ? "" : cell));
        return String.join(",", cells);
    }

    private Collected run(Pipeline pipeline, ZoneId zone) throws InterruptedException {
        Map<String, Sink> sinks = new HashMap<>();
        Collected collected = new Collected(
                new Specification.Result("none", new Schema(List.of()), List.of(), Specification.Order.NONE),
                false,
                ZoneId.of("UTC"),
                null);
        for (Node node : pipeline.nodes()) {
            if (node.spec() instanceof Specification.Result result) {
                collected = new Collected(result, node.changing(), zone, receiver);
                sinks.put(result.name(), collected);
            }
        }
        if (killed) {
            runKilled(pipeline, sinks, zone);
            return collected;
        }
        Execution execution = new Engine(options, CONNECTORS, rejected, models).start(pipeline, sinks, context(zone));
        last = execution;
        execution.await();
        return collected;
    }

    /**
     * Runs a pipeline that is killed on its way. Each process begins with what the statements before left, and finds the
     * rest in the state; what the last one leaves is there for the statements behind.
     */
    private void runKilled(Pipeline pipeline, Map<String, Sink> sinks, ZoneId zone) throws InterruptedException {
        RejectedTables rejectedBefore = rejected.copy();
        Models modelsBefore = models.copy();
        List<RejectedTables> rejectedAfter = new ArrayList<>();
        List<Models> modelsAfter = new ArrayList<>();
        last = new Recovery(folder, options).run(pipeline, sinks, (chosen, given, environment, state) -> {
            ConnectorContext context = new ConnectorContext(
                    environment, folder, zone, new PrintStream(printed, true, StandardCharsets.UTF_8));
            rejectedAfter.add(rejectedBefore.copy());
            modelsAfter.add(modelsBefore.copy());
            int process = modelsAfter.size() - 1;
            return new Engine(chosen, CONNECTORS, rejectedAfter.get(process), modelsAfter.get(process))
                    .start(pipeline, given, context, state);
        });
        last.await();
        rejected.replace(rejectedAfter.get(rejectedAfter.size() - 1));
        models.replace(modelsAfter.get(modelsAfter.size() - 1));
    }

    /** What is the same however a run goes: epochs and bytes are not. */
    private List<String> explain(Step.Why why) throws InterruptedException {
        if (why.run() != null) {
            run(why.run().pipeline(), why.run().zone());
        }
        return last == null ? List.of("nothing has run") : last.why().conclusion();
    }

    /** Collects a result's changes. */
    private static final class Collected implements Sink {
        private final Schema schema;
        private final ZoneId zone;
        private final @Nullable ResultOutput ordered;
        private final @Nullable RowReceiver receiver;
        private final ByteArrayOutputStream orderedRows = new ByteArrayOutputStream();
        private final TreeMap<String, Long> weights = new TreeMap<>();
        private final List<String> epochChanges = new ArrayList<>();
        private final StringBuilder changes = new StringBuilder();

        Collected(Specification.Result result, boolean changing, ZoneId zone, @Nullable RowReceiver receiver) {
            this.zone = zone;
            this.receiver = receiver;
            this.schema = result.schema();
            Printing printing = new Printing(new Lines(orderedRows), zone, false);
            this.ordered = result.order().equals(Specification.Order.NONE)
                    ? null
                    : ResultOutput.create(OutputFormat.CSV, result, changing, true, printing);
        }

        @Override
        public void write(Batch batch) {
            if (receiver != null) {
                for (int row = 0; row < batch.size(); row++) {
                    receiver.accept(cells(batch, row), batch.weight(row));
                }
                return;
            }
            if (ordered != null) {
                ordered.write(batch);
            }
            for (int row = 0; row < batch.size(); row++) {
                String text = text(batch, row);
                weights.merge(text, batch.weight(row), Long::sum);
                for (long i = 0; i < Math.abs(batch.weight(row)); i++) {
                    epochChanges.add((batch.weight(row) > 0 ? "+I " : "-D ") + text);
                }
            }
        }

        private List<@Nullable String> cells(Batch batch, int row) {
            List<@Nullable String> cells = new ArrayList<>();
            for (int c = 0; c < schema.size(); c++) {
                boolean absent = batch.column(c).isNull(row);
                cells.add(absent ? null : ValueText.of(batch.column(c), row, schema.type(c), zone));
            }
            return cells;
        }

        private String text(Batch batch, int row) {
            StringBuilder line = new StringBuilder();
            for (String value : cells(batch, row)) {
                line.append(',');
                if (value != null) {
                    boolean quoted = value.isEmpty() || value.contains(",") || value.contains("\"");
                    line.append(quoted ? '"' + value.replace("\"", "\"\"") + '"' : value);
                }
            }
            return line.substring(Math.min(1, line.length()));
        }

        @Override
        public void endEpoch(long epoch, long watermark) {
            if (ordered != null) {
                ordered.endEpoch(epoch, watermark);
            }
            Collections.sort(epochChanges);
            for (String change : epochChanges) {
                changes.append(epoch).append(' ').append(change).append('\n');
            }
            epochChanges.clear();
        }

        /** The final table: a header, then rows as ORDER BY and LIMIT say, or else in the order of their text. */
        String rows() {
            if (ordered != null) {
                ordered.complete();
                return orderedRows.toString(StandardCharsets.UTF_8);
            }
            StringBuilder text = new StringBuilder(String.join(",", schema.names())).append('\n');
            weights.forEach((row, weight) -> {
                if (weight < 0) {
                    text.append("WEIGHT ")
                            .append(weight)
                            .append(' ')
                            .append(row)
                            .append('\n');
                }
                for (long i = 0; i < weight; i++) {
                    text.append(row).append('\n');
                }
            });
            return text.toString();
        }

        List<String> types() {
            return schema.columns().stream().map(column -> column.type().sql()).toList();
        }

        String changes() {
            return changes.toString();
        }
    }
}
