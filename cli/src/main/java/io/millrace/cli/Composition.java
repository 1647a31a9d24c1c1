package io.millrace.cli;

import io.millrace.cli.script.Statements;
import io.millrace.connect.builtin.BuiltinConnectors;
import io.millrace.connect.file.FileConnectors;
import io.millrace.connect.jdbc.JdbcConnectors;
import io.millrace.connect.kafka.KafkaConnectors;
import io.millrace.connect.system.SystemConnectors;
import io.millrace.core.connect.Connector;
import io.millrace.core.connect.Connector.SinkConnector;
import io.millrace.core.connect.Connector.SourceConnector;
import io.millrace.core.connect.ConnectorContext;
import io.millrace.core.connect.Sink;
import io.millrace.core.connect.Source;
import io.millrace.core.connect.Table;
import io.millrace.core.env.Environment;
import io.millrace.core.learn.ModelProvider;
import io.millrace.core.learn.SeriesFunction;
import io.millrace.engine.Engine;
import io.millrace.engine.EngineOptions;
import io.millrace.engine.Execution;
import io.millrace.engine.checkpoint.StateFolder;
import io.millrace.engine.function.Function;
import io.millrace.engine.function.Functions;
import io.millrace.engine.learn.Models;
import io.millrace.engine.pipeline.Pipeline;
import io.millrace.engine.pipeline.Pipeline.Node;
import io.millrace.engine.pipeline.Specification;
import io.millrace.engine.scan.RejectedTables;
import io.millrace.learn.Learners;
import io.millrace.learn.model.OnlineModels;
import io.millrace.learn.model.StandardScoring;
import io.millrace.learn.series.SeriesFunctions;
import io.millrace.sql.CatalogEntry;
import io.millrace.sql.CatalogTable;
import io.millrace.sql.Explain;
import io.millrace.sql.NotInFlink;
import io.millrace.sql.Planner;
import io.millrace.sql.Session;
import io.millrace.sql.SessionModels;
import io.millrace.sql.Settings;
import io.millrace.sql.Step;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Puts the parts together: connectors, planner and engine make a session of this process. */
final class Composition implements Statements {
    /** All connectors there are. */
    static final List<Connector> CONNECTORS = Stream.of(
                    FileConnectors.ALL,
                    BuiltinConnectors.ALL,
                    SystemConnectors.ALL,
                    KafkaConnectors.ALL,
                    JdbcConnectors.ALL)
            .flatMap(List::stream)
            .toList();

    /** The kinds of models that are always there. */
    static final List<ModelProvider> PROVIDERS = List.of(new OnlineModels(Learners.ALL));

    static final List<SeriesFunction> FUNCTIONS = SeriesFunctions.of(Learners.ALL);

    private final Map<String, String> variables;
    private final int workers;
    private final Path folder;
    private final Environment environment;
    private final PrintStream standardError;
    private final StateChoice state;
    private int runs;
    private final Session session;
    private final Planner planner;
    private final RejectedTables rejected = new RejectedTables();
    private final Models models = new Models();

    /**
     * @param variables what {@code ${name}} stands for
     * @param workers how many workers, or 0 for as many as the session's settings or else the cores say
     * @param folder what relative paths are relative to
     * @param standardError where everything but results is printed
     * @param state where state is kept, unless a script says it
     */
    Composition(
            Map<String, String> variables,
            int workers,
            Path folder,
            Environment environment,
            PrintStream standardError,
            StateChoice state) {
        this.state = state;
        this.standardError = standardError;
        this.variables = Map.copyOf(variables);
        this.workers = workers;
        this.folder = folder;
        this.environment = environment;
        session = Session.local(
                CONNECTORS,
                new SessionModels(PROVIDERS, InstalledProviders::all, FUNCTIONS, new StandardScoring(), models),
                new OpenedTables());
        planner = new Planner(session);
    }

