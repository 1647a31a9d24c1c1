package io.millrace.sql.validate;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorTable;
import org.apache.calcite.sql.SqlSyntax;
import org.apache.calcite.sql.fun.SqlLibraryOperators;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.util.SqlOperatorTables;
import org.apache.calcite.sql.validate.SqlNameMatcher;
import org.jspecify.annotations.Nullable;

/** The operators of the dialect: Calcite's standard ones that carry syntax, and ours. */
final class DialectOperators implements SqlOperatorTable {
    static final SqlOperatorTable TABLE = new DialectOperators();

    /** Standard operators that mean something else here, or nothing. */
    private static final Set<String> HIDDEN = Set.of("TUMBLE", "HOP", "SESSION");

    private final SqlOperatorTable own;

    private DialectOperators() {
        own = SqlOperatorTables.of(List.of(
                WindowFunction.TUMBLE,
                WindowFunction.HOP,
                WindowFunction.CUMULATE,
                WindowFunction.SESSION,
                SqlLibraryOperators.TRY_CAST));
    }

    @Override
    public void lookupOperatorOverloads(
            SqlIdentifier name,
            @Nullable SqlFunctionCategory category,
            SqlSyntax syntax,
            List<SqlOperator> found,
            SqlNameMatcher matcher) {
        int before = found.size();
        own.lookupOperatorOverloads(name, category, syntax, found, matcher);
        if (found.size() == before) {
            List<SqlOperator> standard = new ArrayList<>();
            SqlStdOperatorTable.instance().lookupOperatorOverloads(name, category, syntax, standard, matcher);
            standard.stream()
                    .filter(operator -> !HIDDEN.contains(operator.getName()))
                    .forEach(found::add);
        }
    }

    @Override
    public List<SqlOperator> getOperatorList() {
        List<SqlOperator> operators = new ArrayList<>(own.getOperatorList());
        SqlStdOperatorTable.instance().getOperatorList().stream()
                .filter(operator -> !HIDDEN.contains(operator.getName()))
                .forEach(operators::add);
        return operators;
    }
}
