package io.millrace.acceptance.flink;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What Flink answers to a query. */
sealed interface Answer {
    /**
     * A final table.
     *
     * @param appended whether rows were only ever added: then they are in the order in which they came
     * @param types as SQL, without NOT NULL
     */
    record Table(boolean appended, List<String> names, List<String> types, List<List<@Nullable String>> rows)
            implements Answer {}

    /** None, and why. */
    record Refused(String reason) implements Answer {}
}
