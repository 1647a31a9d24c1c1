package io.millrace.cli.script;

import io.millrace.cli.output.Printing;
import io.millrace.cli.output.ResultOutput;
import io.millrace.engine.pipeline.Specification;

/** Chooses how a result of a run is printed. */
@FunctionalInterface
public interface Outputs {
    /**
     * The printer of a result.
     *
     * @param changing whether rows can change or go after they came
     * @param bounded whether all inputs of the run end
     */
    ResultOutput create(Specification.Result result, boolean changing, boolean bounded, Printing printing);
}
