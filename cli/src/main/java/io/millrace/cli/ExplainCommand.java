package io.millrace.cli;

import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code millrace explain}. */
@Command(
        name = "explain",
        description = "Print the plan of a script without running it; with --why, why a run gives what it gives.")
final class ExplainCommand implements Callable<Integer> {
    @Spec
    CommandSpec command = CommandSpec.create();

    @Option(names = "-D", paramLabel = "name=value", description = "Replace $${name} in the script by the value.")
    Map<String, String> variables = new LinkedHashMap<>();

    @Option(names = "--ui", description = "The plan of all queries together, as run --ui has it.")
    boolean ui;

    @Option(
            names = "--why",
            paramLabel = "LINK",
            description = "Explain the run whose live page this link opens: what it waits for, and what holds it back.")
    @Nullable URI link;

    @Option(names = "--debug", description = "Add stack traces to errors.")
    boolean debug;

    @Parameters(arity = "0..1", paramLabel = "FILE.sql", description = "The script; - for standard input.")
    @Nullable Path file;

    private final Streams streams;

    ExplainCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (link != null) {
            return new RemoteWhy(streams).print(link);
        }
        if (file == null) {
            throw new ParameterException(command.commandLine(), "FILE.sql is missing");
        }
        RunOptions options = new RunOptions();
        options.variables = variables;
        options.debug = debug;
        options.ui = ui;
        return new Running(options, streams).explain(file);
    }
}
