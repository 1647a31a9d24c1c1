package io.millrace.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code millrace sql}. */
@Command(
        name = "sql",
        description = "The interactive shell; with -c, or when standard input is no terminal, run the text given.",
        sortOptions = false)
final class SqlCommand implements Callable<Integer> {
    @Spec
    CommandSpec command = CommandSpec.create();

    @Option(names = "-c", paramLabel = "TEXT", description = "Run these statements and leave.")
    @Nullable String text;

    @Mixin
    RunOptions options = new RunOptions();

    private final Streams streams;

    SqlCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws InterruptedException {
        options.check(command);
        Running running = new Running(options, streams);
        if (text != null) {
            return running.script(ScriptText.ofCommandLine(text));
        }
        if (!streams.inTerminal() || !streams.outTerminal()) {
            return running.file(Path.of("-"));
        }
        return running.shell();
    }
}
