package io.millrace.sql.validate;

import io.millrace.core.text.Suggestions;
import io.millrace.core.type.Schema;
import io.millrace.sql.Catalog;
import io.millrace.sql.CatalogModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlExplicitModelCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.jspecify.annotations.Nullable;

/** Brings calls of ML_PREDICT and ML_LEARN to one form before names are resolved; see {@link ModelFunction}. */
final class ModelCalls {
    static final String PREDICT = "ML_PREDICT";
    static final String LEARN = "ML_LEARN";

    private static final String INPUT = "INPUT";
    private static final String MODEL = "MODEL";
    private static final String LABEL = "LABEL";
    private static final String ARGUMENTS = "ARGS";
    private static final String PREDICTED = "PREDICTED";
    private static final String CONFIG = "CONFIG";

    private final Catalog catalog;
    private final String function;
    private final SqlCall call;
    private final Map<String, SqlNode> given = new LinkedHashMap<>();

    private ModelCalls(Catalog catalog, String function, SqlCall call) {
        this.catalog = catalog;
        this.function = function;
        this.call = call;
    }

    static boolean isCalled(String name) {
        return name.equalsIgnoreCase(PREDICT) || name.equalsIgnoreCase(LEARN);
    }

    /** The call with its table alone; what else it says is in its operator. */
    static SqlCall normalize(Catalog catalog, SqlCall call, String name) {
        ModelCalls calls = new ModelCalls(catalog, name.toUpperCase(Locale.ROOT), call);
        calls.readArguments();
        return new SqlBasicCall(
                new ModelFunction(calls.function, calls.options()), List.of(calls.table()), call.getParserPosition());
    }

    private boolean learns() {
        return function.equals(LEARN);
    }

    private String pattern() {
        return "write " + function
                + (learns()
                        ? "(TABLE t, MODEL m, DESCRIPTOR(label), DESCRIPTOR(x, y))"
                        : "(TABLE t, MODEL m, DESCRIPTOR(x, y))");
    }

    private List<String> names() {
        List<SqlNode> operands = call.getOperandList();
        boolean labelled = learns() && (operands.size() > 3 || NamedArguments.areIn(call));
        return labelled
                ? List.of(INPUT, MODEL, LABEL, ARGUMENTS, PREDICTED, CONFIG)
                : List.of(INPUT, MODEL, ARGUMENTS, CONFIG);
    }

    private void readArguments() {
        List<String> names = names();
        boolean named = NamedArguments.areIn(call);
        for (int i = 0; i < call.operandCount(); i++) {
            SqlNode operand = call.operand(i);
            boolean hasName = operand.getKind() == SqlKind.ARGUMENT_ASSIGNMENT;
            if (named != hasName) {
                throw Places.error(
                        "arguments of " + function + " with and without names are mixed",
                        operand,
                        "name all of them, or none");
            } else if (!named && i >= names.size()) {
                throw Places.error(function + " takes fewer arguments", operand, pattern());
            }
            String name = named ? ((SqlCall) operand).operand(1).toString().toUpperCase(Locale.ROOT) : names.get(i);
            if (!names.contains(name)) {
                throw Places.error(
                        function + " has no argument '" + name + "'",
                        ((SqlCall) operand).operand(1),
                        Suggestions.didYouMean(name, names));
            }
            given.put(name, named ? ((SqlCall) operand).operand(0) : operand);
        }
        SqlNode config = given.get(CONFIG);
        if (config != null) {
            throw Places.error(
                    function + " takes no options here",
                    config,
                    "a model in this process answers at once: leave them out");
        }
    }

    private SqlNode argument(String name) {
        SqlNode argument = given.get(name);
        if (argument == null) {
            throw Places.error("argument " + name + " is missing in the call of " + function, call, pattern());
        }
        return argument;
    }

    private SqlNode table() {
        SqlNode table = argument(INPUT);
        if (table.getKind() == SqlKind.SET_SEMANTICS_TABLE) {
            throw Places.error(
                    function + " takes no PARTITION BY",
                    table,
                    "models of their own for each key are the model's to say: 'partition-by' = 'column'");
        }
        if (!table.isA(SqlKind.QUERY) && table.getKind() != SqlKind.EXPLICIT_TABLE) {
            throw Places.error(function + " takes a table", table, pattern());
        }
        return table;
    }

