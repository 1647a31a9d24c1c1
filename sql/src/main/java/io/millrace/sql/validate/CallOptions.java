package io.millrace.sql.validate;

import io.millrace.core.text.Suggestions;
import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.type.SqlTypeName;

/** The options that a call of a function of models has as its last argument: {@code MAP['window', '5000']}. */
final class CallOptions {
    private final String function;
    private final SqlNode written;

    CallOptions(String function, SqlNode written) {
        this.function = function;
        this.written = written;
    }

    /**
     * The value of the only option there is.
     *
     * @param without what it is when it is not said
     * @param most at least 1, and at most this
     */
    int number(String name, int without, int most) {
        String pattern = "write MAP['" + name + "', '" + (without == 0 ? 5000 : without) + "']";
        if (written.getKind() != SqlKind.MAP_VALUE_CONSTRUCTOR) {
            throw Places.error("options of " + function + " are a MAP of constants", written, pattern);
        }
        List<SqlNode> items = ((SqlCall) written).getOperandList();
        int number = without;
        for (int i = 0; i + 1 < items.size(); i += 2) {
            String option = text(items.get(i));
            if (!option.equals(name)) {
                throw Places.error(
                        "unknown option '" + option + "' of " + function,
                        items.get(i),
                        Suggestions.didYouMean(option, List.of(name)));
            }
            String value = text(items.get(i + 1));
            if (!value.matches("[0-9]{1,9}") || Integer.parseInt(value) < 1 || Integer.parseInt(value) > most) {
                throw Places.error(
                        "option '" + name + "' of " + function + " is '" + value + "'",
                        items.get(i + 1),
                        "it takes a whole number from 1 to " + most);
            }
            number = Integer.parseInt(value);
        }
        return number;
    }

    private static String text(SqlNode node) {
        return node instanceof SqlLiteral literal && literal.getTypeName() == SqlTypeName.CHAR
                ? literal.getValueAs(String.class)
                : node.toString();
    }
}
