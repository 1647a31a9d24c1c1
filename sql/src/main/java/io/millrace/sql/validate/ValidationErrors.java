package io.millrace.sql.validate;

import io.millrace.core.error.QueryException;
import io.millrace.core.error.QueryException.Position;
import io.millrace.core.text.Suggestions;
import io.millrace.sql.Catalog;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.calcite.runtime.CalciteContextException;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.jspecify.annotations.Nullable;

/** Puts what the validator found into our words, with the nearest valid name. */
final class ValidationErrors {
    private static final Pattern COLUMN =
            Pattern.compile("Column '([^']*)' not found in (?:any table|table '.*')" + "(?:; did you mean '.*'\\?)?");
    private static final Pattern IDENTIFIER = Pattern.compile("Unknown identifier '(.*)'");
    private static final Pattern TABLE =
            Pattern.compile("(?:Object|Table) '([^']*)' not found(?: within '.*')?" + "(?:; did you mean '.*'\\?)?");
    private static final Pattern EXCEPT =
            Pattern.compile("SELECT \\* EXCLUDE/EXCEPT list contains unknown column\\(s\\): ([^,]*).*");
    private static final Pattern FUNCTION = Pattern.compile("No match found for function signature (\\S+?)\\((.*)\\)");
    private static final Pattern GROUPING = Pattern.compile("Expression '(.*)' is not being grouped");
    private static final Pattern OPERANDS =
            Pattern.compile("Cannot apply '(.*?)' to arguments of type '(.*?)'\\.(?s:.*)");
    private static final Pattern COUNT =
            Pattern.compile("Invalid number of arguments to function '(.*?)'\\. Was expecting (\\d+) arguments");
    private static final Pattern ALIASES = Pattern.compile(
            "List of column aliases must have same degree as table; table has (\\d+) columns .*, whereas alias list has"
                    + " (\\d+) columns");
    private static final Pattern AMBIGUOUS = Pattern.compile("Column '(.*)' is ambiguous");
    private static final Pattern TYPE_NAMES = Pattern.compile("<([^<>]*)>");

    /** Flink's functions that there are not, which are no misspelt others, and what does instead. */
    private static final Map<String, String> MISSING = Map.of(
            "SOURCE_WATERMARK",
            "it stands alone in a WATERMARK clause, where a source has watermarks of its own; CURRENT_WATERMARK(ts) is a row's",
            "PRINT",
            "INSERT INTO a table WITH ('connector' = 'print') shows rows as they come",
            "OBJECT_OF",
            "there are no STRUCTURED types: CAST(ROW(...) AS ROW<a INT, b STRING>) names fields, too",
            "OBJECT_UPDATE",
            "there are no STRUCTURED types: make a new ROW of the fields of the old one");

    /** What takes numbers, and is given text now and then. */
    private static final Set<String> NUMERIC = Set.of(
            "+",
            "-",
            "*",
            "/",
            "%",
            "||",
            "SUM",
            "AVG",
            "STDDEV",
            "STDDEV_POP",
            "STDDEV_SAMP",
            "VARIANCE",
            "VAR_POP",
            "VAR_SAMP");

    private ValidationErrors() {}

    static QueryException explain(
            RuntimeException error, SqlNode query, UserOperators functions, List<String> columns) {
        Throwable cause = error;
        Position place = null;
        while (true) {
            if (cause instanceof QueryException own) {
                return own;
            }
            if (cause instanceof CalciteContextException context && context.getPosLine() > 0) {
                place = new Position(context.getPosLine(), Math.max(1, context.getPosColumn()));
            }
            Throwable next = cause.getCause();
            if (next == null || next == cause) {
                break;
            }
            cause = next;
        }
        if (place == null) {
            place = Places.position(query.getParserPosition());
        }
        if (!(error instanceof CalciteContextException) && !isCalcites(cause)) {
            throw error;
        }
        String message = String.valueOf(cause.getMessage());
        return explain(message, place, query, functions, columns);
    }

    private static boolean isCalcites(Throwable cause) {
        return cause.getClass().getName().startsWith("org.apache.calcite.")
                || cause instanceof UnsupportedOperationException
                || cause instanceof AssertionError;
    }

