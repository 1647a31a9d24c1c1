package io.millrace.sql.validate;

import io.millrace.engine.aggregate.AggregateFunction;
import io.millrace.engine.aggregate.Aggregates;
import io.millrace.engine.function.Function;
import io.millrace.engine.function.Functions;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.SqlOperatorTable;
import org.apache.calcite.sql.SqlSyntax;
import org.apache.calcite.sql.fun.SqlBasicAggFunction;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.util.SqlOperatorTables;
import org.apache.calcite.sql.validate.SqlNameMatcher;
import org.apache.calcite.sql.validate.SqlNameMatchers;
import org.jspecify.annotations.Nullable;

/** The operators of the dialect: Calcite's standard ones that carry syntax, and the functions of the engine. */
public final class DialectOperators implements SqlOperatorTable {
    /** Functions with a syntax of their own, or a result type that the registry cannot say. */
    private static final Set<String> STANDARD = Set.of(
            "NULLIF",
            "MOD",
            "DESCRIPTOR",
            "ROW_NUMBER",
            "GROUPING",
            "GROUPING_ID",
            "GROUP_ID",
            "RANK",
            "DENSE_RANK",
            "LAG",
            "LEAD",
            "NTH_VALUE",
            "NTILE",
            "PERCENT_RANK",
            "CUME_DIST",
            "COLLECT",
            "COUNT",
            "SUM",
            "AVG",
            "MIN",
            "MAX",
            "STDDEV",
            "STDDEV_POP",
            "STDDEV_SAMP",
            "VARIANCE",
            "VAR_POP",
            "VAR_SAMP",
            "FIRST",
            "LAST",
            "PREV",
            "NEXT",
            "RUNNING",
            "FINAL",
            "CLASSIFIER",
            "MATCH_NUMBER");

    /** Functions whose calls the grammar writes in its own way: {@code EXTRACT(unit FROM t)}, {@code TRIM(...)}, ... */
    private static final Set<String> GRAMMAR = Set.of(
            "JSON_EXISTS",
            "JSON_VALUE",
            "JSON_QUERY",
            "JSON_OBJECT",
            "JSON_ARRAY",
            "EXTRACT",
            "FLOOR",
            "CEIL",
            "TRIM",
            "OVERLAY",
            "POSITION",
            "TIMESTAMPADD",
            "TIMESTAMPDIFF",
            "YEAR",
            "QUARTER",
            "MONTH",
            "WEEK",
            "DAYOFYEAR",
            "DAYOFMONTH",
            "DAYOFWEEK",
            "HOUR",
            "MINUTE",
            "SECOND");

    /** Functions that the grammar has a syntax for, but not the type of the result. */
    private static final Set<String> TEXTS = Set.of("SUBSTRING", "TRANSLATE3");

    /** Functions that are called without brackets. */
    private static final Set<String> WITHOUT_BRACKETS =
            Set.of("CURRENT_DATE", "CURRENT_TIME", "CURRENT_TIMESTAMP", "LOCALTIME", "LOCALTIMESTAMP");

    private static final SqlAggFunction ARRAY_AGG = SqlBasicAggFunction.create(
                    "ARRAY_AGG", SqlKind.ARRAY_AGG, DialectOperators::arrayOfValues, OperandTypes.ANY)
            .withFunctionType(SqlFunctionCategory.SYSTEM)
            .withSyntax(SqlSyntax.ORDERED_FUNCTION);

    /** Built last: it needs the names above. */
    static final SqlOperatorTable TABLE = new DialectOperators();

    private final SqlOperatorTable own;

