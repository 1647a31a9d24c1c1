package io.millrace.core.learn;

import io.millrace.core.type.Type;
import java.util.function.Supplier;

/**
 * What a call of a {@link SeriesFunction} is, all checked. Immutable.
 *
 * @param description for people: the algorithm and what was said of it
 * @param result a ROW, or an ARRAY of them; may be NULL
 * @param factory makes what a key has that no row was seen of
 */
public record SeriesType(String description, Type result, Supplier<Series> factory) {
    public Series create() {
        return factory.get();
    }

    @Override
    public String toString() {
        return description;
    }
}