    private static QueryException explain(
            String message, @Nullable Position place, SqlNode query, UserOperators functions, List<String> columns) {
        Catalog catalog = functions.catalog();
        Matcher matcher = COLUMN.matcher(message);
        if (!matcher.matches()) {
            matcher = IDENTIFIER.matcher(message);
        }
        if (matcher.matches()) {
            return column(matcher.group(1), place, query, functions, columns);
        }
        matcher = TABLE.matcher(message);
        if (matcher.matches()) {
            return UnknownTable.error(matcher.group(1), place, query, catalog);
        }
        matcher = EXCEPT.matcher(message);
        if (matcher.matches()) {
            return new QueryException(
                    "unknown column '" + matcher.group(1) + "' after EXCEPT",
                    place,
                    Suggestions.didYouMean(matcher.group(1), UnknownTable.columnsOf(query, catalog)));
        }
        matcher = FUNCTION.matcher(message);
        if (matcher.matches()) {
            return function(matcher.group(1), matcher.group(2), functions, place);
        }
        matcher = GROUPING.matcher(message);
        if (matcher.matches()) {
            return new QueryException(
                    "'" + plain(matcher.group(1)) + "' is neither grouped nor aggregated",
                    place,
                    "add it to GROUP BY, or use an aggregate such as MAX(" + plain(matcher.group(1)) + ")");
        }
        matcher = OPERANDS.matcher(message);
        if (matcher.matches()) {
            return operands(matcher.group(1), types(matcher.group(2)), place);
        }
        matcher = COUNT.matcher(message);
        if (matcher.matches()) {
            return new QueryException(
                    "function " + matcher.group(1) + " takes " + matcher.group(2)
                            + (matcher.group(2).equals("1") ? " argument" : " arguments"),
                    place,
                    "check what stands between its parentheses");
        }
        matcher = AMBIGUOUS.matcher(message);
        if (matcher.matches()) {
            return new QueryException(
                    "column '" + matcher.group(1) + "' is in more than one table",
                    place,
                    matcher.group(1).startsWith("window_")
                            ? "the input has one already: rename it there, as in " + matcher.group(1) + " AS inner_"
                                    + matcher.group(1).substring("window_".length())
                            : "write the table's name or alias before it");
        }
        matcher = ALIASES.matcher(message);
        if (matcher.matches()) {
            return new QueryException(
                    "the list of names has " + matcher.group(2) + ", the table has " + matcher.group(1)
                            + (matcher.group(1).equals("1") ? " column" : " columns"),
                    place,
                    "write one name for each column, as in AS t (x, y)");
        }
        return new QueryException(sentence(message), place, Remedies.of(message));
    }

    private static QueryException column(
            String name, @Nullable Position place, SqlNode query, UserOperators functions, List<String> columns) {
        if (isType(name, query)) {
            return new QueryException("unknown type '" + name + "'", place, UnknownType.hint(name));
        }
        if (name.equals("*")) {
            return starred(query, functions, place);
        }
        LinkedHashSet<String> known = new LinkedHashSet<>(columns);
        known.addAll(UnknownTable.columnsOf(query, functions.catalog()));
        String hint = known.isEmpty()
                ? "no column has this name here"
                : known.contains(name)
                        ? ChangelogCalls.isIn(query)
                                ? "the result of FROM_CHANGELOG has all columns but the one that says what a row does"
                                : callsTable(query)
                                        ? "a function in FROM sees the tables before it behind LATERAL: FROM t, LATERAL TABLE(f("
                                                + name + "))"
                                        : "columns cannot be used here"
                        : Suggestions.didYouMean(name, known);
        return new QueryException("unknown column '" + name + "'", place, hint);
    }

    private static boolean callsTable(SqlNode query) {
        boolean[] found = {false};
        query.accept(new SqlBasicVisitor<@Nullable Void>() {
            @Override
            public @Nullable Void visit(SqlCall call) {
                found[0] |= call.getKind() == SqlKind.COLLECTION_TABLE
                        && !(((SqlCall) call.operand(0)).getOperator() instanceof WindowFunction)
                        && !ChangelogCalls.isCalled(
                                ((SqlCall) call.operand(0)).getOperator().getName())
                        && WindowFunction.named(((SqlCall) call.operand(0))
                                        .getOperator()
                                        .getName())
                                .isEmpty();
                return super.visit(call);
            }
        });
        return found[0];
    }

