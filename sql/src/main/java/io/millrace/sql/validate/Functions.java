package io.millrace.sql.validate;

import java.util.List;
import org.apache.calcite.sql.SqlFunction;

/** The functions of the dialect, for SHOW FUNCTIONS. */
public final class Functions {
    private Functions() {}

    /** All names, sorted. */
    public static List<String> names() {
        return DialectOperators.TABLE.getOperatorList().stream()
                .filter(SqlFunction.class::isInstance)
                .map(operator -> operator.getName())
                .filter(name -> Character.isLetter(name.charAt(0)))
                .distinct()
                .sorted()
                .toList();
    }
}
