package io.millrace.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** {@code millrace serve}, which is still to come. */
@Command(name = "serve", description = "The server (not built yet).")
final class ServeCommand implements Callable<Integer> {
    @Spec
    CommandSpec command = CommandSpec.create();

    @Unmatched
    List<String> arguments = new ArrayList<>();

    @Override
    public Integer call() {
        throw new ParameterException(
                command.commandLine(),
                "serve is not built yet: this version runs scripts (millrace run FILE.sql, with --ui for the live page)");
    }
}
