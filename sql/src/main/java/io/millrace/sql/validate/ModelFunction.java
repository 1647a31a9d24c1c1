package io.millrace.sql.validate;

import io.millrace.core.text.Suggestions;
import io.millrace.core.type.Column;
import io.millrace.core.type.Kind;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;
import io.millrace.sql.CatalogModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlWindowTableFunction;
import org.apache.calcite.sql.type.SqlReturnTypeInference;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql.validate.SqlValidatorScope;
import org.jspecify.annotations.Nullable;

/**
 * One call of a function of models with what it says besides its table, in the form that {@link ModelCalls} brings calls to:
 * the table is the only argument that is left.
 */
public final class ModelFunction extends SqlWindowTableFunction {
    /** As BigQuery has them. */
    private static final List<Column> EXPLANATION = List.of(
            new Column("baseline_prediction_value", Type.DOUBLE),
            new Column(
                    "top_feature_attributions",
                    Type.array(Type.row(
                                    List.of(new Column("feature", Type.STRING), new Column("attribution", Type.DOUBLE)))
                            .notNull())));

    /** As Flink has it. */
    private static final Type MEASURES = Type.map(Type.STRING.notNull(), Type.DOUBLE);

    private final Options options;

    /** What a call does with the rows. Its name is {@code ML_} and that of the function. */
    public enum Purpose {
        PREDICT,
        /** Predicts, and then learns. */
        LEARN,
        /** Predicts, and says how good the predictions were. */
        EVALUATE,
        /** Predicts, and says why. */
        EXPLAIN
    }

    /**
     * What a call says besides its table.
     *
     * @param features the table's columns that are the model's INPUT, by position
     * @param label the table's column with the right answer, or null
     * @param predicted the table's column with what was predicted earlier, or null
     * @param most how many of the last rows count, 0 for all; or how many features are told
     */
    record Options(
            Purpose purpose,
            CatalogModel model,
            List<SqlIdentifier> features,
            @Nullable SqlIdentifier label,
            @Nullable SqlIdentifier predicted,
            int most) {
        Options {
            features = List.copyOf(features);
        }
    }

    ModelFunction(String name, Options options) {
        super(name, new OneTable("TABLE t, MODEL m, DESCRIPTOR(x)"));
        this.options = options;
    }

    public CatalogModel model() {
        return options.model();
    }

    public Purpose purpose() {
        return options.purpose();
    }

    /** How many of the last rows count, 0 for all; or how many features are told. */
    public int most() {
        return options.most();
    }

    /** The table's columns that are the model's INPUT, by position. */
    public List<String> features() {
        return options.features().stream().map(SqlIdentifier::getSimple).toList();
    }

    /** The table's column with the right answer, or null. */
    public @Nullable String label() {
        SqlIdentifier label = options.label();
        return label == null ? null : label.getSimple();
    }

    /** The table's column with what was predicted earlier, or null. */
    public @Nullable String predicted() {
        SqlIdentifier predicted = options.predicted();
        return predicted == null ? null : predicted.getSimple();
    }

    /** What it is called with belongs to this call alone, so that there is nothing to look up. */
    @Override
    public RelDataType deriveType(SqlValidator validator, SqlValidatorScope scope, SqlCall call) {
        validator.deriveType(scope, call.operand(0));
        return validator.getTypeFactory().createSqlType(SqlTypeName.CURSOR);
    }

    @Override
    public SqlReturnTypeInference getRowTypeInference() {
        return binding -> {
            RelDataType row = binding.getOperandType(0);
            check(row);
            DialectTypeFactory factory = (DialectTypeFactory) binding.getTypeFactory();
            RelDataTypeFactory.Builder columns = factory.builder();
            columns.kind(row.getStructKind());
            if (purpose() == Purpose.EVALUATE) {
                return columns.add("result", Types.toCalcite(MEASURES, factory)).build();
            }
            columns.addAll(row.getFieldList());
            List<String> names = new ArrayList<>(row.getFieldNames());
            List<Column> added = new ArrayList<>(model().output().columns());
            added.addAll(purpose() == Purpose.EXPLAIN ? EXPLANATION : List.of());
            for (Column column : added) {
                String name = unique(column.name(), names);
                names.add(name);
                columns.add(name, Types.toCalcite(column.type().withNullable(true), factory));
            }
            return columns.build();
        };
    }

    /** A name that is not there yet: as in Flink, with a number behind it. */
    private static String unique(String name, List<String> names) {
        String candidate = name;
        for (int i = 0; names.contains(candidate); i++) {
            candidate = name + i;
        }
        return candidate;
    }

    private void check(RelDataType row) {
        Schema input = model().input();
        for (int i = 0; i < options.features().size(); i++) {
            SqlIdentifier feature = options.features().get(i);
            fits(
                    type(row, feature),
                    input.type(i),
                    feature,
                    "INPUT column '" + input.column(i).name() + "'");
        }
        for (SqlIdentifier answer : Arrays.asList(options.label(), options.predicted())) {
            if (answer != null) {
                Column output = model().output().column(0);
                fits(type(row, answer), output.type(), answer, "OUTPUT column '" + output.name() + "'");
            }
        }
    }

    private static Type type(RelDataType row, SqlIdentifier name) {
        RelDataTypeField field = row.getField(name.getSimple(), true, false);
        if (field == null) {
            throw Places.error(
                    "unknown column '" + name.getSimple() + "'",
                    name,
                    Suggestions.didYouMean(name.getSimple(), row.getFieldNames()));
        }
        return Types.of(field.getType());
    }

    /** Whether a model takes a column for one of its own: numbers for numbers, and names for what they name. */
    public static boolean fits(Type from, Type to) {
        Kind a = from.kind();
        Kind b = to.kind();
        return a == b || a == Kind.NULL || a.isNumeric() && b.isNumeric() || a.isText() && b.isText();
    }

    private void fits(Type from, Type to, SqlIdentifier place, String what) {
        if (!fits(from, to)) {
            throw Places.error(
                    "column '" + place.getSimple() + "' is " + from.sql() + ", but " + what + " of model '"
                            + model().name() + "' is " + to.sql(),
                    place,
                    "cast it in a view, or name another column");
        }
    }
}
