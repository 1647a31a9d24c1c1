package io.millrace.sql;

import io.millrace.core.type.Schema;
import io.millrace.engine.pipeline.Pipeline;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a host has to do for a script, one step after another. */
public sealed interface Step {
    /**
     * Runs a pipeline to its end.
     *
     * @param results the names of its {@code Result} nodes
     * @param warnings what the user should know first, one sentence each
     */
    record Run(Pipeline pipeline, List<String> results, List<String> warnings) implements Step {
        public Run {
            results = List.copyOf(results);
            warnings = List.copyOf(warnings);
        }
    }

    /** Says something: what a statement without rows did. */
    record Message(String text) implements Step {}

    /** Shows rows that are already known: SHOW, DESCRIBE, SET. All columns are STRING. */
    record Rows(Schema schema, List<List<@Nullable String>> rows) implements Step {
        public Rows {
            rows = List.copyOf(rows);
        }
    }

    /** Shows the text of EXPLAIN. */
    record Text(String text) implements Step {}
}
