package io.millrace.engine.aggregate;

import static io.millrace.engine.aggregate.AggregateFunction.Distinct.COUNTS;
import static io.millrace.engine.aggregate.AggregateFunction.Distinct.IGNORED;
import static io.millrace.engine.aggregate.AggregateFunction.Distinct.OWN;
import static io.millrace.engine.function.Family.ANY;
import static io.millrace.engine.function.Family.BOOLEAN;
import static io.millrace.engine.function.Family.INTEGER;
import static io.millrace.engine.function.Family.NUMERIC;
import static io.millrace.engine.function.Family.TEXT;

import io.millrace.core.type.Kind;
import io.millrace.core.type.Type;
import io.millrace.engine.aggregate.AggregateFunction.Group;
import io.millrace.engine.function.Family;
import io.millrace.engine.function.ResultType;
import io.millrace.engine.function.Typing;
import io.millrace.engine.pipeline.AggregateCall;
import io.millrace.engine.value.Utf8;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The aggregate functions beyond those of the first standard. */
final class AggregateList {
    private static final ResultType SAME = ResultType.sameAs(0).orNull();
    private static final ResultType COUNT = ResultType.of(Type.BIGINT).neverNull();

    static final List<AggregateFunction> ALL = List.of(
            AggregateFunction.of(
                            "LISTAGG([DISTINCT] text [, separator]) [WITHIN GROUP (ORDER BY …)]",
                            "The texts with a separator between them, a comma if none is given; NULL without texts.",
                            "LISTAGG(s, '-')")
                    .takes(ResultType.textOf(0).orNull(), TEXT)
                    .takes(ResultType.textOf(0).orNull(), TEXT, TEXT)
                    .uses(true, OWN, Group.OPTIONAL, 1)
                    .by(AggregateList::listing),
            AggregateFunction.of(
                            "PERCENTILE(x, part [, times])",
                            "What stands at a part (0 to 1) of the way through the values, between two where needed; an ARRAY of parts gives an ARRAY. Each value counts so many times.",
                            "PERCENTILE(x, 0.25)")
                    .takes(Type.DOUBLE, NUMERIC, NUMERIC)
                    .takes(Type.DOUBLE, NUMERIC, NUMERIC, INTEGER)
                    .takes(new SeveralParts())
                    .uses(false, COUNTS, Group.FORBIDDEN, 1)
                    .by((call, changing) -> percentile(call, parts(call), false)),
            AggregateFunction.of(
                            "JSON_OBJECTAGG([KEY] name VALUE x [{NULL | ABSENT} ON NULL])",
                            "An object of names, each there once, and values; with ABSENT without those that are NULL.",
                            "JSON_OBJECTAGG(KEY CAST(y AS STRING) VALUE x)")
                    .by((call, changing) -> new JsonObject(keepsNull(call))),
            AggregateFunction.of(
                            "JSON_ARRAYAGG(x [{NULL | ABSENT} ON NULL])",
                            "An array of the values in the order of the rows, without NULL unless it says NULL ON NULL.",
                            "JSON_ARRAYAGG(x)")
                    .uses(true, COUNTS, Group.FORBIDDEN, -1)
                    .by((call, changing) -> new JsonArray(keepsNull(call))),
            superset(
                            "PERCENTILE_CONT(part) WITHIN GROUP (ORDER BY x)",
                            "What stands at a part of the way through the values, between two where needed.",
                            "PERCENTILE_CONT(0.25) WITHIN GROUP (ORDER BY x)")
                    .takes(Type.DOUBLE, NUMERIC, NUMERIC)
                    .uses(false, COUNTS, Group.REQUIRED, 0)
                    .by((call, changing) -> percentile(call, parts(call), false)),
            superset(
                            "PERCENTILE_DISC(part) WITHIN GROUP (ORDER BY x)",
                            "The first value at or behind a part of the way through the values.",
                            "PERCENTILE_DISC(0.25) WITHIN GROUP (ORDER BY x)")
                    .takes(ResultType.sameAs(1).orNull(), NUMERIC, ANY)
                    .uses(false, COUNTS, Group.REQUIRED, 0)
                    .by((call, changing) -> percentile(call, parts(call), true)),
            superset("MEDIAN(x)", "The value in the middle, or the mean of the two.", "MEDIAN(x)")
                    .takes(Type.DOUBLE, NUMERIC)
                    .by((call, changing) -> percentile(call, new double[] {0.5}, false)),
            superset("MODE(x)", "The value that comes most often, the smallest of several.", "MODE(x)")
                    .takes(SAME, ANY)
                    .by((call, changing) -> new Mode(call.argumentTypes().get(0))),
            superset(
                            "MAX_BY(x, y)",
                            "x of the row with the largest y; of several the smallest that is not NULL.",
                            "MAX_BY(s, x)")
                    .takes(SAME, ANY, ANY)
                    .uses(false, IGNORED, Group.FORBIDDEN, -1)
                    .by((call, changing) -> choice(call, changing, true)),
            superset(
                            "MIN_BY(x, y)",
                            "x of the row with the smallest y; of several the smallest that is not NULL.",
                            "MIN_BY(s, y)")
                    .takes(SAME, ANY, ANY)
                    .uses(false, IGNORED, Group.FORBIDDEN, -1)
                    .by((call, changing) -> choice(call, changing, false)),
            superset("ANY_VALUE(x)", "One of the values: the smallest.", "ANY_VALUE(s)")
                    .takes(SAME, ANY)
                    .ignoringDistinct()
                    .by((call, changing) -> Aggregates.extreme(call, changing, false)),
            superset(
                            "APPROX_COUNT_DISTINCT(x)",
                            "How many different values there are: exact up to 256, then within about 2 %, in 4 KB.",
                            "APPROX_COUNT_DISTINCT(x)")
                    .takes(COUNT, ANY)
                    .uses(false, OWN, Group.FORBIDDEN, -1)
                    .by(AggregateList::differentValues),
            superset("EVERY(condition)", "Whether it is true in all rows.", "EVERY(ok)")
                    .takes(Type.BOOLEAN, BOOLEAN)
                    .alias("BOOL_AND")
                    .ignoringDistinct()
                    .by((call, changing) -> new Truths(true)),
            superset("BOOL_OR(condition)", "Whether it is true in one row at least.", "BOOL_OR(ok)")
                    .takes(Type.BOOLEAN, BOOLEAN)
                    .ignoringDistinct()
                    .by((call, changing) -> new Truths(false)),
            bits("BIT_AND", "The bits that all values have.").ignoringDistinct(),
            bits("BIT_OR", "The bits that one value has at least.").ignoringDistinct(),
            bits("BIT_XOR", "The bits that an odd number of values have."),
            pairs("CORR", "The coefficient of correlation; NULL where nothing varies."),
            pairs("COVAR_POP", "The population covariance."),
            pairs("COVAR_SAMP", "The sample covariance; NULL for fewer than two pairs."),
            superset("REGR_COUNT(y, x)", "How many pairs there are without NULL.", "REGR_COUNT(y, x)")
                    .takes(COUNT, NUMERIC, NUMERIC)
                    .by((call, changing) -> new Comoments("REGR_COUNT", call.argumentTypes())),
            pairs("REGR_SLOPE", "The slope of the line nearest to the points (x, y); NULL where x does not vary."),
            pairs("REGR_INTERCEPT", "Where that line is at x = 0."),
            pairs("REGR_R2", "The square of the correlation; 1 where y does not vary, NULL where x does not."),
            pairs("REGR_AVGX", "The mean of x of the pairs without NULL."),
            pairs("REGR_AVGY", "The mean of y of the pairs without NULL."),
            pairs("REGR_SXX", "The sum of the squared differences of x from its mean."),
            pairs("REGR_SYY", "The sum of the squared differences of y from its mean."),
            pairs("REGR_SXY", "The sum of the products of both differences."));

