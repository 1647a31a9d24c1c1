package io.millrace.acceptance.generated;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A query that can be evaluated without the engine. */
interface GeneratedQuery {
    /** One SELECT from the table {@code t}. */
    String sql();

    /** Evaluates it. */
    Expectation expect(InputRows input);

    /** The right table at any time. */
    interface Expectation {
        /** At the end of an epoch. */
        List<List<@Nullable Object>> at(long epoch);
    }

    /**
     * A row that comes once and stays.
     *
     * @param time it is there once the watermark has reached this
     */
    record Fixed(long time, List<@Nullable Object> row) {}

    /** An append-only table. */
    static Expectation appended(InputRows input, List<Fixed> rows) {
        return epoch -> rows.stream()
                .filter(row -> row.time() <= input.watermark(epoch))
                .map(Fixed::row)
                .toList();
    }
}