    @Override
    public List<Step> plan(String text) {
        return planner.plan(text, variables);
    }

    @Override
    public List<Step> planTogether(String text) {
        return planner.planTogether(text, variables);
    }

    @Override
    public String explain(String name, String text, boolean together) {
        List<String> plans = new ArrayList<>();
        for (Step step : together ? planTogether(text) : plan(text)) {
            if (step instanceof Step.Run run) {
                run.warnings().forEach(warning -> plans.add("warning: " + warning));
                plans.add((Explain.text(run.pipeline()) + NotInFlink.text(run.notInFlink(), name)).stripTrailing());
            } else if (step instanceof Step.Why why && why.run() != null) {
                plans.add((Explain.text(why.run().pipeline())
                                + NotInFlink.text(why.run().notInFlink(), name))
                        .stripTrailing());
            } else if (step instanceof Step.Act act && !act.notInFlink().isEmpty()) {
                plans.add(NotInFlink.text(act.notInFlink(), name).stripTrailing());
            } else if (step instanceof Step.Text shown) {
                plans.add(shown.text().stripTrailing());
            }
        }
        return String.join("\n\n", plans);
    }

    @Override
    public boolean isBounded(Pipeline pipeline) {
        for (Node node : pipeline.nodes()) {
            if (node.spec() instanceof Specification.Scan scan && !isBounded(scan.connector(), scan.table())) {
                return false;
            }
        }
        return true;
    }

    private boolean isBounded(String name, Table table) {
        for (Connector connector : CONNECTORS) {
            if (connector.name().equals(name) && connector instanceof SourceConnector readable) {
                PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
                Source source = readable.source(table, context(nowhere));
                try {
                    return source.bounded();
                } finally {
                    source.close();
                }
            }
        }
        return true;
    }

    @Override
    public Execution start(Step.Run run, Map<String, Sink> results, PrintStream standardOutput) {
        Engine engine = new Engine(EngineOptions.defaults(parallelism()), CONNECTORS, rejected, models);
        ConnectorContext context = new ConnectorContext(environment, folder, run.zone(), standardOutput, standardError);
        StateFolder kept = state.open(
                environment, session.settings(), folder, ++runs, text -> standardError.println("warning: " + text));
        return engine.start(run.pipeline(), results, context, kept);
    }

    private int parallelism() {
        if (workers > 0) {
            return workers;
        }
        String set = session.settings().values().get(Settings.PARALLELISM);
        return set == null ? Runtime.getRuntime().availableProcessors() : Integer.parseInt(set);
    }

    private ConnectorContext context(PrintStream standardOutput) {
        return new ConnectorContext(environment, folder, zone(), standardOutput, standardError);
    }

    @Override
    public ZoneId zone() {
        return session.settings().zone();
    }

    @Override
    public Vocabulary vocabulary() {
        List<CatalogEntry> entries = session.catalog().entries();
        TreeSet<String> columns = new TreeSet<>();
        entries.forEach(entry -> columns.addAll(entry.schema().names()));
        return new Vocabulary(
                entries.stream().map(CatalogEntry::name).toList(),
                List.copyOf(columns),
                Functions.ALL.stream().map(Function::name).toList());
    }

    /** What is known of tables where their sources can be opened. */
    private final class OpenedTables implements Session.Tables {
        @Override
        public boolean test(CatalogTable table) {
            return isBounded(table.connector(), table.table());
        }

        @Override
        public Path resolve(String path) {
            return folder.resolve(path).toAbsolutePath().normalize();
        }

        @Override
        public Optional<String> shared(CatalogTable written, CatalogTable read) {
            for (Connector connector : CONNECTORS) {
                if (connector.name().equals(written.connector()) && connector instanceof SinkConnector writable) {
                    PrintStream nowhere =
                            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
                    return writable.shared(written.table(), read.table(), context(nowhere));
                }
            }
            return Optional.empty();
        }
    }
}
