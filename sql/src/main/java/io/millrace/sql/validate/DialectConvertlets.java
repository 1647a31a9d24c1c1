package io.millrace.sql.validate;

import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNumericLiteral;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql2rel.SqlRexContext;
import org.apache.calcite.sql2rel.SqlRexConvertlet;
import org.apache.calcite.sql2rel.SqlRexConvertletTable;
import org.apache.calcite.sql2rel.StandardConvertletTable;
import org.jspecify.annotations.Nullable;

/** How calls become expressions: as Calcite does it, but for functions that it would take apart. */
final class DialectConvertlets implements SqlRexConvertletTable {
    static final DialectConvertlets INSTANCE = new DialectConvertlets();
    private static final Set<String> WHOLE = Set.of("TIMESTAMPDIFF");

    private DialectConvertlets() {}

    /** {@code INTERVAL 5 SECOND}, without quotes, or of another number than a written one. */
    private static RexNode interval(SqlRexContext context, SqlCall call) {
        SqlIntervalQualifier unit = call.operand(1);
        if (call.operand(0) instanceof SqlNumericLiteral number) {
            BigDecimal value = number.bigDecimalValue();
            return context.getRexBuilder().makeIntervalLiteral(value.multiply(unit.getUnit().multiplier), unit);
        }
        return context.getRexBuilder()
                .makeCall(
                        call.getParserPosition(),
                        SqlStdOperatorTable.MULTIPLY,
                        List.of(
                                context.convertExpression(call.operand(0)),
                                context.getRexBuilder().makeIntervalLiteral(unit.getUnit().multiplier, unit)));
    }

    /** Calcite takes casts of nested values apart, and knows only the same kind as what they become. */
    private static RexNode cast(SqlRexContext context, SqlCall call) {
        RelDataType given = context.getValidator().getValidatedNodeType(call.operand(0));
        if (NestedCast.isNested(given)) {
            RexNode value = context.convertExpression(call.operand(0));
            RelDataType wanted = context.getValidator().getValidatedNodeType(call);
            boolean safe = call.getKind() == SqlKind.SAFE_CAST;
            return context.getRexBuilder().makeAbstractCast(call.getParserPosition(), wanted, value, safe);
        }
        SqlCall standard = SqlStdOperatorTable.CAST.createCall(call.getParserPosition(), call.getOperandList());
        SqlRexConvertlet convertlet = Objects.requireNonNull(StandardConvertletTable.INSTANCE.get(standard));
        RexNode value = convertlet.convertCall(context, call);
        RelDataType wanted = context.getValidator().getValidatedNodeType(call);
        // A BOOLEAN becomes a number as a CASE, which is NOT NULL even where the call may be NULL.
        return value.getKind() == SqlKind.CASE
                        && wanted.isNullable()
                        && !value.getType().isNullable()
                ? ((RexCall) value).clone(wanted, ((RexCall) value).getOperands())
                : value;
    }

    /** Calcite's convertlets for some operators forget where they stand. */
    @Override
    public @Nullable SqlRexConvertlet get(SqlCall call) {
        SqlRexConvertlet convertlet = convertlet(call);
        return convertlet == null ? null : (context, whole) -> placed(context, whole, convertlet);
    }

    private static RexNode placed(SqlRexContext context, SqlCall whole, SqlRexConvertlet convertlet) {
        RexNode node = convertlet.convertCall(context, whole);
        DialectRexBuilder builder = (DialectRexBuilder) context.getRexBuilder();
        return node instanceof RexCall call
                        && node.getClass() == RexCall.class
                        && builder.places().of(call.getParserPosition()) == null
                ? builder.makeCall(whole.getParserPosition(), call.getType(), call.getOperator(), call.getOperands())
                : node;
    }

    private static @Nullable SqlRexConvertlet convertlet(SqlCall call) {
        if (WHOLE.contains(call.getOperator().getName())) {
            return (context, whole) -> context.getRexBuilder()
                    .makeCall(
                            context.getValidator().getValidatedNodeType(whole),
                            whole.getOperator(),
                            whole.getOperandList().stream()
                                    .map(operand -> operand instanceof org.apache.calcite.sql.SqlIntervalQualifier unit
                                            ? context.getRexBuilder().makeFlag(unit.getUnit())
                                            : context.convertExpression(operand))
                                    .toList());
        }
        if (call.getOperator() instanceof NestedCast) {
            return DialectConvertlets::cast;
        }
        if (call.getKind() == SqlKind.INTERVAL) {
            return (context, whole) -> interval(context, whole);
        }
        if (call.getKind() == SqlKind.CAST && call.operand(1) instanceof SqlIntervalQualifier) {
            return (context, whole) -> interval(context, whole);
        }
        if (call.getOperator() instanceof SqlAggFunction aggregate) {
            return (context, whole) ->
                    StandardConvertletTable.INSTANCE.convertAggregateFunction(context, aggregate, whole);
        }
        return StandardConvertletTable.INSTANCE.get(call);
    }
}
