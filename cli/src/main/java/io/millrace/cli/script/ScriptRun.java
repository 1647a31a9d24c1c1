package io.millrace.cli.script;

import io.millrace.cli.ExitStatus;
import io.millrace.cli.Streams;
import io.millrace.cli.output.Lines;
import io.millrace.cli.output.OutputFormat;
import io.millrace.cli.output.Printing;
import io.millrace.cli.output.ResultOutput;
import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.connect.Sink;
import io.millrace.core.env.Environment;
import io.millrace.core.error.QueryException;
import io.millrace.engine.Execution;
import io.millrace.engine.pipeline.Pipeline;
import io.millrace.engine.pipeline.Pipeline.Node;
import io.millrace.engine.pipeline.Specification;
import io.millrace.engine.pipeline.Specification.Order;
import io.millrace.engine.why.ExplanationText;
import io.millrace.sql.Step;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Runs texts of statements one after another and prints what they answer. One thread at a time. */
public final class ScriptRun {
    private final Statements statements;
    private final RunSettings settings;
    private final Streams streams;
    private final Environment environment;
    private final Outputs outputs;
    private @Nullable Execution last;

    public ScriptRun(Statements statements, RunSettings settings, Streams streams, Environment environment) {
        this(
                statements,
                settings,
                streams,
                environment,
                (result, changing, bounded, printing) ->
                        ResultOutput.create(settings.format(), result, changing, bounded, printing));
    }

    /**
     * @param outputs how results are printed
     */
    public ScriptRun(
            Statements statements, RunSettings settings, Streams streams, Environment environment, Outputs outputs) {
        this.outputs = outputs;
        this.statements = statements;
        this.settings = settings;
        this.streams = streams;
        this.environment = environment;
    }

    /**
     * Runs a text. Ctrl-C ends it in good order.
     *
     * @return the exit status
     * @throws RuntimeException what made it fail
     */
    public int run(String text) throws InterruptedException {
        return run(text, execution -> {});
    }

    /**
     * Runs a text.
     *
     * @param started is given each run when it has started; whoever stops it there ends the text with the status of an
     *     interruption
     */
    public int run(String text, Consumer<Execution> started) throws InterruptedException {
        for (Step step : statements.plan(text)) {
            if (step instanceof Step.Message message) {
                say(message.text());
            } else if (step instanceof Step.Act act) {
                say(act.carryOut());
            } else if (step instanceof Step.Notice notice) {
                tell("warning: " + notice.text());
            } else if (step instanceof Step.Unused unused && !settings.talkative()) {
                tell("warning: " + unused.text());
            } else if (step instanceof Step.Text shown) {
                print(shown.text());
            } else if (step instanceof Step.Rows rows) {
                show(rows);
            } else if (step instanceof Step.Run run && !run(run, started)) {
                return ExitStatus.INTERRUPTED;
            } else if (step instanceof Step.Why why && !explain(why, started)) {
                return ExitStatus.INTERRUPTED;
            }
        }
        return ExitStatus.DONE;
    }

    private void say(String text) {
        if (settings.talkative() && !text.isEmpty()) {
            streams.err().println(text);
        }
    }

    private void print(String text) {
        Lines lines = new Lines(streams.out());
        lines.add(text.endsWith("\n") ? text : text + "\n");
        lines.flush();
    }

    /** Explains the last run, or runs a pipeline for its explanation alone; false when that was interrupted. */
    private boolean explain(Step.Why why, Consumer<Execution> started) throws InterruptedException {
        Step.Run run = why.run();
        if (run != null) {
            return run(run, true, started);
        }
        Execution before = last;
        if (before == null) {
            throw new QueryException(
                    "nothing has run yet that could be explained",
                    why.place(),
                    "write EXPLAIN WHY before a SELECT or an INSERT; of a run with a live page, millrace explain --why LINK"
                            + " tells it");
        }
        print(ExplanationText.of(before.why()));
        return true;
    }

    private void tell(String text) {
        if (!settings.quiet()) {
            streams.err().println(text);
        }
    }

