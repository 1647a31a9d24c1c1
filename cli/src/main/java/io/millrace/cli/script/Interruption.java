package io.millrace.cli.script;

import io.millrace.engine.Execution;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ends a run in good order when the process is told to end: by Ctrl-C, or by a signal to terminate. The JVM then exits
 * with the status of the signal, 130 for Ctrl-C.
 */
final class Interruption implements AutoCloseable {
    private static final long PATIENCE_MILLIS = 1500;
    /** Where state is kept: long enough for a last checkpoint. */
    private static final long PATIENCE_WITH_STATE_MILLIS = 30_000;

    private final Execution execution;
    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread hook;
    private volatile boolean interrupted;

    Interruption(Execution execution) {
        this.execution = execution;
        hook = new Thread(this::end, "end of the process");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void end() {
        interrupted = true;
        execution.stop();
        try {
            over.await(
                    execution.metrics().checkpoints() == null ? PATIENCE_MILLIS : PATIENCE_WITH_STATE_MILLIS,
                    TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether the process is about to end. */
    boolean happened() {
        return interrupted;
    }

    /** Says that the run is over and its output complete. */
    @Override
    public void close() {
        over.countDown();
        if (!interrupted) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // The process is just ending; the hook then finds that the run is over.
                interrupted = true;
            }
        }
    }
}
