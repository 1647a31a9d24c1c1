package io.millrace.cli;

import io.millrace.core.text.Suggestions;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The {@code millrace} command. */
@Command(
        name = "millrace",
        description = "Real-time data processing in one process: streaming SQL, windows, a live page.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Exit status: 0 done, 1 the script or its data failed, 2 wrong usage,",
            "74 the state could not be written, 130 interrupted."
        })
public final class Main implements Runnable {
    @Spec
    CommandSpec command = CommandSpec.create();

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(run(Streams.ofProcess(), arguments));
    }

    /**
     * Runs a command in this process.
     *
     * @return the exit status
     */
    public static int run(Streams streams, String... arguments) {
        return commandLine(streams).execute(arguments);
    }

    static CommandLine commandLine(Streams streams) {
        Map<String, Object> commands = new LinkedHashMap<>();
        commands.put("demo", new DemoCommand(streams));
        commands.put("run", new RunCommand(streams));
        commands.put("sql", new SqlCommand(streams));
        commands.put("explain", new ExplainCommand(streams));
        commands.put("state", new StateCommand(streams));
        commands.put("serve", new ServeCommand());
        commands.put("deploy", new DeployCommand());
        commands.put("version", new VersionCommand(streams));
        commands.put("completion", new CompletionCommand(streams));
        CommandLine line = new CommandLine(new Main());
        line.getCommandSpec().mixinStandardHelpOptions(true).version(VersionCommand.text());
        commands.forEach((name, command) -> {
            CommandLine each = new CommandLine(command);
            each.getCommandSpec().mixinStandardHelpOptions(true);
            line.addSubcommand(name, each);
        });
        line.addSubcommand("help", new HelpCommand());
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setErr(new PrintWriter(streams.err(), true, StandardCharsets.UTF_8));
        line.setOut(new PrintWriter(streams.out(), true, StandardCharsets.UTF_8));
        line.setColorScheme(Help.defaultColorScheme(streams.colored() ? Help.Ansi.ON : Help.Ansi.OFF));
        line.setExecutionExceptionHandler(
                (failure, at, parsed) -> new ErrorReport(streams.err(), false).report("millrace", failure));
        line.setParameterExceptionHandler((failure, wrong) -> explain(failure));
        return line;
    }

    private static int explain(ParameterException failure) {
        CommandLine at = failure.getCommandLine();
        List<String> unmatched =
                failure instanceof UnmatchedArgumentException unknown ? unknown.getUnmatched() : List.of();
        if (unmatched.isEmpty()) {
            WrongValue wrong = WrongValue.of(failure);
            at.getErr().println("millrace: " + wrong.message());
            at.getErr().println("hint: " + wrong.hint());
        } else {
            String wrong = unmatched.get(0);
            boolean option = wrong.startsWith("-");
            Set<String> known = option
                    ? at.getCommandSpec().optionsMap().keySet()
                    : at.getSubcommands().keySet();
            String kind = option ? "option" : known.isEmpty() ? "argument" : "command";
            at.getErr().println("millrace: unknown " + kind + " '" + wrong + "'");
            String hint = known.isEmpty()
                    ? at.getCommandSpec().qualifiedName() + " --help"
                    : Suggestions.didYouMean(wrong.split("=", 2)[0], known);
            at.getErr().println("hint: " + hint);
        }
        at.getErr().flush();
        return ExitStatus.USAGE;
    }

    /** Without a command: says what there is. */
    @Override
    public void run() {
        command.commandLine().usage(command.commandLine().getErr());
        throw new ParameterException(command.commandLine(), "which command? Try demo, run or sql");
    }
}
