package io.millrace.core.learn;

/** What a column of a model's output tells of its prediction. */
public enum Answer {
    /** The class that is most likely, as the value that the label has. */
    LABEL,
    /** How likely that class is. */
    PROBABILITY,
    /** The number: place 0 of the prediction. */
    VALUE,
    /** Below this the right number is with the chance that the model is told to allow: place 1. */
    LOWER_BOUND,
    /** The same above: place 2. */
    UPPER_BOUND,
    /** How strange the row is: place 0. */
    SCORE,
    /** Whether that is strange enough: place 1. */
    IS_ANOMALY,
    /** The number of the group that the row belongs to: place 0. */
    CLUSTER,
    /** The number at the column's own place: that of the first column of the output is place 0. */
    NUMBER,
    /** The label of {@link ModelType#labels} whose index stands at the column's own place. */
    NAME
}
