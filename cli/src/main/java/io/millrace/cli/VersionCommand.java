package io.millrace.cli;

import io.millrace.cli.output.Lines;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code millrace version}. */
@Command(name = "version", description = "Print the version of Millrace and of Java.")
final class VersionCommand implements Callable<Integer> {
    private final Streams streams;

    VersionCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() {
        Lines lines = new Lines(streams.out());
        lines.add(text() + "\n");
        lines.flush();
        return ExitStatus.DONE;
    }

    static String text() {
        String version = VersionCommand.class.getPackage().getImplementationVersion();
        return "millrace " + (version == null ? "from sources" : version) + " (Java " + Runtime.version() + ")";
    }
}