    private ModelFunction.Options options() {
        if (!(argument(MODEL) instanceof SqlExplicitModelCall explicit)) {
            throw Places.error("the second argument of " + function + " is a model", argument(MODEL), pattern());
        }
        SqlIdentifier name = explicit.getModelIdentifier();
        CatalogModel model = catalog.models()
                .findUsed(catalog.path(name.names))
                .orElseThrow(() -> Places.error(
                        "unknown model '" + name + "'",
                        name,
                        Suggestions.didYouMean(
                                name.toString(),
                                catalog.models().models(catalog.current()).stream()
                                        .map(each -> each.path().name())
                                        .toList())));
        if (learns() && !model.type().learns()) {
            throw Places.error(
                    "model '" + model.name() + "' does not learn: its provider is '" + model.provider() + "'",
                    name,
                    "use ML_PREDICT");
        } else if (learns() && model.refusal().isPresent()) {
            throw Places.at(model.refusal().get(), name.getParserPosition());
        }
        List<SqlIdentifier> features = columns(argument(ARGUMENTS));
        checkCount(model, features);
        return new ModelFunction.Options(model, features, label(model, features), predicted(model));
    }

    private void checkCount(CatalogModel model, List<SqlIdentifier> features) {
        Schema input = model.input();
        if (features.size() != input.size()) {
            throw Places.error(
                    "model '" + model.name() + "' takes " + input.size() + (input.size() == 1 ? " column" : " columns")
                            + ", but the descriptor has " + features.size(),
                    argument(ARGUMENTS),
                    "it takes, in this order: " + String.join(", ", input.names()));
        }
    }

    private @Nullable SqlIdentifier label(CatalogModel model, List<SqlIdentifier> features) {
        SqlNode given = this.given.get(LABEL);
        if (!learns()) {
            return null;
        } else if (!model.type().hasLabel()) {
            if (given != null) {
                throw Places.error(
                        "a model for " + model.type().task() + " learns without a label",
                        given,
                        "write ML_LEARN(TABLE t, MODEL " + model.path().name() + ", DESCRIPTOR(x, y))");
            }
            return null;
        }
        List<SqlIdentifier> columns = columns(argument(LABEL));
        if (columns.size() != 1) {
            throw Places.error("there is one label", argument(LABEL), "write DESCRIPTOR(label)");
        }
        SqlIdentifier label = columns.get(0);
        for (SqlIdentifier feature : features) {
            if (feature.getSimple().equals(label.getSimple())) {
                throw Places.error(
                        "the label '" + label.getSimple()
                                + "' is among the features: the model would be told the answer",
                        feature,
                        "name another column");
            }
        }
        return label;
    }

    private @Nullable SqlIdentifier predicted(CatalogModel model) {
        SqlNode predicted = given.get(PREDICTED);
        if (predicted == null) {
            return null;
        }
        List<SqlIdentifier> columns = columns(predicted);
        if (columns.size() != 1 || !model.type().hasLabel()) {
            throw Places.error(
                    "what was predicted earlier is one column, of a model with a label",
                    predicted,
                    "write PREDICTED => DESCRIPTOR(column)");
        }
        return columns.get(0);
    }

    private List<SqlIdentifier> columns(SqlNode descriptor) {
        List<SqlIdentifier> columns = new ArrayList<>();
        if (descriptor instanceof SqlCall list && list.getOperator().getName().equalsIgnoreCase("DESCRIPTOR")) {
            for (SqlNode node : list.getOperandList()) {
                if (!(node instanceof SqlIdentifier column) || !column.isSimple()) {
                    throw Places.error("a descriptor names columns", node, pattern());
                }
                columns.add(column);
            }
            return columns;
        }
        throw Places.error("columns are named by a descriptor", descriptor, pattern());
    }

    /** Says that a call stands where a value does. */
    static RuntimeException noValue(SqlCall call, String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        return Places.error(
                upper + " answers rows, not a value",
                call,
                "call it in FROM: FROM " + upper + "(TABLE t, MODEL m, DESCRIPTOR(x))");
    }
}