    private void show(Step.Rows rows) {
        Lines lines = new Lines(streams.out());
        Specification.Result result = new Specification.Result("shown", rows.schema(), List.of(), Order.NONE);
        OutputFormat format = settings.format() == OutputFormat.CHANGELOG ? OutputFormat.CSV : settings.format();
        ResultOutput output = ResultOutput.create(format, result, false, true, printing(lines, statements.zone()));
        BatchBuilder batch = new BatchBuilder(rows.schema(), rows.rows().size());
        for (List<@Nullable String> row : rows.rows()) {
            for (int column = 0; column < row.size(); column++) {
                String value = row.get(column);
                if (value == null) {
                    batch.column(column).appendNull();
                } else {
                    batch.bytes(column).append(value);
                }
            }
            batch.endRow();
        }
        output.write(batch.build());
        output.complete();
    }

    private Printing printing(Lines lines, ZoneId zone) {
        return new Printing(lines, zone, streams.colored());
    }

    private boolean run(Step.Run run, Consumer<Execution> started) throws InterruptedException {
        return run(run, false, started);
    }

    /**
     * Runs a pipeline to its end; false when it was interrupted.
     *
     * @param explained whether the explanation is printed instead of rows
     */
    private boolean run(Step.Run run, boolean explained, Consumer<Execution> started) throws InterruptedException {
        run.warnings().forEach(warning -> tell("warning: " + warning));
        boolean bounded = statements.isBounded(run.pipeline());
        if (explained && !bounded) {
            tell("Ctrl-C ends the run and explains it.");
        }
        ProgressLine progress = new ProgressLine(streams.err(), environment.clock(), bounded);
        Lines lines = new Lines(new ErasingStream(streams.out(), progress));
        Map<String, Sink> sinks = new LinkedHashMap<>();
        List<ResultOutput> printers = new ArrayList<>();
        LimitWatch limit = new LimitWatch(printers, writesTables(run.pipeline()));
        for (Node node : run.pipeline().nodes()) {
            if (node.spec() instanceof Specification.Result result && explained) {
                sinks.put(result.name(), rows -> {});
            } else if (node.spec() instanceof Specification.Result result) {
                ResultOutput output = outputs.create(result, node.changing(), bounded, printing(lines, run.zone()));
                printers.add(output);
                sinks.put(result.name(), limit.watched(output));
            }
        }
        try (PrintStream prints = new PrintStream(new LineStream(lines), false, StandardCharsets.UTF_8)) {
            Execution execution = statements.start(run, sinks, prints);
            last = execution;
            started.accept(execution);
            if (!explained) {
                limit.watch(execution);
            }
            return await(run.pipeline(), execution, explained, printers, limit, lines, progress);
        }
    }

    private boolean await(
            Pipeline pipeline,
            Execution execution,
            boolean explained,
            List<ResultOutput> printers,
            LimitWatch limit,
            Lines lines,
            ProgressLine progress)
            throws InterruptedException {
        ProgressWatch watch = new ProgressWatch(execution, progress, environment, showsProgress());
        try (Interruption interruption = new Interruption(execution)) {
            Execution.Ending ending;
            try {
                ending = execution.await();
            } finally {
                watch.end();
            }
            boolean finished = ending == Execution.Ending.FINISHED || limit.isReached();
            if (finished && !interruption.happened()) {
                printers.forEach(ResultOutput::complete);
            }
            lines.flush();
            if (explained) {
                print(ExplanationText.of(execution.why()));
            } else if (settings.why()) {
                streams.err().print(ExplanationText.of(execution.why()));
            } else if (!settings.quiet()) {
                Unused.tell(pipeline, execution.metrics(), streams.err());
            }
            return finished && !interruption.happened();
        }
    }

    private boolean showsProgress() {
        return streams.errTerminal() && !settings.quiet();
    }

    private static boolean writesTables(Pipeline pipeline) {
        return pipeline.nodes().stream().anyMatch(node -> node.spec() instanceof Specification.WriteTable);
    }
}
