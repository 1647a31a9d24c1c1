package io.millrace.sql.plan;

import io.millrace.sql.validate.DialectOperators;
import io.millrace.sql.validate.Types;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.sql.type.SqlTypeName;

/** JSON_OBJECTAGG and JSON_ARRAYAGG: their values become JSON below the aggregation, unless they are so by what makes them. */
final class JsonAggregates {
    private static final Set<String> RAW = Set.of("JSON_OBJECT", "JSON_ARRAY", "JSON", "JSON_STRING");

    private JsonAggregates() {}

    /** The same aggregation over columns of JSON; the one given if it has no such call. */
    static Aggregate overText(Aggregate aggregate) {
        if (aggregate.getAggCallList().stream().noneMatch(JsonAggregates::isOne)) {
            return aggregate;
        }
        RelNode input = aggregate.getInput();
        RexBuilder builder = aggregate.getCluster().getRexBuilder();
        List<RexNode> values = new ArrayList<>();
        List<String> names = new ArrayList<>(input.getRowType().getFieldNames());
        for (int i = 0; i < names.size(); i++) {
            values.add(
                    input instanceof Project project
                            ? unwrapped(project.getProjects().get(i))
                            : builder.makeInputRef(input, i));
        }
        Map<Integer, Integer> places = new HashMap<>();
        List<AggregateCall> calls = new ArrayList<>();
        for (AggregateCall call : aggregate.getAggCallList()) {
            if (!isOne(call)) {
                calls.add(call);
                continue;
            }
            List<Integer> arguments = new ArrayList<>(call.getArgList());
            int last = arguments.remove(arguments.size() - 1);
            arguments.add(places.computeIfAbsent(last, column -> {
                names.add("$json" + column);
                values.add(json(values.get(column), builder));
                return values.size() - 1;
            }));
            calls.add(call.withArgList(arguments));
        }
        RelNode below = input instanceof Project project ? project.getInput() : input;
        RelNode project = LogicalProject.create(below, List.of(), values, names, Set.of());
        return aggregate.copy(
                aggregate.getTraitSet(), project, aggregate.getGroupSet(), aggregate.getGroupSets(), calls);
    }

    private static boolean isOne(AggregateCall call) {
        String name = call.getAggregation().getName();
        return name.startsWith("JSON_ARRAYAGG") || name.startsWith("JSON_OBJECTAGG");
    }

    private static RexNode json(RexNode value, RexBuilder builder) {
        boolean raw =
                value instanceof RexCall call && RAW.contains(call.getOperator().getName());
        JsonCalls.checkJson(Types.of(value.getType()));
        return raw ? value : builder.makeCall(DialectOperators.function("JSON_STRING"), value);
    }

    /** What stands in the call which Calcite puts around all functions that make JSON. */
    private static RexNode unwrapped(RexNode value) {
        return value instanceof RexCall call && call.getType().getSqlTypeName() == SqlTypeName.ANY
                ? call.getOperands().get(0)
                : value;
    }

    /** The expressions of a projection, for which results of aggregates are text as any other, as in Flink. */
    static List<RexNode> results(Project project) {
        RelNode input = project.getInput() instanceof Filter filter ? filter.getInput() : project.getInput();
        RexShuttle shuttle = new RexShuttle() {
            @Override
            public RexNode visitCall(RexCall call) {
                RexNode inside = unwrapped(call);
                return inside instanceof RexInputRef ? inside : super.visitCall(call);
            }
        };
        return input instanceof Aggregate ? shuttle.apply(project.getProjects()) : project.getProjects();
    }
}
