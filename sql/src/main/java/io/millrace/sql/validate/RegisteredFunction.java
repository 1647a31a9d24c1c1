package io.millrace.sql.validate;

import io.millrace.engine.function.Function;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlSyntax;

/** A function of the engine's registry, as Calcite sees it. */
final class RegisteredFunction extends SqlFunction {
    private final Function function;

    private final boolean withoutBrackets;

    /**
     * @param category where the grammar looks for it
     * @param withoutBrackets whether a call has none
     */
    RegisteredFunction(String name, Function function, SqlFunctionCategory category, boolean withoutBrackets) {
        super(name, SqlKind.OTHER_FUNCTION, signature(function)::resultType, null, signature(function), category);
        this.function = function;
        this.withoutBrackets = withoutBrackets;
    }

    @Override
    public SqlSyntax getSyntax() {
        return withoutBrackets ? SqlSyntax.FUNCTION_ID : super.getSyntax();
    }

    @Override
    public boolean isDeterministic() {
        return function.deterministic();
    }

    private static Signature signature(Function function) {
        return new Signature(function.name(), function.signature(), function.overloads());
    }
}
