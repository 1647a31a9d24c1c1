package io.millrace.cli;

import io.millrace.cli.output.Lines;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;

/** {@code millrace completion}. */
@Command(
        name = "completion",
        description =
                "Print a script that teaches bash and zsh to complete this command: source <(millrace completion)")
final class CompletionCommand implements Callable<Integer> {
    private final Streams streams;

    CompletionCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() {
        Lines lines = new Lines(streams.out());
        lines.add(AutoComplete.bash("millrace", Main.commandLine(streams)));
        lines.flush();
        return ExitStatus.DONE;
    }
}
