package io.millrace.engine;

import io.millrace.engine.scan.ScannedTable;
import io.millrace.engine.why.Explanation;
import java.util.List;

/** A pipeline that runs. Safe for use by any thread. */
public interface Execution {
    /**
     * Waits until all inputs have ended or the run was stopped.
     *
     * @return how it ended
     * @throws RuntimeException what made it fail: a {@code DataException}, a {@code ConnectorException} or a bug
     */
    Ending await() throws InterruptedException;

    /** Ends the run at the next epoch; returns at once. Sinks see no half epoch. */
    void stop();

    /** What has happened so far; cheap, may be asked many times a second. */
    Metrics metrics();

    /** Why the run stands where it stands; cheap, and also good once it has ended. */
    Explanation why();

    /** The tables that are read, with what they could not use. */
    List<ScannedTable> tables();

    /** How a run ended. */
    enum Ending {
        FINISHED,
        STOPPED
    }
}
