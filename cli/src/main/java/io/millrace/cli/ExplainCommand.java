package io.millrace.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code millrace explain}. */
@Command(name = "explain", description = "Print the plan of a script without running it.")
final class ExplainCommand implements Callable<Integer> {
    @Option(names = "-D", paramLabel = "name=value", description = "Replace $${name} in the script by the value.")
    Map<String, String> variables = new LinkedHashMap<>();

    @Option(names = "--ui", description = "The plan of all queries together, as run --ui has it.")
    boolean ui;

    @Option(names = "--debug", description = "Add stack traces to errors.")
    boolean debug;

    @Parameters(paramLabel = "FILE.sql", description = "The script; - for standard input.")
    Path file = Path.of("-");

    private final Streams streams;

    ExplainCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() {
        RunOptions options = new RunOptions();
        options.variables = variables;
        options.debug = debug;
        options.ui = ui;
        return new Running(options, streams).explain(file);
    }
}
