package io.millrace.core.learn;

/** How predictions of models are compared with right answers. Safe for use by any thread. */
public interface ScoringMethod {
    /** Where there are no models. */
    ScoringMethod NONE = (type, rows) -> {
        throw new UnsupportedOperationException("nothing is scored");
    };

    /**
     * A scoring that has counted nothing yet.
     *
     * @param type of a model {@linkplain ModelType#hasLabel with a label}
     * @param rows how many of the last rows count; 0 for all
     */
    Scoring create(ModelType type, int rows);
}
