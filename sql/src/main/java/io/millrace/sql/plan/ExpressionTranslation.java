package io.millrace.sql.plan;

import io.millrace.core.error.QueryException;
import io.millrace.core.error.QueryException.Position;
import io.millrace.core.expression.Expression;
import io.millrace.core.expression.Expression.Call;
import io.millrace.core.expression.Expression.Column;
import io.millrace.core.expression.Expression.Literal;
import io.millrace.core.type.Kind;
import io.millrace.core.type.Type;
import io.millrace.engine.function.Family;
import io.millrace.engine.function.Function;
import io.millrace.engine.function.Functions;
import io.millrace.engine.function.Overload;
import io.millrace.engine.user.Signature;
import io.millrace.engine.user.UserFunction;
import io.millrace.sql.validate.DialectRexBuilder;
import io.millrace.sql.validate.Types;
import io.millrace.sql.validate.UserOperator;
import io.millrace.sql.validate.UserTableOperator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexFieldAccess;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeName;

/** Calcite's expressions as ours, with the casts that functions need put in. */
public final class ExpressionTranslation {
    /** True for every number, even NULL, as in Flink. */
    private static final Set<String> NUMBER_CHECKS = Set.of("IS_DECIMAL", "IS_DIGIT");

    /** They cast TIMESTAMP to TIMESTAMP_LTZ and back; GREATEST and LEAST do not, in Flink. */
    private static final Set<String> CHOICES = Set.of("COALESCE", "IFNULL", "IF");

    private final DialectRexBuilder builder;
    private final Map<RexOver, Expression> overs;

    /** @param overs what stands for each OVER call, which must have been taken out before */
    ExpressionTranslation(DialectRexBuilder builder, Map<RexOver, Expression> overs) {
        this.builder = builder;
        this.overs = overs;
    }

    public static Expression of(RexNode node, DialectRexBuilder builder) {
        return new ExpressionTranslation(builder, Map.of()).translate(node);
    }

    Expression translate(RexNode node) {
        if (node instanceof RexInputRef reference) {
            return new Column(reference.getIndex(), Types.of(reference.getType()));
        } else if (node instanceof RexLiteral literal) {
            return Literals.of(literal);
        } else if (node instanceof RexFieldAccess access) {
            return new Call(
                    "FIELD",
                    List.of(
                            translate(access.getReferenceExpr()),
                            new Literal((long) access.getField().getIndex(), Type.INT.notNull())),
                    Types.of(access.getType()));
        } else if (node instanceof RexOver over) {
            Expression value = overs.get(over);
            if (value == null) {
                throw builder.places()
                        .at(
                                new QueryException(
                                        "OVER cannot be used here", null, "compute it in a subquery's SELECT list"),
                                over.getParserPosition());
            }
            return value;
        } else if (node instanceof RexSubQuery query) {
            String name = query.getOperator().getName();
            throw builder.places()
                    .at(
                            new QueryException(
                                    (name.startsWith("$") ? "a subquery as a value" : name + " with a subquery")
                                            + " is not supported yet",
                                    null,
                                    "write its result to a table, or put its value into the script with -D"),
                            query.getParserPosition());
        } else if (node instanceof RexCall call) {
            Position place = builder.places().of(call.getParserPosition());
            return place == null ? call(call) : placed(call(call), place);
        }
        throw new QueryException("this expression is not supported", null, null);
    }

    /** Gives a call its place, and the casts that were put in under it. */
    private static Expression placed(Expression expression, Position place) {
        if (!(expression instanceof Call call) || call.place() != null) {
            return expression;
        }
        List<Expression> arguments = new ArrayList<>(call.arguments().size());
        for (Expression argument : call.arguments()) {
            arguments.add(placed(argument, place));
        }
        return new Call(call.function(), arguments, call.type(), place);
    }

