package io.millrace.cli;

import io.millrace.cli.output.Lines;
import io.millrace.core.env.Environment;
import io.millrace.core.env.SystemEnvironment;
import io.millrace.engine.checkpoint.StateInspection;
import io.millrace.engine.checkpoint.StateInspection.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code millrace state}. */
@Command(
        name = "state",
        description = "Look into a folder of state: inspect tells what is in it, verify checks every byte.",
        sortOptions = false)
final class StateCommand implements Runnable {
    @Spec
    CommandSpec command = CommandSpec.create();

    private final Streams streams;

    StateCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public void run() {
        throw new ParameterException(command.commandLine(), "state takes a command: inspect DIR or verify DIR");
    }

    @Command(
            name = "inspect",
            mixinStandardHelpOptions = true,
            description = "Tell what the newest checkpoint holds, by operator, and where inputs stand.")
    int inspect(@Parameters(paramLabel = "DIR", description = "What --state was given.") Path folder) {
        return report(folder, StateInspection::inspect);
    }

    @Command(
            name = "verify",
            mixinStandardHelpOptions = true,
            description = "Read all checkpoints and compare every checksum. The status is 1 when something is damaged.")
    int verify(@Parameters(paramLabel = "DIR", description = "What --state was given.") Path folder) {
        return report(folder, StateInspection::verify);
    }

    private int report(Path folder, Function<StateInspection, Report> asked) {
        Environment environment = SystemEnvironment.create();
        List<Path> folders = new ArrayList<>(List.of(folder));
        try {
            if (environment.disk().exists(folder)) {
                folders.addAll(environment.disk().list(folder));
            }
        } catch (IOException e) {
            streams.err().println("millrace: cannot read '" + folder + "': " + e.getMessage());
            return ExitStatus.USAGE;
        }
        Lines lines = new Lines(streams.out());
        boolean any = false;
        boolean sound = true;
        for (Path each : folders) {
            boolean own = each.equals(folder) || each.getFileName().toString().startsWith("run-");
            StateInspection inspection = new StateInspection(environment, each);
            if (own && Files.isDirectory(each) && inspection.hasCheckpoints()) {
                any = true;
                Report report = asked.apply(inspection);
                sound &= report.isSound();
                lines.add(each + "\n");
                report.lines().forEach(line -> lines.add(line + "\n"));
            }
        }
        lines.flush();
        if (!any) {
            streams.err().println("millrace: there are no checkpoints in '" + folder + "'");
            streams.err().println("hint: give the folder that was given to run --state");
            return ExitStatus.USAGE;
        }
        return sound ? ExitStatus.DONE : ExitStatus.FAILED;
    }
}
