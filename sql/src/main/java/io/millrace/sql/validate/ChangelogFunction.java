package io.millrace.sql.validate;

import io.millrace.core.text.Suggestions;
import io.millrace.engine.pipeline.ChangelogSpecification.Code;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlWindowTableFunction;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlReturnTypeInference;
import org.apache.calcite.sql.type.SqlTypeFamily;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql.validate.SqlValidatorScope;
import org.jspecify.annotations.Nullable;

/**
 * One call of TO_CHANGELOG or FROM_CHANGELOG with what it says besides its table, in the form that {@link ChangelogCalls}
 * brings calls to: the table is the only argument that is left.
 */
public final class ChangelogFunction extends SqlWindowTableFunction {
    private final boolean makesRows;
    private final Options options;

    /**
     * What a call says besides its table.
     *
     * @param operation the name of the column that says what a row does
     * @param operationPlace where it is named, or the call
     * @param codes what its values mean
     * @param time the column that the rows are to have again as {@code rowtime}, or null
     */
    record Options(
            String operation,
            SqlParserPos operationPlace,
            List<Code> codes,
            @Nullable SqlIdentifier time) {
        Options {
            codes = List.copyOf(codes);
        }
    }

    ChangelogFunction(boolean makesRows, Options options) {
        super(makesRows ? ChangelogCalls.TO : ChangelogCalls.FROM, new OneTable("input => TABLE t"));
        this.makesRows = makesRows;
        this.options = options;
    }

    /** Whether it makes rows of changes, rather than changes of rows. */
    public boolean makesRows() {
        return makesRows;
    }

    /** The name of the column that says what a row does. */
    public String operation() {
        return options.operation();
    }

    /** What the values of that column mean. */
    public List<Code> codes() {
        return options.codes();
    }

    /** The name of the column that rows are to have again as {@code rowtime}, or null. */
    public @Nullable String time() {
        SqlIdentifier time = options.time();
        return time == null ? null : time.getSimple();
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
            RelDataTypeFactory.Builder columns = binding.getTypeFactory().builder();
            columns.kind(row.getStructKind());
            return makesRows ? withOperation(row, columns, binding.getTypeFactory()) : withoutOperation(row, columns);
        };
    }

    private RelDataType withOperation(RelDataType row, RelDataTypeFactory.Builder columns, RelDataTypeFactory factory) {
        if (row.getFieldNames().contains(operation())) {
            throw Places.error(
                    "the table has a column '" + operation() + "' already",
                    options.operationPlace(),
                    "name the column that says what a change does otherwise: op => DESCRIPTOR(change)");
        }
        columns.add(
                operation(),
                factory.createTypeWithNullability(factory.createSqlType(SqlTypeName.VARCHAR, Integer.MAX_VALUE), true));
        columns.addAll(row.getFieldList());
        SqlIdentifier time = options.time();
        if (time != null) {
            RelDataTypeField field = row.getField(time.getSimple(), true, false);
            if (field == null) {
                throw Places.error(
                        "unknown column '" + time.getSimple() + "'",
                        time,
                        Suggestions.didYouMean(time.getSimple(), row.getFieldNames()));
            }
            columns.add("rowtime", factory.createTypeWithNullability(field.getType(), false));
        }
        return columns.build();
    }

    private RelDataType withoutOperation(RelDataType row, RelDataTypeFactory.Builder columns) {
        RelDataTypeField found = row.getField(operation(), true, false);
        if (found == null) {
            throw Places.error(
                    "the table has no column '" + operation() + "' that says what a row does",
                    options.operationPlace(),
                    Suggestions.nearest(operation(), row.getFieldNames())
                            .map(name -> "did you mean '" + name + "'?")
                            .orElse("name it: op => DESCRIPTOR(column)"));
        }
        if (found.getType().getSqlTypeName().getFamily() != SqlTypeFamily.CHARACTER) {
            throw Places.error(
                    "column '" + operation() + "' is "
                            + Types.of(found.getType()).sql() + ", but what a row does is said by a text",
                    options.operationPlace(),
                    "name another: op => DESCRIPTOR(column), or cast it in a view");
        }
        row.getFieldList().stream().filter(field -> field != found).forEach(columns::add);
        return columns.build();
    }
}
