package io.millrace.sql.validate;

import io.millrace.engine.user.UserClass;
import io.millrace.sql.Catalog;
import io.millrace.sql.FunctionCatalog.Scope;
import io.millrace.sql.ObjectPath;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorTable;
import org.apache.calcite.sql.SqlSyntax;
import org.apache.calcite.sql.validate.SqlNameMatcher;
import org.jspecify.annotations.Nullable;

/**
 * All functions of a session. A name alone means, in this order: a temporary system function, one that comes with
 * Millrace, a temporary one, one of the database in use.
 */
final class UserOperators implements SqlOperatorTable {
    private final Catalog catalog;

    UserOperators(Catalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public void lookupOperatorOverloads(
            SqlIdentifier name,
            @Nullable SqlFunctionCategory category,
            SqlSyntax syntax,
            List<SqlOperator> found,
            SqlNameMatcher matcher) {
        if (name.names.size() > 3 || name.isStar()) {
            return;
        }
        ObjectPath path = catalog.path(name.names);
        Optional<UserClass> user = Optional.empty();
        if (syntax == SqlSyntax.FUNCTION) {
            user = name.isSimple() ? catalog.functions().find(Scope.SYSTEM, path) : user;
        }
        int before = found.size();
        if (user.isEmpty()) {
            DialectOperators.TABLE.lookupOperatorOverloads(name, category, syntax, found, matcher);
        }
        if (found.size() == before && user.isEmpty() && syntax == SqlSyntax.FUNCTION) {
            user = catalog.functions()
                    .find(Scope.TEMPORARY, path)
                    .or(() -> catalog.functions().find(Scope.PERMANENT, path));
        }
        user.ifPresent(function -> found.add(
                function.kind() == UserClass.Kind.AGGREGATE
                        ? new UserAggregateOperator(name, function)
                        : new UserOperator(name, function)));
    }

    @Override
    public List<SqlOperator> getOperatorList() {
        return DialectOperators.TABLE.getOperatorList();
    }
}
