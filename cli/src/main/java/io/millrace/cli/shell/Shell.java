package io.millrace.cli.shell;

import io.millrace.cli.ErrorReport;
import io.millrace.cli.ExitStatus;
import io.millrace.cli.Streams;
import io.millrace.cli.output.OutputFormat;
import io.millrace.cli.output.ResultOutput;
import io.millrace.cli.script.Outputs;
import io.millrace.cli.script.RunSettings;
import io.millrace.cli.script.ScriptRun;
import io.millrace.cli.script.Statements;
import io.millrace.core.env.Environment;
import io.millrace.engine.Execution;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.Terminal.SignalHandler;
import org.jline.terminal.TerminalBuilder;
import org.jspecify.annotations.Nullable;

/** The interactive shell: statements go over several lines, up to a semicolon; Ctrl-C stops the running one only. */
public final class Shell {
    private static final String HELP = """
            Statements end with ; and may go over several lines.
              SHOW TABLES;  DESCRIBE t;  EXPLAIN SELECT ...;  SET 'key' = 'value';
            Tab completes, arrow keys bring back what was typed before.
            Ctrl-C stops the running statement, Ctrl-D or quit leaves.""";

    private final Statements statements;
    private final RunSettings settings;
    private final ErrorReport errors;
    private final Streams streams;
    private final Environment environment;

    public Shell(
            Statements statements, RunSettings settings, ErrorReport errors, Streams streams, Environment environment) {
        this.statements = statements;
        this.settings = settings;
        this.errors = errors;
        this.streams = streams;
        this.environment = environment;
    }

    /**
     * Reads and runs statements until the user leaves.
     *
     * @return the exit status
     */
    public int run() throws InterruptedException {
        try (Terminal terminal =
                TerminalBuilder.builder().name("millrace").system(true).build()) {
            LineReaderBuilder builder = LineReaderBuilder.builder()
                    .terminal(terminal)
                    .parser(new StatementParser())
                    .completer(new SqlCompleter(statements))
                    .variable(LineReader.SECONDARY_PROMPT_PATTERN, "      -> ")
                    .variable(LineReader.HISTORY_FILE, historyFile())
                    .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true);
            if (streams.colored()) {
                builder.highlighter(new SqlHighlighter());
            }
            LineReader reader = builder.build();
            ScriptRun runs = new ScriptRun(statements, settings, streams, environment, outputs(terminal));
            String line = read(reader);
            while (line != null) {
                answer(line, runs, terminal);
                line = read(reader);
            }
            return ExitStatus.DONE;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next statements, the empty string after Ctrl-C, or null when the user leaves. */
    private static @Nullable String read(LineReader reader) {
        try {
            String line = reader.readLine("millrace> ");
            String command = StatementParser.command(line);
            return command.equals("quit") || command.equals("exit") ? null : line;
        } catch (UserInterruptException e) {
            return "";
        } catch (EndOfFileException e) {
            return null;
        }
    }

    private void answer(String line, ScriptRun runs, Terminal terminal) throws InterruptedException {
        if (StatementParser.command(line).equals("help")) {
            terminal.writer().println(HELP);
            terminal.flush();
            return;
        }
        if (line.isBlank()) {
            return;
        }
        AtomicReference<@Nullable Execution> running = new AtomicReference<>();
        SignalHandler before = terminal.handle(Signal.INT, signal -> {
            Execution execution = running.get();
            if (execution != null) {
                execution.stop();
            }
        });
        try {
            runs.run(line, running::set);
        } catch (RuntimeException | StackOverflowError failure) {
            errors.report("shell", failure);
        } finally {
            terminal.handle(Signal.INT, before);
        }
    }

    /** As everywhere, but that a table that never ends is drawn over itself. */
    private Outputs outputs(Terminal terminal) {
        LiveTable.Screen screen = new LiveTable.Screen() {
            @Override
            public int width() {
                return terminal.getSize().getColumns();
            }

            @Override
            public int height() {
                return terminal.getSize().getRows();
            }
        };
        return (result, changing, bounded, printing) -> bounded || settings.format() != OutputFormat.TABLE
                ? ResultOutput.create(settings.format(), result, changing, bounded, printing)
                : new LiveTable(result, changing, printing, streams.out(), screen, environment);
    }

    private static Path historyFile() {
        String state = System.getenv("XDG_STATE_HOME");
        Path folder = state == null || state.isBlank()
                ? Path.of(System.getProperty("user.home"), ".local", "state")
                : Path.of(state);
        return folder.resolve("millrace").resolve("history");
    }
}
