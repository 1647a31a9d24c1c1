package io.millrace.core.learn;

import io.millrace.core.error.Check;

/**
 * One input of a learner: a number, or one of a few values that have no order.
 *
 * @param name for explanations and errors
 * @param values how many values a nominal feature may have, which are 0 to {@code values - 1}; 0 for a number
 */
public record Feature(String name, int values) {
    public Feature {
        Check.that(values >= 0, "a negative number of values", values);
    }

    public static Feature numeric(String name) {
        return new Feature(name, 0);
    }

    /**
     * A feature of at most {@code values} values; more than come in truth costs nothing, for learners make room for the
     * values that they meet.
     */
    public static Feature nominal(String name, int values) {
        Check.that(values > 0, "a nominal feature has values");
        return new Feature(name, values);
    }

    public boolean isNominal() {
        return values > 0;
    }
}
