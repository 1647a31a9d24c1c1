package io.millrace.sql.validate;

import io.millrace.core.type.Type;
import io.millrace.engine.user.Signature;
import io.millrace.engine.user.UserClass;
import io.millrace.engine.user.UserFunction;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.SqlTableFunction;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlReturnTypeInference;

/** A table function of a user, as Calcite sees it. */
public final class UserTableOperator extends SqlFunction implements SqlTableFunction {
    private final UserClass function;

    /** @param name as it was called: it is looked up more than once */
    UserTableOperator(SqlIdentifier name, UserClass function) {
        super(
                name,
                ReturnTypes.CURSOR,
                null,
                new UserOperator.Checker(function),
                null,
                SqlFunctionCategory.USER_DEFINED_TABLE_FUNCTION);
        this.function = function;
    }

    public UserFunction function() {
        return function.function();
    }

    @Override
    public boolean isDeterministic() {
        return function.function().deterministic();
    }

    @Override
    public SqlReturnTypeInference getRowTypeInference() {
        return this::rowType;
    }

    private RelDataType rowType(SqlOperatorBinding binding) {
        List<Type> types =
                binding.collectOperandTypes().stream().map(UserOperator::type).toList();
        Signature signature = UserOperator.signature(function, types)
                .orElse(function.signatures().get(0));
        return Types.toCalcite(
                new io.millrace.core.type.Schema(signature.result().children()), binding.getTypeFactory());
    }

    /** The signature that takes arguments of these types; one that a call has is always found. */
    public Signature signature(List<Type> types) {
        return UserOperator.signature(function, types).orElseThrow();
    }
}
