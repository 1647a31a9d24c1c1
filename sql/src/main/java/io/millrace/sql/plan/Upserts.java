package io.millrace.sql.plan;

import io.millrace.core.connect.Connector.UpsertingConnector;
import io.millrace.core.error.QueryException;
import io.millrace.core.expression.Expression;
import io.millrace.core.expression.Expression.Call;
import io.millrace.core.type.Column;
import io.millrace.core.type.Type;
import io.millrace.sql.CatalogTable;
import io.millrace.sql.CatalogTable.Metadata;
import io.millrace.sql.CatalogTable.TableColumn;
import java.util.List;

/**
 * A table whose connector gives the newest row of each key, or says that there is none any more: of all rows the last one
 * of each key, and of these the ones that do not say so.
 */
final class Upserts {
    private Upserts() {}

    static Relation of(CatalogTable table) {
        if (table.primaryKey().isEmpty()) {
            throw new QueryException(
                    "table '" + table.name() + "' needs a primary key: connector '" + table.connector()
                            + "' gives the newest row of each key",
                    null,
                    "declare it with PRIMARY KEY (...) NOT ENFORCED");
        }
        Column removes = UpsertingConnector.REMOVES;
        int given = table.table().readable().size();
        CatalogTable told = table.with(new TableColumn(
                removes.name(),
                removes.type(),
                new Expression.Column(given, removes.type()),
                null,
                new Metadata(removes.name(), removes.type(), true),
                null));
        int shown = table.columns().size();
        Scan all = new Scan(told, Facts.range(0, shown + 1), false, false, false, false, ChosenPartitions.ALL, false);
        Relation newest = OnePerKey.newest(all, table.primaryKey());
        Expression stays =
                new Call("NOT", List.of(new Expression.Column(shown, removes.type())), Type.BOOLEAN.notNull());
        List<Expression> columns = Relation.columns(newest.schema()).subList(0, shown);
        return Calcs.calc(newest, stays, columns, table.schema().names());
    }
}
