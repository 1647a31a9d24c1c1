package io.millrace.sql.validate;

import io.millrace.core.type.Kind;
import io.millrace.core.type.Type;
import io.millrace.engine.function.Family;
import io.millrace.engine.function.Overload;
import io.millrace.engine.function.ResultType;
import io.millrace.engine.function.Typing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.SqlOperandCountRange;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.type.SqlOperandCountRanges;
import org.apache.calcite.sql.type.SqlOperandTypeChecker;
import org.apache.calcite.sql.type.SqlTypeUtil;

/**
 * How the engine's registries say that a function is called: checks arguments, and tells the type of the result.
 *
 * @param name for errors
 * @param written how it is called, for people
 */
record Signature(String name, String written, List<Overload> overloads) implements SqlOperandTypeChecker {
    /** The overload that takes arguments of these types. */
    Optional<Overload> overload(List<Type> types) {
        return overloads.stream().filter(overload -> takes(overload, types)).findFirst();
    }

    private static boolean takes(Overload overload, List<Type> types) {
        Typing typing = overload.typing();
        if (typing != null) {
            return typing.arguments(types) != null;
        }
        int declared = overload.arguments().size();
        if (overload.variadic() ? types.size() < declared : types.size() != declared) {
            return false;
        }
        for (int i = 0; i < types.size(); i++) {
            if (!takes(
                    overload.arguments().get(Math.min(i, declared - 1)),
                    types.get(i).kind())) {
                return false;
            }
        }
        return true;
    }

    private static boolean takes(Family family, Kind kind) {
        return kind == Kind.NULL
                || switch (family) {
                    case NUMERIC -> kind.isNumeric();
                    case INTEGER -> kind.isInteger();
                    case TEXT, UNIT -> kind.isText();
                    case BYTES -> kind.isBytes();
                    case BOOLEAN -> kind == Kind.BOOLEAN;
                    case VARIANT -> kind == Kind.VARIANT;
                    case BITMAP -> kind == Kind.BITMAP;
                    case DATE -> kind == Kind.DATE;
                    case TIME -> kind == Kind.TIME;
                    case TIMESTAMP -> kind == Kind.TIMESTAMP;
                    case TIMESTAMP_LTZ -> kind == Kind.TIMESTAMP_LTZ;
                    case MOMENT -> kind == Kind.DATE || kind.isTimestamp();
                    case INTERVAL -> isInterval(kind);
                    case TEMPORAL -> kind == Kind.DATE || kind == Kind.TIME || kind.isTimestamp() || isInterval(kind);
                    case ANY -> true;
                };
    }

    private static boolean isInterval(Kind kind) {
        return kind == Kind.INTERVAL_MONTH || kind == Kind.INTERVAL_SECOND;
    }

    RelDataType resultType(SqlOperatorBinding binding) {
        List<RelDataType> arguments = binding.collectOperandTypes();
        List<Type> types = arguments.stream().map(Types::of).toList();
        Overload overload =
                overload(types).or(() -> overloads.stream().findFirst()).orElseThrow();
        Typing typing = overload.typing();
        List<Type> wanted = typing == null ? null : typing.arguments(types);
        if (typing != null && wanted != null) {
            return Types.toCalcite(typing.result(wanted), binding.getTypeFactory());
        }
        ResultType result = overload.result();
        RelDataType type = switch (result.rule()) {
            case FIXED -> Types.toCalcite(result.type(), binding.getTypeFactory());
            case SAME_AS -> arguments.get(result.argument());
            case WHOLE -> Types.toCalcite(rounded(types.get(result.argument()), 0, true), binding.getTypeFactory());
            case ROUNDED -> Types.toCalcite(rounded(types.get(0), digits(binding), false), binding.getTypeFactory());
            case COMMON -> {
                List<RelDataType> choices = arguments.subList(result.argument(), arguments.size());
                RelDataType common = binding.getTypeFactory().leastRestrictive(choices);
                yield common == null ? choices.get(0) : common;
            }
            case TEXT_OF ->
                Types.toCalcite(
                        new Type(Kind.VARCHAR, types.get(result.argument()).precision(), 0, true),
                        binding.getTypeFactory());
            case PRECISE -> {
                int digits = digits(binding);
                int precision = digits > 6 ? 3 : Math.max(3, digits);
                yield Types.toCalcite(Type.timestampLtz(precision), binding.getTypeFactory());
            }
        };
        boolean nullable = switch (result.nulls()) {
            case ALWAYS -> true;
            case NEVER -> false;
            case IF_ANY_ARGUMENT -> arguments.stream().anyMatch(RelDataType::isNullable);
        };
        return binding.getTypeFactory().createTypeWithNullability(type, nullable);
    }

    private static int digits(SqlOperatorBinding binding) {
        if (binding.getOperandCount() < 2 || !binding.isOperandLiteral(1, false)) {
            return binding.getOperandCount() < 2 ? 0 : Integer.MAX_VALUE;
        }
        Integer digits = binding.getOperandLiteralValue(1, Integer.class);
        return digits == null ? Integer.MAX_VALUE : digits;
    }

    /** A DECIMAL with fewer fraction digits: rounding up may need one digit more before the point. */
    private static Type rounded(Type type, int digits, boolean whole) {
        if (type.kind() != Kind.DECIMAL || digits >= type.scale()) {
            return type;
        } else if (whole) {
            return Type.decimal(type.precision(), 0);
        }
        int scale = Math.max(digits, 0);
        return Type.decimal(Math.min(38, 1 + type.precision() - type.scale() + scale), scale);
    }

    @Override
    public boolean checkOperandTypes(SqlCallBinding binding, boolean throwOnFailure) {
        List<Type> types = new ArrayList<>();
        for (RelDataType type : binding.collectOperandTypes()) {
            types.add(SqlTypeUtil.isNull(type) ? new Type(Kind.NULL, 0, 0, true) : Types.of(type));
        }
        if (overload(types).isPresent()) {
            return true;
        } else if (!throwOnFailure) {
            return false;
        }
        String given = String.join(", ", types.stream().map(Type::sql).toList());
        throw Places.error(
                "function " + name + " does not take (" + given + ")", binding.getCall(), "it is called as " + written);
    }

    @Override
    public SqlOperandCountRange getOperandCountRange() {
        int fewest = Integer.MAX_VALUE;
        int most = 0;
        for (Overload overload : overloads) {
            fewest = Math.min(fewest, overload.arguments().size());
            boolean open = overload.variadic() || overload.typing() != null;
            most = Math.max(most, open ? 1000 : overload.arguments().size());
        }
        return SqlOperandCountRanges.between(Math.min(fewest, most), most);
    }

    @Override
    public String getAllowedSignatures(SqlOperator operator, String name) {
        return written;
    }
}
