package io.millrace.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code millrace run}. */
@Command(
        name = "run",
        description = "Run a script. Ends when all its inputs have been read, else on Ctrl-C.",
        sortOptions = false)
final class RunCommand implements Callable<Integer> {
    @Spec
    CommandSpec command = CommandSpec.create();

    @Mixin
    RunOptions options = new RunOptions();

    @Parameters(paramLabel = "FILE.sql", description = "The script; - for standard input.")
    Path file = Path.of("-");

    private final Streams streams;

    RunCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws InterruptedException {
        options.check(command);
        return new Running(options, streams).file(file);
    }
}