    /** Whether a name stands where a type does. */
    private static boolean isType(String name, SqlNode query) {
        boolean[] found = {false};
        query.accept(new SqlBasicVisitor<@Nullable Void>() {
            @Override
            public @Nullable Void visit(SqlDataTypeSpec type) {
                found[0] |= type.getTypeName().toString().equals(name);
                return null;
            }
        });
        return found[0];
    }

    private static QueryException function(
            String name, String arguments, UserOperators functions, @Nullable Position place) {
        TreeSet<String> names = new TreeSet<>(functions.series());
        DialectOperators.TABLE.getOperatorList().forEach(operator -> names.add(operator.getName()));
        names.removeIf(each -> each.isEmpty() || !Character.isLetter(each.charAt(0)));
        if (name.startsWith("$")) {
            return new QueryException(
                    name.substring(1) + " in GROUP BY is not supported",
                    place,
                    "write FROM TABLE(" + name.substring(1)
                            + "(TABLE t, DESCRIPTOR(ts), ...)) and GROUP BY window_start, window_end");
        }
        String instead = MISSING.get(name.toUpperCase(java.util.Locale.ROOT));
        if (instead != null) {
            return new QueryException(
                    "function " + name.toUpperCase(java.util.Locale.ROOT) + " is not supported yet", place, instead);
        }
        if (names.contains(name.toUpperCase(java.util.Locale.ROOT))) {
            return new QueryException(
                    "function " + name + " does not take " + (arguments.isEmpty() ? "no arguments" : types(arguments)),
                    place,
                    "check number and types of its arguments");
        }
        return new QueryException(
                "unknown function '" + name + "'",
                place,
                Suggestions.nearest(name, names)
                        .map(near -> "did you mean " + near + "?")
                        .orElse("SHOW FUNCTIONS lists them"));
    }

    private static QueryException operands(String operator, String given, @Nullable Position place) {
        boolean text = given.contains("STRING") || given.contains("CHAR");
        String hint = "check the argument types; CAST(x AS type) changes one";
        if (text && NUMERIC.contains(operator)) {
            String example = Character.isLetter(operator.charAt(0))
                    ? operator + "(CAST(x AS DOUBLE))"
                    : operator.equals("||") ? "x || CAST(y AS STRING)" : "CAST(x AS INT) " + operator + " 1";
            hint = operator.equals("||")
                    ? "only text is put together: " + example
                    : "text is no number until it is cast: " + example
                            + "; TRY_CAST gives NULL for text that cannot be read";
        }
        return new QueryException("'" + operator + "' does not take " + given, place, hint);
    }

    /** A function that was called as f(*), though it is not COUNT. */
    private static QueryException starred(SqlNode query, UserOperators functions, @Nullable Position place) {
        String[] name = {"f"};
        query.accept(new SqlBasicVisitor<@Nullable Void>() {
            @Override
            public @Nullable Void visit(SqlCall call) {
                boolean star = call.getOperandList().stream()
                        .anyMatch(operand -> operand instanceof SqlIdentifier identifier && identifier.isStar());
                if (star
                        && call.getOperator() instanceof SqlFunction function
                        && !function.getName().equals("COUNT")) {
                    name[0] = function.getName();
                }
                return super.visit(call);
            }
        });
        return function(name[0], "*", functions, place);
    }

    /** Types without the angle brackets around them and character sets behind them. */
    private static String types(String text) {
        Matcher matcher = TYPE_NAMES.matcher(text);
        List<String> names = new ArrayList<>();
        while (matcher.find()) {
            names.add(plain(matcher.group(1)));
        }
        return names.isEmpty() ? plain(text) : String.join(" and ", names);
    }

    private static String plain(String text) {
        return text.replace("`", "")
                .replace("VARCHAR(2147483647)", "STRING")
                .replace("VARBINARY(2147483647)", "BYTES")
                .replace("TIMESTAMP_WITH_LOCAL_TIME_ZONE", "TIMESTAMP_LTZ")
                .replaceAll(" CHARACTER SET \"[^\"]*\"", "")
                .replaceAll("\\bOTHER\\b", "BITMAP")
                .replace("INTEGER", "INT");
    }

    private static String sentence(String message) {
        String first = message.lines().findFirst().orElse(message).strip();
        String plain = plain(first).replaceAll("(?:[a-z]+\\.)+([A-Z]\\w+)", "$1");
        return plain.isEmpty() ? "the query is wrong here" : plain;
    }
}
