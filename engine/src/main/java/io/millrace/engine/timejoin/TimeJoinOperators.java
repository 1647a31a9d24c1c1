package io.millrace.engine.timejoin;

import io.millrace.core.operator.Operator;
import io.millrace.core.type.Schema;
import io.millrace.engine.pipeline.TimeJoinSpecification.IntervalJoin;
import io.millrace.engine.pipeline.TimeJoinSpecification.LookupJoin;
import io.millrace.engine.pipeline.TimeJoinSpecification.TemporalJoin;
import java.time.ZoneId;

/** Makes the operators of this package. */
public final class TimeJoinOperators {
    private TimeJoinOperators() {}

    /** Joins rows whose times are near each other. */
    public static Operator interval(IntervalJoin spec, Schema left, Schema right, Schema output, ZoneId zone) {
        return new IntervalJoinOperator(spec, left, right, output, zone);
    }

    /** Joins rows with the versions that are valid at their times. */
    public static Operator temporal(TemporalJoin spec, Schema left, Schema right, Schema output, ZoneId zone) {
        TemporalJoinOperator join = new TemporalJoinOperator(spec, left, right, output, zone);
        return spec.changing() ? new ChangingTemporalJoinOperator(spec, join, left, output) : join;
    }

    /** Joins rows with those of a table that has been read whole. */
    public static Operator lookup(LookupJoin spec, Schema left, Schema right, Schema output, ZoneId zone) {
        return new LookupJoinOperator(spec, left, right, output, zone);
    }
}
