package io.millrace.engine.window;

import io.millrace.core.operator.Operator;
import io.millrace.core.type.Schema;
import io.millrace.engine.pipeline.RankSpecification.TopRowsAttached;
import io.millrace.engine.pipeline.WindowSpecification.AggregateAttached;
import io.millrace.engine.pipeline.WindowSpecification.AggregateWindows;
import io.millrace.engine.pipeline.WindowSpecification.AssignWindows;
import io.millrace.engine.pipeline.WindowSpecification.Firing;
import io.millrace.engine.pipeline.WindowSpecification.Window;
import java.time.ZoneId;

/** Makes the operator that suits a window. */
public final class WindowOperators {
    private WindowOperators() {}

    /** Aggregates by window and key; windows over TIMESTAMP_LTZ are those of clocks in {@code zone}. */
    public static Operator aggregate(
            AggregateWindows spec, Schema input, Schema output, boolean changing, ZoneId zone) {
        WindowClock clock = new WindowClock(input.type(spec.time()), zone);
        return spec.window() instanceof Window.Session
                ? new SessionWindowsOperator(spec, input, output, changing, clock)
                : new SlicedWindowsOperator(spec, input, output, changing, clock);
    }

    /** Aggregates by the windows that rows are of already. */
    public static Operator attached(AggregateAttached spec, Schema input, Schema output, ZoneId zone) {
        WindowClock clock = new WindowClock(spec.time(), zone);
        return spec.firing().equals(Firing.ONCE)
                ? new AttachedWindowsOperator(spec, input, output, clock)
                : new FiringWindowsOperator(spec, input, output, clock);
    }

    /** The first rows of the windows that rows are of already. */
    public static Operator attachedTop(TopRowsAttached spec, Schema input, Schema output, ZoneId zone) {
        return new AttachedTopOperator(spec, input, output, new WindowClock(spec.time(), zone));
    }

    /** Gives every row its windows; those over TIMESTAMP_LTZ are those of clocks in {@code zone}. */
    public static Operator assign(AssignWindows spec, Schema input, Schema output, ZoneId zone) {
        WindowClock clock = new WindowClock(input.type(spec.time()), zone);
        return spec.window() instanceof Window.Session
                ? new AssignSessionsOperator(spec, input, output, clock)
                : new AssignWindowsOperator(spec, input, output, clock);
    }
}
