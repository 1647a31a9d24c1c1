package io.millrace.sql;

import io.millrace.core.expression.Expression;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a principal may see of a table. Every scan of every query passes through here. */
public interface TableAccess {
    /** Everybody sees everything. */
    TableAccess ALL = (principal, table) -> View.whole(table);

    /**
     * Decides what a scan returns.
     *
     * @throws io.millrace.core.error.QueryException when the principal may not read the table
     */
    View view(String principal, CatalogTable table);

    /**
     * What is left of a table.
     *
     * @param filter over the table's columns: which rows; null for all
     * @param columns over the table's columns: one expression for each, of the column's type
     */
    record View(@Nullable Expression filter, List<Expression> columns) {
        public View {
            columns = List.copyOf(columns);
        }

        static View whole(CatalogTable table) {
            List<Expression> columns = new ArrayList<>();
            for (int i = 0; i < table.columns().size(); i++) {
                columns.add(new Expression.Column(i, table.columns().get(i).type()));
            }
            return new View(null, columns);
        }
    }
}
