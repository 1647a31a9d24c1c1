package io.millrace.core.connect;

/**
 * A sink whose target keeps a marker: a number that changes in the same transaction as the rows, so that after an accident
 * the target itself tells what it has. A run that keeps state gives such a sink the rows of a checkpoint once that
 * checkpoint is safe, on a thread that may wait, and then commits; each row gets there exactly once, whatever happens in
 * between. {@link #endEpoch} is not called then. A run without state never calls {@link #resume}, and uses it like any
 * other sink.
 *
 * <p>What may work later, such as a broker that is away, is said with a {@link
 * io.millrace.core.error.ConnectorException} that is {@link io.millrace.core.error.ConnectorException#retryable
 * retryable}: then {@link #resume} is called again after a while, and what has not arrived is written again.
 */
public interface MarkedSink extends Sink {
    /**
     * Gets ready to write under a name, whatever happened before: gives up what was written but not committed, shuts
     * out an earlier process that writes under the same name, and reads the marker. Called before anything is written,
     * and again when writing or committing has failed.
     *
     * @param writer names the run and this sink in it; the same after a restart, different for all others; ASCII
     *     letters, digits, {@code -}, {@code _} and {@code .}, at most 120 of them
     * @return the marker of the last commit under this name; 0 when there has been none
     */
    long resume(String writer);

    /**
     * Makes everything written since the last call of this or of {@link #resume} part of the target, and {@code marker}
     * with it: all or nothing. When this throws, nobody knows whether it has happened; {@link #resume} tells.
     *
     * @param marker larger than the last one
     */
    void commit(long marker);
}