    private Expression call(RexCall call) {
        if (call.getKind() == SqlKind.SEARCH) {
            return translate(RexUtil.expandSearch(builder, null, call));
        }
        if (call.getType().getSqlTypeName() == SqlTypeName.ANY
                && call.getOperands().size() == 1) {
            return JsonCalls.formatted(translate(call.getOperands().get(0)));
        }
        List<Expression> arguments = new ArrayList<>();
        for (RexNode operand : call.getOperands()) {
            arguments.add(translate(operand));
        }
        List<Type> types = arguments.stream().map(Expression::type).toList();
        if (call.getOperator() instanceof UserTableOperator user) {
            Signature signature = user.signature(types);
            return ofUser(
                    user.function(),
                    signature,
                    arguments,
                    Type.array(signature.result()).notNull());
        }
        Type type = Types.of(call.getType());
        if (call.getOperator() instanceof UserOperator user) {
            return ofUser(user.function(), user.signature(types), arguments, type);
        }
        String name = call.getOperator().getName().toUpperCase(Locale.ROOT);
        if (JsonCalls.isOne(name)) {
            return JsonCalls.translate(name, arguments, type);
        }
        return switch (call.getKind()) {
            case CAST -> cast(ofVariant(arguments.get(0), type), type);
            case SAFE_CAST -> new Call("TRY_CAST", List.of(ofVariant(arguments.get(0), type)), type);
            case REINTERPRET -> arguments.get(0);
            case AND, OR -> connected(name, arguments, type);
            case EQUALS,
                    NOT_EQUALS,
                    LESS_THAN,
                    LESS_THAN_OR_EQUAL,
                    GREATER_THAN,
                    GREATER_THAN_OR_EQUAL,
                    IS_DISTINCT_FROM,
                    IS_NOT_DISTINCT_FROM -> new Call(name, unified(arguments), type);
            case PLUS, MINUS, TIMES, DIVIDE, MOD -> arithmetic(name, arguments, type);
            case ROW, ARRAY_VALUE_CONSTRUCTOR, MAP_VALUE_CONSTRUCTOR ->
                Nesting.construct(call.getKind(), arguments, type);
            case ITEM -> Nesting.item(arguments, type);
            case CASE -> new Call("CASE", branches(arguments, type), type);
            case MINUS_PREFIX -> new Call("NEGATE", List.of(Casts.cast(arguments.get(0), type)), type);
            case PLUS_PREFIX -> arguments.get(0);
            case TRIM -> trim(arguments, type);
            case OTHER_FUNCTION -> named(name, given(name, call.getOperands(), arguments), type);
            default -> named(name, unitInPlace(name, call.getOperands(), arguments), type);
        };
    }

    private static Expression named(String name, List<Expression> arguments, Type type) {
        if (NUMBER_CHECKS.contains(name) && arguments.get(0).type().kind().isNumeric()) {
            return new Literal(true, type);
        }
        if (!CHOICES.contains(name) || !type.kind().isTimestamp()) {
            return new Call(name, Nesting.typed(name, arguments), type);
        }
        List<Expression> times = arguments.stream()
                .map(argument -> argument.type().kind().isTimestamp() ? Casts.cast(argument, type) : argument)
                .toList();
        return new Call(name, times, type);
    }

