package io.millrace.sql.validate;

import io.millrace.core.text.Suggestions;
import io.millrace.engine.pipeline.ChangelogSpecification.ChangeKind;
import io.millrace.engine.pipeline.ChangelogSpecification.Code;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlCharStringLiteral;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlUtil;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.jspecify.annotations.Nullable;

/** Brings calls of TO_CHANGELOG and FROM_CHANGELOG to one form before names are resolved; see {@link ChangelogFunction}. */
final class ChangelogCalls {
    static final String TO = "TO_CHANGELOG";
    static final String FROM = "FROM_CHANGELOG";
    static final String INPUT = "input";

    private static final String OPERATION = "op";
    private static final String MAPPING = "op_mapping";
    private static final String TIME = "on_time";
    /** In the order of arguments without names; Flink adds the last two to all functions of their kind. */
    private static final List<String> ARGUMENTS = List.of(INPUT, OPERATION, MAPPING, TIME, "uid");

    private static final List<String> KINDS =
            Arrays.stream(ChangeKind.values()).map(ChangeKind::name).toList();

    private final String function;
    private final SqlCall call;
    private final Map<String, SqlNode> given = new LinkedHashMap<>();

    private ChangelogCalls(String function, SqlCall call) {
        this.function = function;
        this.call = call;
    }

    static boolean isCalled(String name) {
        return name.equalsIgnoreCase(TO) || name.equalsIgnoreCase(FROM);
    }

    /** Says that a call stands where a value does. */
    static RuntimeException noValue(SqlCall call, String name) {
        return Places.error(
                name.toUpperCase(Locale.ROOT) + " answers rows, not a value",
                call,
                "call it in FROM: FROM " + name.toUpperCase(Locale.ROOT) + "(input => TABLE t)");
    }

    /** Whether FROM_CHANGELOG is called in a query. */
    static boolean isIn(SqlNode query) {
        boolean[] found = {false};
        query.accept(new SqlBasicVisitor<@Nullable Void>() {
            @Override
            public @Nullable Void visit(SqlCall call) {
                found[0] |= call.getOperator().getName().equalsIgnoreCase(FROM);
                return super.visit(call);
            }
        });
        return found[0];
    }

    /** The call with its table alone; what else it says is in its operator. */
    static SqlCall normalize(SqlCall call, String name) {
        ChangelogCalls calls = new ChangelogCalls(name.toUpperCase(Locale.ROOT), call);
        calls.readArguments();
        ChangelogFunction.Options options = calls.options();
        return new SqlBasicCall(
                new ChangelogFunction(calls.function.equals(TO), options),
                List.of(calls.table()),
                call.getParserPosition());
    }

    private String pattern() {
        return "write " + function + "(input => TABLE t" + (function.equals(TO) ? ")" : ", op => DESCRIPTOR(column))");
    }

    private void readArguments() {
        boolean named = NamedArguments.areIn(call);
        for (int i = 0; i < call.operandCount(); i++) {
            SqlNode operand = call.operand(i);
            boolean hasName = operand.getKind() == SqlKind.ARGUMENT_ASSIGNMENT;
            if (named != hasName) {
                throw Places.error(
                        "arguments of " + function + " with and without names are mixed",
                        operand,
                        "name all of them, or none");
            }
            if (!named && i >= ARGUMENTS.size()) {
                throw Places.error(function + " takes fewer arguments", operand, pattern());
            }
            String name = named ? ((SqlCall) operand).operand(1).toString() : ARGUMENTS.get(i);
            if (!ARGUMENTS.contains(name)) {
                throw Places.error(
                        function + " has no argument '" + name + "'",
                        ((SqlCall) operand).operand(1),
                        Suggestions.didYouMean(name, ARGUMENTS));
            }
            SqlNode value = named ? ((SqlCall) operand).operand(0) : operand;
            if (!isDefault(value)) {
                given.put(name, value);
            }
        }
    }

    /** Whether it stands for an argument that is not given. */
    private static boolean isDefault(SqlNode value) {
        SqlNode bare = value instanceof SqlCall cast && cast.getKind() == SqlKind.CAST ? cast.operand(0) : value;
        return value.getKind() == SqlKind.DEFAULT || SqlUtil.isNullLiteral(bare, false);
    }

