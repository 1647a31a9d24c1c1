package io.millrace.cli;

import io.millrace.cli.output.OutputFormat;
import io.millrace.cli.script.RunSettings;
import io.millrace.core.connect.Quantities;
import io.millrace.server.LiveOptions;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options of all commands that run statements. */
final class RunOptions {
    @Option(names = "-D", paramLabel = "name=value", description = "Replace $${name} in the script by the value.")
    Map<String, String> variables = new LinkedHashMap<>();

    @Option(
            names = "--output",
            paramLabel = "FORMAT",
            description = "How results are printed: table, csv, json or changelog."
                    + " Without it: table on a terminal, else csv.")
    @Nullable OutputFormat output;

    @Option(names = "--parallelism", paramLabel = "N", description = "How many workers; without it, one for each core.")
    @Nullable Integer parallelism;

    @Option(names = "--state", paramLabel = "DIR", description = "Keep checkpoints here and resume from them.")
    @Nullable Path state;

    @Option(names = "--checkpoint-interval", paramLabel = "TIME", description = "How often, for example 1s.")
    @Nullable String checkpointInterval;

    @Option(
            names = "--lose-state",
            description = "Begin anew what has changed in the script since the state was kept, and lose what it kept.")
    boolean loseState;

    @Option(names = "--quiet", description = "Print nothing but results and errors.")
    boolean quiet;

    @Option(names = "--why", description = "Explain at the end, or on Ctrl-C, why the results are what they are.")
    boolean why;

    @Option(names = "--debug", description = "Add stack traces to errors.")
    boolean debug;

    @Option(names = "--ui", description = "Show the live page.")
    boolean ui;

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "The port of the live page; without it, 8080 or the next free one.")
    @Nullable Integer port;

    /** Refuses what is not there yet or makes no sense. */
    void check(CommandSpec command) {
        for (String name : variables.keySet()) {
            if (name.isBlank()) {
                throw new ParameterException(command.commandLine(), "-D takes name=value, and the name is missing");
            }
        }
        if (parallelism != null && (parallelism < 1 || parallelism > 1024)) {
            throw new ParameterException(command.commandLine(), "--parallelism takes a number from 1 to 1024");
        }
        if (checkpointInterval != null) {
            try {
                Quantities.duration(checkpointInterval);
            } catch (IllegalArgumentException e) {
                throw new ParameterException(
                        command.commandLine(),
                        "--checkpoint-interval is '" + checkpointInterval + "': it takes a time such as 1s or 500ms",
                        e);
            }
        }
        if (port != null && (port < 0 || port > 65_535)) {
            throw new ParameterException(command.commandLine(), "--port takes a number from 0 to 65535");
        }
    }

    /** How the live page is served. */
    LiveOptions page() {
        return port == null ? LiveOptions.defaults() : LiveOptions.onPort(port);
    }

    /** Where and how state is kept, as the command line says it. */
    StateChoice stateChoice() {
        return new StateChoice(
                state, checkpointInterval == null ? null : Quantities.duration(checkpointInterval), loseState);
    }

    RunSettings settings(Streams streams, boolean talkative) {
        OutputFormat format = output != null ? output : streams.outTerminal() ? OutputFormat.TABLE : OutputFormat.CSV;
        return new RunSettings(format, quiet, why, talkative && !quiet);
    }
}
