package io.millrace.cli.script;

import io.millrace.core.type.Schema;
import io.millrace.engine.pipeline.Pipeline;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is to be done for some statements. */
public sealed interface Step {
    /**
     * Run a pipeline to its end and print the rows of its results.
     *
     * @param bounded whether all inputs end
     * @param warnings what the user should know first, one sentence each
     */
    record Run(Pipeline pipeline, boolean bounded, List<String> warnings) implements Step {}

    /** Tell what was done. */
    record Message(String text) implements Step {}

    /** Show rows that are known already; all columns are STRING. */
    record Rows(Schema schema, List<List<@Nullable String>> rows) implements Step {}

    /** Show a text: a plan. */
    record Text(String text) implements Step {}
}
