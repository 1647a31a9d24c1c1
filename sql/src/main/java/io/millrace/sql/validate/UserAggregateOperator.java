package io.millrace.sql.validate;

import io.millrace.core.error.QueryException;
import io.millrace.core.type.Type;
import io.millrace.engine.user.Signature;
import io.millrace.engine.user.UserClass;
import io.millrace.engine.user.UserFunction;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.util.Optionality;

/** An aggregate function of a user, as Calcite sees it. */
public final class UserAggregateOperator extends SqlAggFunction {
    private final UserClass function;

    /** @param name as it was called: it is looked up more than once */
    UserAggregateOperator(SqlIdentifier name, UserClass function) {
        super(
                function.function().name(),
                name,
                SqlKind.OTHER_FUNCTION,
                binding -> UserOperator.resultType(function, binding),
                null,
                new UserOperator.Checker(function),
                SqlFunctionCategory.USER_DEFINED_FUNCTION,
                false,
                false,
                Optionality.FORBIDDEN);
        this.function = function;
    }

    public UserFunction function() {
        return function.function();
    }

    /** Whether it can take rows back. */
    public boolean isRetractable() {
        return function.isRetractable();
    }

    /** The types that arguments of these types are handed over as. */
    public List<Type> parameters(List<Type> types) {
        Signature signature = UserOperator.signature(function, types).orElseThrow();
        List<Type> parameters = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            parameters.add(signature.takesAny(i) ? types.get(i) : signature.parameter(i));
        }
        return parameters;
    }

    /** Checks that DISTINCT is of one argument, which is what can be told apart. */
    public static void checkDistinct(String name, boolean distinct, int arguments) {
        if (distinct && arguments != 1) {
            throw new QueryException(
                    name + " with DISTINCT takes one argument",
                    null,
                    "leave equal rows out before: FROM (SELECT DISTINCT k, a, b FROM t)");
        }
    }
}
