package io.millrace.sql;

import io.millrace.core.error.QueryException.Position;
import io.millrace.core.type.Schema;
import io.millrace.engine.pipeline.Pipeline;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a host has to do for a script, one step after another. */
public sealed interface Step {
    /**
     * Runs a pipeline to its end.
     *
     * @param results the queries whose rows its {@code Result} nodes give
     * @param zone the time zone in which texts become times and times texts, also those that are shown
     * @param warnings what the user should know first, one sentence each
     * @param notInFlink what Flink refuses of it
     */
    record Run(Pipeline pipeline, List<Query> results, ZoneId zone, List<String> warnings, List<NotInFlink> notInFlink)
            implements Step {
        public Run {
            results = List.copyOf(results);
            warnings = List.copyOf(warnings);
            notInFlink = List.copyOf(notInFlink);
        }
    }

    /**
     * A query whose rows somebody wants to see.
     *
     * @param result the name of its {@code Result} node
     * @param title what the comment in front of it says, or the empty string
     * @param sql the query as written
     */
    record Query(String result, String title, String sql) {}

    /**
     * Does something for which the steps before it must be done, and then says something.
     *
     * @param model what the model is kept by that it is about; empty when it is about none
     * @param notInFlink what Flink refuses of it
     * @param work what it does, and what there is to say then; the empty string for nothing
     */
    record Act(String model, List<NotInFlink> notInFlink, Supplier<String> work) implements Step {
        public Act {
            notInFlink = List.copyOf(notInFlink);
        }

        /** Does it, and tells what there is to say. */
        public String carryOut() {
            return work.get();
        }
    }

    /** Says something: what a statement without rows did. */
    record Message(String text) implements Step {}

    /** Says something that the user should know even where messages are not shown. */
    record Notice(String text) implements Step {}

    /** Says what the script defines and never uses; of no interest where its user may still do so. */
    record Unused(String text) implements Step {}

    /** Shows rows that are already known: SHOW, DESCRIBE, SET. All columns are STRING. */
    record Rows(Schema schema, List<List<@Nullable String>> rows) implements Step {
        public Rows {
            rows = List.copyOf(rows);
        }
    }

    /**
     * Shows why a run gives what it gives, once it has ended, instead of its rows.
     *
     * @param run what to run for it; null for the run that was the last one
     * @param place where that is asked
     */
    record Why(@Nullable Run run, Position place) implements Step {}

    /** Shows the text of EXPLAIN. */
    record Text(String text) implements Step {}
}
