package io.millrace.sql.plan;

import io.millrace.core.error.QueryException;
import io.millrace.core.expression.Expression;
import io.millrace.core.type.Column;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;
import io.millrace.engine.pipeline.Recognition.Outcome;
import io.millrace.engine.pipeline.Recognition.Sequence;
import io.millrace.engine.pipeline.Recognition.Skip;
import io.millrace.engine.pipeline.Recognition.Variable;
import io.millrace.engine.pipeline.RowPattern;
import io.millrace.engine.pipeline.Specification.SortColumn;
import io.millrace.sql.validate.DialectRexBuilder;
import io.millrace.sql.validate.Types;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlMatchRecognize.AfterOption;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/** MATCH_RECOGNIZE, from Calcite's form to ours. */
final class Matches {
    private Matches() {}

    static Match translate(org.apache.calcite.rel.core.Match match, Relation input) {
        return in(match, "MATCH_RECOGNIZE", () -> translated(match, input));
    }

    /** Makes a part; an error in it has the place of a clause. */
    private static <T> T in(org.apache.calcite.rel.core.Match match, String clause, Supplier<T> part) {
        try {
            return part.get();
        } catch (QueryException e) {
            throw builder(match).places().atClause(e, clause);
        }
    }

    private static Match translated(org.apache.calcite.rel.core.Match match, Relation input) {
        if (input.changing()) {
            throw new QueryException(
                    "MATCH_RECOGNIZE needs rows that do not change, but its input does",
                    null,
                    "aggregate in windows (GROUP BY window_start, window_end) instead of over all time");
        }
        List<String> names = new ArrayList<>();
        RowPattern pattern = in(match, "PATTERN", () -> MatchPatterns.translate(match.getPattern(), names));
        MatchExpressions expressions = new MatchExpressions(match, input, names);
        List<Variable> variables = new ArrayList<>();
        for (String name : names) {
            RexNode condition = match.getPatternDefinitions().get(name);
            variables.add(new Variable(name, condition == null ? null : expressions.condition(condition, name)));
        }
        List<Expression> outputs = outputs(match, input, expressions);
        Schema types = Types.schema(match.getRowType());
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < outputs.size(); i++) {
            outputs.set(i, Casts.cast(outputs.get(i), types.type(i)));
            columns.add(types.column(i));
        }
        return new Match(
                expressions.input(),
                in(match, "ORDER BY", () -> sequence(match, input)),
                pattern,
                variables,
                expressions.offsets(),
                expressions.sources(),
                outputs,
                outcome(match, expressions),
                new Schema(columns));
    }

    /** The partition's columns, or all of the input's, and the measures. */
    private static List<Expression> outputs(
            org.apache.calcite.rel.core.Match match, Relation input, MatchExpressions expressions) {
        List<Expression> outputs = new ArrayList<>();
        List<String> names = match.getRowType().getFieldNames();
        int shown = names.size() - match.getMeasures().size();
        for (String name : names.subList(0, shown)) {
            outputs.add(expressions.current(input.schema().names().indexOf(name)));
        }
        for (Map.Entry<String, RexNode> measure : match.getMeasures().entrySet()) {
            outputs.add(expressions.measure(measure.getValue(), measure.getKey()));
        }
        return outputs;
    }

    private static Sequence sequence(org.apache.calcite.rel.core.Match match, Relation input) {
        List<RelFieldCollation> order = match.getOrderKeys().getFieldCollations();
        if (order.isEmpty()) {
            throw new QueryException(
                    "MATCH_RECOGNIZE needs an ORDER BY", null, "order by the event time: PARTITION BY k ORDER BY ts");
        }
        RelFieldCollation time = order.get(0);
        Windows.checkTime(input, time.getFieldIndex(), "ORDER BY of MATCH_RECOGNIZE");
        if (time.getDirection().isDescending()) {
            throw new QueryException(
                    "MATCH_RECOGNIZE follows the event time upwards",
                    null,
                    "leave out DESC; columns behind the time may have it");
        }
        List<SortColumn> then = new ArrayList<>();
        for (RelFieldCollation sort : order.subList(1, order.size())) {
            boolean descending = sort.getDirection().isDescending();
            boolean nullsFirst = switch (sort.nullDirection) {
                case FIRST -> true;
                case LAST -> false;
                case UNSPECIFIED -> !descending;
            };
            then.add(new SortColumn(sort.getFieldIndex(), descending, nullsFirst));
        }
        return new Sequence(match.getPartitionKeys().asList(), time.getFieldIndex(), then, -1, -1);
    }

    private static Outcome outcome(org.apache.calcite.rel.core.Match match, MatchExpressions expressions) {
        RexNode after = match.getAfter();
        Skip skip;
        List<Integer> target = List.of();
        if (after.getKind() == SqlKind.SKIP_TO_FIRST || after.getKind() == SqlKind.SKIP_TO_LAST) {
            skip = after.getKind() == SqlKind.SKIP_TO_FIRST ? Skip.TO_FIRST : Skip.TO_LAST;
            RexLiteral name = (RexLiteral) ((RexCall) after).getOperands().get(0);
            target = expressions.variables(Objects.requireNonNull(name.getValueAs(String.class)));
        } else {
            AfterOption option = ((RexLiteral) after).getValueAs(AfterOption.class);
            skip = option == AfterOption.SKIP_TO_NEXT_ROW ? Skip.TO_NEXT_ROW : Skip.PAST_LAST_ROW;
        }
        return new Outcome(skip, target, in(match, "WITHIN", () -> within(match.getInterval())), match.isAllRows());
    }

    private static long within(@Nullable RexNode interval) {
        if (interval == null) {
            return Outcome.FOREVER;
        }
        BigDecimal millis = interval instanceof RexLiteral literal
                        && SqlTypeName.DAY_INTERVAL_TYPES.contains(
                                literal.getType().getSqlTypeName())
                ? literal.getValueAs(BigDecimal.class)
                : null;
        if (millis == null || millis.signum() <= 0) {
            throw new QueryException(
                    "WITHIN takes a fixed length of time above zero",
                    null,
                    "write it as INTERVAL '10' SECOND, MINUTE, HOUR or DAY");
        }
        return millis.longValueExact() * 1000;
    }

    static DialectRexBuilder builder(org.apache.calcite.rel.core.Match match) {
        return (DialectRexBuilder) match.getCluster().getRexBuilder();
    }

    static Type nullable(RexNode node) {
        return Types.of(node.getType()).withNullable(true);
    }
}
