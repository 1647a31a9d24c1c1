package io.millrace.sql.validate;

import io.millrace.core.error.QueryException;
import io.millrace.core.error.QueryException.Position;
import io.millrace.core.text.Suggestions;
import io.millrace.sql.Catalog;
import io.millrace.sql.CatalogTable;
import io.millrace.sql.ObjectPath;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.jspecify.annotations.Nullable;

/** What is said of tables that are not there, and which columns those have that are. */
final class UnknownTable {
    private UnknownTable() {}

    /** What is wrong with a table's name: its catalog, its database or itself. */
    static QueryException error(String name, @Nullable Position place, SqlNode query, Catalog catalog) {
        ObjectPath path = catalog.path(tableAt(place, query, name));
        String kind = "table";
        String unknown = path.name();
        List<String> known = catalog.entries(path.namespace()).stream()
                .map(entry -> entry.path().name())
                .toList();
        if (catalog.catalog(path.catalog()).isEmpty()) {
            kind = "catalog";
            unknown = path.catalog();
            known = catalog.catalogs();
        } else if (!catalog.hasDatabase(path.namespace())) {
            kind = "database";
            unknown = path.database();
            known = catalog.databases(path.catalog());
        }
        return new QueryException(
                "unknown " + kind + " '" + unknown + "'",
                place,
                known.isEmpty()
                        ? "there are no tables yet: make one with CREATE TABLE"
                        : Suggestions.didYouMean(unknown, known));
    }

    /** The whole of the name that stands in a place; the part of it that an error names, when there is none. */
    private static List<String> tableAt(@Nullable Position place, SqlNode query, String part) {
        List<String> names = new ArrayList<>(List.of(part));
        query.accept(new SqlBasicVisitor<@Nullable Void>() {
            private boolean tables;

            /** In the rest of a SELECT a name with a dot is that of a column. */
            @Override
            public @Nullable Void visit(SqlCall call) {
                boolean outer = tables;
                for (SqlNode operand : call.getOperandList()) {
                    tables = call instanceof SqlSelect select ? operand == select.getFrom() : outer;
                    if (operand != null) {
                        operand.accept(this);
                    }
                }
                tables = outer;
                return null;
            }

            @Override
            public @Nullable Void visit(SqlIdentifier identifier) {
                if (tables
                        && place != null
                        && identifier.getParserPosition().getLineNum() == place.line()
                        && identifier.getParserPosition().getColumnNum() == place.column()
                        && identifier.names.size() <= 3
                        // An alias may have been put in the same place.
                        && identifier.names.size() > names.size()
                        && identifier.names.contains(part)) {
                    names.clear();
                    names.addAll(identifier.names);
                }
                return null;
            }
        });
        return names;
    }

    /** The columns of all tables that a query names. */
    static List<String> columnsOf(SqlNode query, Catalog catalog) {
        List<String> columns = new ArrayList<>();
        query.accept(new SqlBasicVisitor<@Nullable Void>() {
            @Override
            public @Nullable Void visit(SqlIdentifier identifier) {
                if (identifier.names.size() <= 3 && !identifier.isStar()) {
                    ObjectPath path = catalog.path(identifier.names);
                    String name = path.name();
                    catalog.find(path)
                            .ifPresent(entry -> columns.addAll(entry.schema().names()));
                    SideTables.kindOf(name)
                            .ifPresent(kind -> catalog.find(path.namespace().of(SideTables.owner(name, kind)))
                                    .filter(CatalogTable.class::isInstance)
                                    .ifPresent(table -> columns.addAll(SideTables.schema((CatalogTable) table, kind)
                                            .names())));
                }
                return null;
            }
        });
        return columns;
    }
}