    private static Expression ofUser(
            UserFunction function, Signature signature, List<Expression> arguments, Type type) {
        List<Expression> cast = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            Expression argument = arguments.get(i);
            cast.add(signature.takesAny(i) ? argument : Casts.cast(argument, signature.parameter(i)));
        }
        return new Call(function.code(), cast, type);
    }

    /** {@code TRIM(side, characters, text)} as the function that trims that side. */
    private static Expression trim(List<Expression> arguments, Type type) {
        Object side = ((Literal) arguments.get(0)).value();
        String name = "LEADING".equals(side) ? "LTRIM" : "TRAILING".equals(side) ? "RTRIM" : "BTRIM";
        return new Call(name, List.of(arguments.get(2), arguments.get(1)), type);
    }

    /** The arguments that a function takes, which are not always those that are written. */
    private List<Expression> given(String name, List<RexNode> operands, List<Expression> arguments) {
        return name.equals("CURRENT_DATABASE")
                ? List.of(Literals.text(builder.database()))
                : unitInPlace(name, operands, arguments);
    }

    /** Puts a unit of time, a key word in SQL, where the function takes it. */
    private static List<Expression> unitInPlace(String name, List<RexNode> operands, List<Expression> arguments) {
        Function function = Functions.find(name);
        for (int i = 0; function != null && i < operands.size(); i++) {
            if (operands.get(i).getType().getSqlTypeName() != SqlTypeName.SYMBOL) {
                continue;
            }
            for (Overload overload : function.overloads()) {
                int place = overload.arguments().indexOf(Family.UNIT);
                if (place >= 0 && overload.arguments().size() == arguments.size()) {
                    List<Expression> moved = new ArrayList<>(arguments);
                    moved.add(place, moved.remove(i));
                    return moved;
                }
            }
        }
        return arguments;
    }

    /** What a VARIANT becomes anything else from: its text. */
    private static Expression ofVariant(Expression value, Type type) {
        return value.type().kind() == Kind.VARIANT && type.kind() != Kind.VARIANT
                ? new Call("$VARIANT_TEXT", List.of(value), Type.STRING)
                : value;
    }

    private static Expression cast(Expression value, Type type) {
        Expression cast = Casts.cast(value, type);
        if (cast == value || cast instanceof Literal) {
            return cast;
        }
        return new Call("CAST", List.of(value), type);
    }

    /** AND and OR take two arguments each. */
    private static Expression connected(String name, List<Expression> arguments, Type type) {
        Expression result = arguments.get(0);
        for (int i = 1; i < arguments.size(); i++) {
            Expression next = arguments.get(i);
            boolean nullable = result.type().nullable() || next.type().nullable();
            result = new Call(name, List.of(result, next), type.withNullable(nullable));
        }
        return result;
    }

    private static List<Expression> unified(List<Expression> arguments) {
        Type common = Casts.common(arguments.get(0).type(), arguments.get(1).type());
        return List.of(Casts.cast(arguments.get(0), common), Casts.cast(arguments.get(1), common));
    }

    private static Expression arithmetic(String name, List<Expression> arguments, Type type) {
        String operator = name.equals("%") ? "MOD" : name;
        boolean decimals =
                arguments.stream().anyMatch(argument -> argument.type().kind() == Kind.DECIMAL);
        if (operator.equals("MOD") && decimals && type.kind().isInteger()) {
            return Casts.cast(arithmetic(name, arguments, Casts.exact(type).withNullable(type.nullable())), type);
        }
        boolean numbers =
                arguments.stream().allMatch(argument -> argument.type().kind().isNumeric());
        if (!numbers) {
            return new Call(operator, arguments, type);
        }
        List<Expression> cast = new ArrayList<>();
        for (Expression argument : arguments) {
            boolean decimal = type.kind() == Kind.DECIMAL || operator.equals("MOD");
            if (!decimal) {
                cast.add(Casts.cast(argument, type));
            } else if (argument.type().kind().isInteger() && type.kind() == Kind.DECIMAL) {
                cast.add(Casts.cast(argument, Casts.exact(argument.type())));
            } else {
                cast.add(argument);
            }
        }
        return new Call(operator, operator.equals("MOD") && type.kind() != Kind.DECIMAL ? unified(cast) : cast, type);
    }

    private static List<Expression> branches(List<Expression> arguments, Type type) {
        List<Expression> branches = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            boolean condition = i % 2 == 0 && i + 1 < arguments.size();
            branches.add(condition ? arguments.get(i) : Casts.cast(arguments.get(i), type));
        }
        return branches;
    }
}
