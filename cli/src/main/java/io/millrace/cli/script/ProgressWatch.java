package io.millrace.cli.script;

import io.millrace.core.env.Environment;
import io.millrace.engine.Execution;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Shows the progress of a run five times a second, from its second second on. */
final class ProgressWatch {
    private static final long FIRST_MILLIS = 1000;
    private static final long NEXT_MILLIS = 200;

    private final Execution execution;
    private final ProgressLine progress;
    private final CountDownLatch over = new CountDownLatch(1);

    /**
     * @param shown false to show nothing
     */
    ProgressWatch(Execution execution, ProgressLine progress, Environment environment, boolean shown) {
        this.execution = execution;
        this.progress = progress;
        if (shown) {
            environment.threads().start("progress", this::show);
        }
    }

    private void show() {
        try {
            long wait = FIRST_MILLIS;
            while (!over.await(wait, TimeUnit.MILLISECONDS)) {
                synchronized (this) {
                    if (over.getCount() > 0) {
                        progress.show(execution.metrics());
                    }
                }
                wait = NEXT_MILLIS;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Erases the line for good. */
    void end() {
        synchronized (this) {
            over.countDown();
        }
        progress.erase();
    }
}
