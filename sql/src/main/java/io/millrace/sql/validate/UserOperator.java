package io.millrace.sql.validate;

import io.millrace.core.type.Kind;
import io.millrace.core.type.Type;
import io.millrace.engine.user.FunctionKind;
import io.millrace.engine.user.Signature;
import io.millrace.engine.user.UserClass;
import io.millrace.engine.user.UserFunction;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlOperandCountRange;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.type.SqlOperandCountRanges;
import org.apache.calcite.sql.type.SqlOperandTypeChecker;
import org.apache.calcite.sql.type.SqlTypeUtil;

/** A function of a user, as Calcite sees it. */
public final class UserOperator extends SqlFunction {
    /** How far every type is from a parameter that takes any: further than from all others. */
    private static final int ANY_TYPE = 1000;

    private final UserClass function;

    /** @param name as it was called: it is looked up more than once */
    UserOperator(SqlIdentifier name, UserClass function) {
        super(
                name,
                binding -> resultType(function, binding),
                null,
                new Checker(function),
                null,
                SqlFunctionCategory.USER_DEFINED_FUNCTION);
        this.function = function;
    }

    public UserFunction function() {
        return function.function();
    }

    @Override
    public boolean isDeterministic() {
        return function.function().deterministic();
    }

    /** The signature that takes arguments of these types; one that a call has is always found. */
    public Signature signature(List<Type> types) {
        return signature(function, types).orElseThrow();
    }

    /** The signature that takes the arguments with the fewest changes of their types. */
    static Optional<Signature> signature(UserClass function, List<Type> types) {
        Signature best = null;
        int least = Integer.MAX_VALUE;
        for (Signature signature : function.withCount(types.size())) {
            int sum = 0;
            for (int i = 0; i < types.size() && sum < Integer.MAX_VALUE; i++) {
                int cost = cost(types.get(i), signature.parameter(i));
                if (function.kind() == FunctionKind.AGGREGATE && !isAlike(types.get(i), signature.parameter(i))) {
                    cost = -1;
                }
                sum = cost < 0 ? Integer.MAX_VALUE : sum + cost;
            }
            if (sum < least) {
                best = signature;
                least = sum;
            }
        }
        return Optional.ofNullable(best);
    }

    /** How far a type is from a parameter's; negative when it cannot be handed over. */
    private static int cost(Type from, Type to) {
        Kind kind = from.kind();
        if (to.kind() == Kind.NULL) {
            return ANY_TYPE;
        } else if (kind == to.kind() && kind.isNested()) {
            return costOfParts(from, to);
        } else if (kind == to.kind()
                || kind == Kind.NULL
                || kind.isText() && to.kind().isText()
                || kind.isBytes() && to.kind().isBytes()) {
            return 0;
        }
        if (kind.isNumeric() && to.kind().isNumeric()) {
            int distance = rank(to.kind()) - rank(kind);
            return distance > 0 ? distance : -1;
        }
        return kind == Kind.DATE && to.kind() == Kind.TIMESTAMP ? 1 : -1;
    }

    private static int costOfParts(Type from, Type to) {
        int sum = from.children().size() == to.children().size() ? 0 : -1;
        for (int i = 0; i < to.children().size() && sum >= 0; i++) {
            int cost = cost(from.child(i), to.child(i));
            sum = cost < 0 ? -1 : sum + cost;
        }
        return sum;
    }

    /** Whether a column of a type can be read as another one as it is. */
    private static boolean isAlike(Type from, Type to) {
        if (to.kind() == Kind.NULL || from.kind().isNested()) {
            return to.kind() == Kind.NULL || from.withNullable(true).equals(to.withNullable(true));
        }
        return from.kind() != Kind.NULL
                && from.storage() == to.storage()
                && (from.kind() != Kind.DECIMAL || to.kind() == Kind.DECIMAL && from.scale() == to.scale());
    }

    private static int rank(Kind kind) {
        return switch (kind) {
            case TINYINT -> 1;
            case SMALLINT -> 2;
            case INT -> 3;
            case BIGINT -> 4;
            case DECIMAL -> 5;
            case FLOAT -> 6;
            default -> 7;
        };
    }

    static Type type(RelDataType type) {
        return SqlTypeUtil.isNull(type) ? new Type(Kind.NULL, 0, 0, true) : Types.of(type);
    }

    static RelDataType resultType(UserClass function, SqlOperatorBinding binding) {
        List<Type> types =
                binding.collectOperandTypes().stream().map(UserOperator::type).toList();
        Signature signature =
                signature(function, types).orElse(function.signatures().get(0));
        boolean nullable = signature.result().nullable();
        for (int i = 0; i < types.size(); i++) {
            nullable |= types.get(i).nullable() && !signature.parameter(i).nullable();
        }
        return Types.toCalcite(signature.result().withNullable(nullable), binding.getTypeFactory());
    }

    /** Checks arguments by the signatures. */
    record Checker(UserClass function) implements SqlOperandTypeChecker {
        @Override
        public boolean checkOperandTypes(SqlCallBinding binding, boolean throwOnFailure) {
            List<Type> types = binding.collectOperandTypes().stream()
                    .map(UserOperator::type)
                    .toList();
            if (signature(function, types).isPresent()) {
                return true;
            } else if (!throwOnFailure) {
                return false;
            }
            throw Places.error(
                    "function " + function.function().name() + " does not take ("
                            + String.join(", ", types.stream().map(Type::sql).toList()) + ")",
                    binding.getCall(),
                    "it is called as " + function.text());
        }

        @Override
        public SqlOperandCountRange getOperandCountRange() {
            return SqlOperandCountRanges.any();
        }

        @Override
        public String getAllowedSignatures(SqlOperator operator, String name) {
            return function.text();
        }
    }
}
