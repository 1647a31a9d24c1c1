package io.millrace.engine.learn;

import io.millrace.core.state.StateInput;
import io.millrace.core.state.StateOutput;

/**
 * What is known of a version of a model.
 *
 * @param number from 1 up
 * @param parent the version that the model had learned on from; 0 when there was none
 * @param learnedRows how many rows the model had learned
 * @param epoch at whose end it was made, in the run that made it; 0 when none did
 * @param madeBy {@link #RUN}, {@link #ROWS} or {@link #IMPORT}
 */
public record ModelVersion(long number, long parent, long learnedRows, long epoch, String madeBy) {
    /** At the end of a run that taught the model. */
    public static final String RUN = "run";

    /** After so many rows as the model was told. */
    public static final String ROWS = "rows";

    /** It came from a file. */
    public static final String IMPORT = "import";

    void write(StateOutput out) {
        out.writeNumber(number);
        out.writeNumber(parent);
        out.writeNumber(learnedRows);
        out.writeNumber(epoch);
        out.writeText(madeBy);
    }

    /** What {@link #write} wrote. */
    static ModelVersion read(StateInput in) {
        return new ModelVersion(in.readNumber(), in.readNumber(), in.readNumber(), in.readNumber(), in.readText());
    }

    /**
     * A version as a table shows it.
     *
     * @param bytes how large the copy is
     * @param isCurrent whether the model learns on from it
     */
    record Shown(ModelVersion version, long bytes, boolean isCurrent) {}
}
