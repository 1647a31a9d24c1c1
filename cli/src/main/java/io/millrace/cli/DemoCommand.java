package io.millrace.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code millrace demo}: runs the bundled script with the live page. */
@Command(
        name = "demo",
        description = "The tour: live data, windows, rolling means and a live page. Ends on Ctrl-C.",
        sortOptions = false)
final class DemoCommand implements Callable<Integer> {
    /** The bundled script's place on the class path. */
    static final String SCRIPT = "/io/millrace/cli/demo.sql";

    @Spec
    CommandSpec command = CommandSpec.create();

    @Mixin
    RunOptions options = new RunOptions();

    private final Streams streams;

    DemoCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws InterruptedException, IOException {
        options.check(command);
        options.ui = true;
        try (InputStream script = DemoCommand.class.getResourceAsStream(SCRIPT)) {
            if (script == null) {
                throw new ParameterException(command.commandLine(), "this build has no demo in it");
            }
            String text = new String(script.readAllBytes(), StandardCharsets.UTF_8);
            Path folder = Path.of("").toAbsolutePath();
            return new Running(options, streams).script(new ScriptText("demo.sql", text, folder));
        }
    }
}
