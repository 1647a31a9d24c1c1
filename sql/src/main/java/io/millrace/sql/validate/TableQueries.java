package io.millrace.sql.validate;

import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/** Queries where functions take tables. */
final class TableQueries {
    private TableQueries() {}

    /** The same rows as a SELECT: Calcite loses the input of a function that is given a UNION, VALUES or WITH. */
    static SqlNode select(SqlNode table) {
        if (!table.isA(SqlKind.QUERY) || table.getKind() == SqlKind.SELECT) {
            return table;
        }
        SqlParserPos place = table.getParserPosition();
        @Nullable SqlNodeList none = null;
        return new SqlSelect(
                place,
                none,
                SqlNodeList.of(SqlIdentifier.star(place)),
                table,
                null,
                none,
                null,
                none,
                null,
                none,
                null,
                null,
                none);
    }
}