    private SqlNode table() {
        SqlNode table = given.get(INPUT);
        if (table == null) {
            throw Places.error("argument 'input' is missing in the call of " + function, call, pattern());
        }
        if (table instanceof SqlCall partitioned && table.getKind() == SqlKind.SET_SEMANTICS_TABLE) {
            SqlNodeList columns = partitioned.operand(1);
            if (!columns.isEmpty()) {
                throw Places.error(
                        function + " takes no PARTITION BY", columns, "leave it out: all rows are handled alike");
            }
            table = partitioned.operand(0);
        }
        if (!table.isA(SqlKind.QUERY) && table.getKind() != SqlKind.EXPLICIT_TABLE) {
            throw Places.error(function + " takes a table", table, pattern());
        }
        return table;
    }

    private ChangelogFunction.Options options() {
        SqlNode operation = given.get(OPERATION);
        SqlIdentifier column = operation == null ? null : column(operation, OPERATION);
        SqlNode time = given.get(TIME);
        if (time != null && function.equals(FROM)) {
            throw Places.error("FROM_CHANGELOG takes no on_time", time, "a time column stays one without it");
        }
        return new ChangelogFunction.Options(
                column == null ? OPERATION : column.getSimple(),
                column == null ? call.getParserPosition() : column.getParserPosition(),
                codes(),
                time == null ? null : column(time, TIME));
    }

    private SqlIdentifier column(SqlNode descriptor, String argument) {
        Optional<SqlIdentifier> column = WindowCalls.timeColumn(descriptor);
        if (column.isEmpty() || !column.get().isSimple()) {
            throw Places.error(
                    "argument '" + argument + "' of " + function + " names one column",
                    descriptor,
                    "write " + argument + " => DESCRIPTOR(column)");
        }
        return column.get();
    }

    /** What the operation column says for each kind of change, or what its values mean. */
    private List<Code> codes() {
        SqlNode mapping = given.get(MAPPING);
        List<Code> codes = new ArrayList<>();
        if (mapping == null) {
            for (ChangeKind kind : ChangeKind.values()) {
                codes.add(new Code(kind.name(), kind));
            }
            return codes;
        }
        if (!(mapping instanceof SqlCall map) || mapping.getKind() != SqlKind.MAP_VALUE_CONSTRUCTOR) {
            throw notConstant(mapping);
        }
        Set<String> seen = new TreeSet<>();
        for (int i = 0; i + 1 < map.operandCount(); i += 2) {
            SqlNode key = map.operand(i);
            SqlNode value = map.operand(i + 1);
            boolean to = function.equals(TO);
            ChangeKind only = to ? null : kind(text(value).trim(), value);
            if (only != null && codes.stream().anyMatch(code -> code.kind() == only)) {
                throw Places.error(
                        only + " stands in op_mapping twice",
                        value,
                        "put its codes into one entry: MAP['c, r', 'INSERT']");
            }
            for (String part : text(key).split(",", -1)) {
                String one = part.trim();
                if (!seen.add(one)) {
                    throw Places.error("'" + one + "' stands in op_mapping twice", key, "leave one out");
                }
                codes.add(only == null ? new Code(text(value), kind(one, key)) : new Code(one, only));
            }
        }
        checkUpdates(codes, mapping);
        return codes;
    }

    /** A row that is updated has to go before it comes again: nothing else tells which row it is. */
    private void checkUpdates(List<Code> codes, SqlNode mapping) {
        List<ChangeKind> kinds = codes.stream().map(Code::kind).toList();
        if (function.equals(FROM)
                && kinds.contains(ChangeKind.UPDATE_AFTER)
                && !kinds.contains(ChangeKind.UPDATE_BEFORE)) {
            throw Places.error(
                    "op_mapping has UPDATE_AFTER, but not UPDATE_BEFORE: nothing says which row is updated",
                    mapping,
                    "where new rows replace those of their key, call the rows INSERT, and take the last of each key with"
                            + " ROW_NUMBER() OVER (PARTITION BY key ORDER BY time DESC)");
        }
    }

    private static ChangeKind kind(String name, SqlNode place) {
        if (!KINDS.contains(name)) {
            throw Places.error("'" + name + "' is no kind of change", place, Suggestions.didYouMean(name, KINDS));
        }
        return ChangeKind.valueOf(name);
    }

    private static String text(SqlNode node) {
        if (node instanceof SqlCharStringLiteral literal) {
            return String.valueOf(literal.getValueAs(String.class));
        }
        throw notConstant(node);
    }

    private static RuntimeException notConstant(SqlNode place) {
        return Places.error(
                "op_mapping is a MAP of texts that are written there",
                place,
                "for example MAP['INSERT', 'I', 'DELETE', 'D']");
    }
}
