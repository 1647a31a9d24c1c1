package io.millrace.learn.tree;

/** What a leaf answers with. */
enum LeafPrediction {
    /** The shares of its classes. */
    MAJORITY,
    /** Naive Bayes over its rows. */
    BAYES,
    /** The one of both that was right more often here. */
    ADAPTIVE;

    static LeafPrediction of(String name) {
        return switch (name) {
            case "mc" -> MAJORITY;
            case "nb" -> BAYES;
            default -> ADAPTIVE;
        };
    }
}
