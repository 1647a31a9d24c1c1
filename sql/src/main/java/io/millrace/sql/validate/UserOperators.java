package io.millrace.sql.validate;

import io.millrace.core.learn.SeriesFunction;
import io.millrace.engine.user.FunctionKind;
import io.millrace.engine.user.UserClass;
import io.millrace.sql.Catalog;
import io.millrace.sql.FunctionCatalog.Scope;
import io.millrace.sql.ObjectPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorTable;
import org.apache.calcite.sql.SqlSyntax;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.validate.SqlNameMatcher;
import org.apache.calcite.sql.validate.SqlNameMatchers;
import org.jspecify.annotations.Nullable;

/**
 * All functions of a session. A name alone means, in this order: a temporary system function, one that comes with
 * Millrace, a temporary one, one of the database in use.
 */
final class UserOperators implements SqlOperatorTable {
    private final Catalog catalog;
    private final List<SeriesFunction> series;

    /** @param series functions with OVER that learn */
    UserOperators(Catalog catalog, List<SeriesFunction> series) {
        this.catalog = catalog;
        this.series = series;
    }

    Catalog catalog() {
        return catalog;
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
        Optional<UserClass> user = syntax == SqlSyntax.FUNCTION ? find(name) : Optional.empty();
        if (user.isEmpty()) {
            DialectOperators.TABLE.lookupOperatorOverloads(name, category, syntax, found, matcher);
        }
        user.ifPresent(function -> found.add(
                switch (function.kind()) {
                    case AGGREGATE -> new UserAggregateOperator(name, function);
                    case TABLE -> new UserTableOperator(name, function);
                    case SCALAR, ASYNC -> new UserOperator(name, function);
                }));
    }

    /** The function that learns which a name means. */
    Optional<SeriesFunction> series(SqlIdentifier name) {
        return series.stream()
                .filter(function -> name.isSimple() && name.getSimple().equalsIgnoreCase(function.name()))
                .findFirst();
    }

    /** The names of the functions that learn. */
    List<String> series() {
        return series.stream().map(SeriesFunction::name).toList();
    }

    /** The function of a user that a name means; empty when it means another one, or none. */
    Optional<UserClass> find(SqlIdentifier name) {
        ObjectPath path = catalog.path(name.names);
        Optional<UserClass> system = name.isSimple() ? catalog.functions().find(Scope.SYSTEM, path) : Optional.empty();
        if (system.isPresent() || isBuiltIn(name)) {
            return system;
        }
        return catalog.functions()
                .find(Scope.TEMPORARY, path)
                .or(() -> catalog.functions().find(Scope.PERMANENT, path));
    }

    /** Whether a function of that name comes with Millrace. */
    boolean isBuiltIn(SqlIdentifier name) {
        List<SqlOperator> found = new ArrayList<>();
        DialectOperators.TABLE.lookupOperatorOverloads(
                name, null, SqlSyntax.FUNCTION, found, SqlNameMatchers.withCaseSensitive(false));
        return !found.isEmpty();
    }

    /** The names of the table functions that can be called without a database. */
    List<String> tableFunctions() {
        return catalog.functions().names(catalog.current()).stream()
                .filter(name -> find(new SqlIdentifier(name, SqlParserPos.ZERO))
                        .filter(function -> function.kind() == FunctionKind.TABLE)
                        .isPresent())
                .toList();
    }

    @Override
    public List<SqlOperator> getOperatorList() {
        return DialectOperators.TABLE.getOperatorList();
    }
}