    private AggregateList() {}

    private static AggregateFunction superset(String signature, String meaning, String example) {
        return AggregateFunction.of(signature, meaning, example).notInFlink();
    }

    private static AggregateFunction pairs(String name, String meaning) {
        return superset(name + "(y, x)", meaning, name + "(y, x)")
                .takes(Type.DOUBLE, NUMERIC, NUMERIC)
                .by((call, changing) -> new Comoments(name, call.argumentTypes()));
    }

    private static AggregateFunction bits(String name, String meaning) {
        return superset(name + "(x)", meaning, name + "(x)")
                .takes(SAME, Family.INTEGER)
                .by((call, changing) -> new Bits(name, changing));
    }

    private static boolean keepsNull(AggregateCall call) {
        return call.details().constants().contains("NULL");
    }

    private static double[] parts(AggregateCall call) {
        return call.details().constants().stream()
                .mapToDouble(part -> ((Number) part).doubleValue())
                .toArray();
    }

    private static Object percentile(AggregateCall call, double[] parts, boolean discrete) {
        List<Boolean> descending = call.details().descending();
        boolean reversed = !descending.isEmpty() && descending.get(0);
        Percentile percentile = new Percentile(call.argumentTypes().get(0), parts[0], discrete, reversed);
        return call.type().kind() == Kind.ARRAY ? percentile.several(parts) : percentile;
    }

    /** PERCENTILE of an ARRAY of parts. */
    private record SeveralParts() implements Typing {
        @Override
        public @Nullable List<Type> arguments(List<Type> given) {
            boolean fits = (given.size() == 2 || given.size() == 3)
                    && given.get(0).kind().isNumeric()
                    && given.get(1).kind() == Kind.ARRAY
                    && given.get(1).child(0).kind().isNumeric()
                    && (given.size() == 2 || given.get(2).kind().isInteger());
            return fits ? given : null;
        }

        @Override
        public Type result(List<Type> arguments) {
            return Type.array(Type.DOUBLE);
        }
    }

    private static Object listing(AggregateCall call, boolean changing) {
        List<Object> constants = call.details().constants();
        List<Boolean> order = call.details().descending();
        boolean[] descending = new boolean[order.size()];
        for (int i = 0; i < descending.length; i++) {
            descending[i] = order.get(i);
        }
        Utf8 separator = Utf8.of(constants.isEmpty() ? "," : constants.get(0).toString());
        List<Type> types = call.argumentTypes();
        return new Listing(separator, call.distinct(), types.subList(1, types.size()), descending, changing);
    }

    private static Object choice(AggregateCall call, boolean changing, boolean largest) {
        return changing
                ? new Choice.Retractable(call.argumentTypes(), largest)
                : new Choice(call.argumentTypes(), largest);
    }

    private static Object differentValues(AggregateCall call, boolean changing) {
        if (!changing) {
            return new DistinctSketch();
        }
        Accumulators counts = new Accumulators(1);
        return new Distinct(call.argumentTypes().get(0), new FixedState(new Count(), counts, 0, true), counts);
    }
}
