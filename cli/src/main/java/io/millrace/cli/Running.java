package io.millrace.cli;

import io.millrace.cli.output.Lines;
import io.millrace.cli.script.LiveRun;
import io.millrace.cli.script.RunSettings;
import io.millrace.cli.script.ScriptRun;
import io.millrace.cli.script.Statements;
import io.millrace.cli.shell.Shell;
import io.millrace.core.env.Environment;
import io.millrace.core.env.SystemEnvironment;
import java.nio.file.Path;

/** What the commands that run statements have in common: the session, and the report when something fails. */
final class Running {
    private final RunOptions options;
    private final Streams streams;
    private final ErrorReport errors;
    private final Environment environment = SystemEnvironment.create();

    Running(RunOptions options, Streams streams) {
        this.options = options;
        this.streams = streams;
        errors = new ErrorReport(streams.err(), options.debug);
    }

    /** Runs the script in a file; the exit status. */
    int file(Path file) throws InterruptedException {
        try {
            return script(ScriptText.read(file, streams));
        } catch (ScriptText.UnreadableException e) {
            return unreadable(e);
        }
    }

    private int unreadable(ScriptText.UnreadableException failure) {
        streams.err().println("millrace: " + failure.getMessage());
        streams.err().println("hint: " + failure.hint());
        return ExitStatus.USAGE;
    }

    /** Runs a script; the exit status. */
    int script(ScriptText script) throws InterruptedException {
        try {
            Statements statements = session(script.folder());
            RunSettings settings = options.settings(streams, false);
            if (options.ui) {
                return new LiveRun(statements, settings, streams, options.page()).run(script.name(), script.text());
            }
            return new ScriptRun(statements, settings, streams, environment).run(script.text());
        } catch (RuntimeException | Error failure) {
            return errors.report(script.name(), failure);
        }
    }

    /** Prints the plan of a script; the exit status. */
    int explain(Path file) {
        ScriptText script;
        try {
            script = ScriptText.read(file, streams);
        } catch (ScriptText.UnreadableException e) {
            return unreadable(e);
        }
        try {
            String plan = session(script.folder()).explain(script.name(), script.text(), options.ui);
            Lines lines = new Lines(streams.out());
            lines.add(plan.endsWith("\n") ? plan : plan + "\n");
            lines.flush();
            return ExitStatus.DONE;
        } catch (RuntimeException | Error failure) {
            return errors.report(script.name(), failure);
        }
    }

    /** Runs the interactive shell until its user leaves; the exit status. */
    int shell() throws InterruptedException {
        Statements statements = session(Path.of("").toAbsolutePath());
        return new Shell(statements, options.settings(streams, true), errors, streams, environment).run();
    }

    private Statements session(Path folder) {
        int workers = options.parallelism == null ? 0 : options.parallelism;
        return new Composition(options.variables, workers, folder, environment, streams.err(), options.stateChoice());
    }
}