    private DialectOperators() {
        List<SqlOperator> operators = new ArrayList<>(List.of(
                WindowFunction.TUMBLE,
                WindowFunction.HOP,
                WindowFunction.CUMULATE,
                WindowFunction.SESSION,
                ordered("FIRST_VALUE"),
                ordered("LAST_VALUE"),
                ARRAY_AGG,
                MatchTime.MATCH_ROWTIME,
                MatchTime.MATCH_PROCTIME,
                ChoiceFunctions.IF,
                ChoiceFunctions.COALESCE,
                ChoiceFunctions.IFNULL,
                ChoiceFunctions.GREATEST,
                ChoiceFunctions.LEAST,
                NestedCast.CAST,
                NestedCast.TRY_CAST));
        operators.addAll(GroupWindowFunction.operators());
        for (Function function : Functions.ALL) {
            LinkedHashSet<String> names = new LinkedHashSet<>(function.aliases());
            names.add(function.name());
            for (String name : names) {
                if (Character.isLetter(name.charAt(0)) && !GRAMMAR.contains(name) && !name.contains(" ")) {
                    operators.add(
                            new RegisteredFunction(name, function, category(name), WITHOUT_BRACKETS.contains(name)));
                }
            }
        }
        for (AggregateFunction function : Aggregates.ALL) {
            if (!function.overloads().isEmpty()) {
                operators.add(new RegisteredAggregate(function.name(), function));
                function.aliases().forEach(alias -> operators.add(new RegisteredAggregate(alias, function)));
                if (function.uses().group() == AggregateFunction.Group.REQUIRED) {
                    operators.add(new RegisteredAggregate(function.name() + RegisteredAggregate.DESCENDING, function));
                }
            }
        }
        own = SqlOperatorTables.of(operators);
    }

    private static SqlFunctionCategory category(String name) {
        return TEXTS.contains(name) ? SqlFunctionCategory.STRING : SqlFunctionCategory.USER_DEFINED_FUNCTION;
    }

    private static RelDataType arrayOfValues(SqlOperatorBinding binding) {
        RelDataType array = binding.getTypeFactory().createArrayType(binding.getOperandType(0), -1);
        return binding.getTypeFactory().createTypeWithNullability(array, true);
    }

    private static SqlAggFunction ordered(String name) {
        return SqlBasicAggFunction.create(
                        name, SqlKind.OTHER_FUNCTION, ReturnTypes.ARG0_NULLABLE_IF_EMPTY, OperandTypes.ANY)
                .withAllowsNullTreatment(true);
    }

    /** The function of the registry with this name. */
    public static SqlOperator function(String name) {
        return TABLE.getOperatorList().stream()
                .filter(operator -> operator instanceof RegisteredFunction
                        && operator.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** All functions and aggregates, sorted. */
    public static List<String> names() {
        TreeSet<String> names = new TreeSet<>();
        for (SqlOperator operator : TABLE.getOperatorList()) {
            if (operator instanceof SqlFunction
                    && !operator.getName().contains(" ")
                    && Character.isLetter(operator.getName().charAt(0))) {
                names.add(operator.getName());
            }
        }
        names.removeAll(Set.of("DESCRIPTOR"));
        return List.copyOf(names);
    }

    @Override
    public void lookupOperatorOverloads(
            SqlIdentifier name,
            @Nullable SqlFunctionCategory category,
            SqlSyntax syntax,
            List<SqlOperator> found,
            SqlNameMatcher matcher) {
        for (NestedCast cast : NestedCast.BOTH) {
            if (name.isSimple() && name.getSimple().equalsIgnoreCase(cast.getName())) {
                // Looked for as an ordinary function, which it is not.
                found.add(cast);
                return;
            }
        }
        int before = found.size();
        // Names of functions are the same in any case; the matcher is that of columns, whose names are not.
        own.lookupOperatorOverloads(name, category, syntax, found, SqlNameMatchers.withCaseSensitive(false));
        if (found.size() == before) {
            List<SqlOperator> standard = new ArrayList<>();
            SqlStdOperatorTable.instance().lookupOperatorOverloads(name, category, syntax, standard, matcher);
            standard.stream().filter(DialectOperators::isOurs).forEach(found::add);
        }
    }

    private static boolean isOurs(SqlOperator operator) {
        String name = operator.getName().toUpperCase(Locale.ROOT);
        return !(operator instanceof SqlFunction) || STANDARD.contains(name) || GRAMMAR.contains(name);
    }

    @Override
    public List<SqlOperator> getOperatorList() {
        List<SqlOperator> operators = new ArrayList<>(own.getOperatorList());
        SqlStdOperatorTable.instance().getOperatorList().stream()
                .filter(DialectOperators::isOurs)
                .forEach(operators::add);
        return operators;
    }
}
