package io.millrace.cli.script;

import io.millrace.core.connect.Sink;
import io.millrace.engine.Execution;
import io.millrace.engine.pipeline.Pipeline;
import io.millrace.sql.Step;
import java.io.PrintStream;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/** A session: what one text defines, the next one sees. One thread at a time. */
public interface Statements {
    /**
     * What is to be done for a text of statements, in order.
     *
     * @throws io.millrace.core.error.QueryException when the text is wrong
     */
    List<Step> plan(String text);

    /**
     * What is to be done for a text of statements whose queries all start together, to be looked at.
     *
     * @throws io.millrace.core.error.QueryException when the text is wrong
     */
    List<Step> planTogether(String text);

    /**
     * The plan of a text of statements, for people.
     *
     * @param name what places in the text are told of: a file's name
     * @param together whether all queries are planned as one pipeline, as {@link #planTogether} does
     * @throws io.millrace.core.error.QueryException when the text is wrong
     */
    String explain(String name, String text, boolean together);

    /**
     * Whether all inputs of a pipeline end by themselves.
     *
     * @throws io.millrace.core.error.ConnectorException when an input cannot be opened
     */
    boolean isBounded(Pipeline pipeline);

    /**
     * Starts a pipeline, in the run's time zone.
     *
     * @param results where the rows of each result go, by the result's name
     * @param standardOutput where {@code print} tables print
     */
    Execution start(Step.Run run, Map<String, Sink> results, PrintStream standardOutput);

    /** The session's time zone as it is now. */
    ZoneId zone();

    /** The names one may want to complete. */
    Vocabulary vocabulary();

    /** Names, each as it is written in a statement. */
    record Vocabulary(List<String> tables, List<String> columns, List<String> functions) {}
}
