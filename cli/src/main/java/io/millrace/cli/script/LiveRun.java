package io.millrace.cli.script;

import io.millrace.cli.ExitStatus;
import io.millrace.cli.Streams;
import io.millrace.core.env.SystemEnvironment;
import io.millrace.engine.Execution;
import io.millrace.server.LiveOptions;
import io.millrace.server.LiveServer;
import io.millrace.sql.Step;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;

/** Runs a script and shows its queries on the live page, all together, until it is interrupted. */
public final class LiveRun {
    private final Statements statements;
    private final RunSettings settings;
    private final Streams streams;
    private final LiveOptions options;

    public LiveRun(Statements statements, RunSettings settings, Streams streams, LiveOptions options) {
        this.statements = statements;
        this.settings = settings;
        this.streams = streams;
        this.options = options;
    }

    /**
     * Runs a text. The page stays after all inputs have ended, until Ctrl-C.
     *
     * @param name what the page calls it
     * @return the exit status
     * @throws RuntimeException what made it fail
     */
    public int run(String name, String text) throws InterruptedException {
        for (Step step : statements.planTogether(text)) {
            if (step instanceof Step.Notice notice) {
                tell("warning: " + notice.text());
            } else if (step instanceof Step.Act act) {
                act.carryOut();
            } else if (step instanceof Step.Run run) {
                return run(name, run);
            }
        }
        streams.err()
                .println(name
                        + ": there is nothing to show: the script has no SELECT, no INSERT and no materialized table");
        return ExitStatus.FAILED;
    }

    private int run(String name, Step.Run run) throws InterruptedException {
        run.warnings().forEach(warning -> tell("warning: " + warning));
        LivePipeline live =
                LivePipeline.start(statements, name, run, new PrintStream(streams.out(), true, StandardCharsets.UTF_8));
        Execution execution = live.execution();
        try (Interruption interruption = new Interruption(execution);
                LiveServer server = LiveServer.start(options, live.job());
                LinkPrompt prompt = new LinkPrompt(streams, server::newLink, LinkPrompt::isForeground)) {
            prompt.start(SystemEnvironment.create().threads());
            if (execution.await() == Execution.Ending.FINISHED && !interruption.happened()) {
                tell("All input has been read. The page stays until Ctrl-C.");
                new CountDownLatch(1).await();
            }
            return interruption.happened() ? ExitStatus.INTERRUPTED : ExitStatus.DONE;
        } catch (RuntimeException failure) {
            execution.stop();
            throw failure;
        }
    }

    private void tell(String text) {
        if (!settings.quiet()) {
            streams.err().println(text);
        }
    }
}
