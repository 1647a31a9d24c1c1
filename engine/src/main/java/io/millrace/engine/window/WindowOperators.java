package io.millrace.engine.window;

import io.millrace.core.operator.Operator;
import io.millrace.core.type.Schema;
import io.millrace.engine.pipeline.Specification.AggregateWindows;
import io.millrace.engine.pipeline.Specification.AssignWindows;
import io.millrace.engine.pipeline.Specification.Window;

/** Makes the operator that suits a window. */
public final class WindowOperators {
    private WindowOperators() {}

    /** Aggregates by window and key. */
    public static Operator aggregate(AggregateWindows spec, Schema input, Schema output, boolean changing) {
        return spec.window() instanceof Window.Session
                ? new SessionWindowsOperator(spec, input, output, changing)
                : new SlicedWindowsOperator(spec, input, output, changing);
    }

    /** Gives every row its windows. */
    public static Operator assign(AssignWindows spec, Schema input, Schema output) {
        return spec.window() instanceof Window.Session
                ? new AssignSessionsOperator(spec, input, output)
                : new AssignWindowsOperator(spec, input, output);
    }
}
