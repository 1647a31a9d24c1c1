package io.millrace.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** {@code millrace deploy}, which is still to come. */
@Command(name = "deploy", description = "Run a script on a cluster (not built yet).")
final class DeployCommand implements Callable<Integer> {
    @Spec
    CommandSpec command = CommandSpec.create();

    @Unmatched
    List<String> arguments = new ArrayList<>();

    @Override
    public Integer call() {
        throw new ParameterException(
                command.commandLine(),
                "deploy is not built yet: this version runs scripts on this machine (millrace run FILE.sql)");
    }
}
