package io.millrace.sql;

import io.millrace.core.type.Column;
import io.millrace.core.type.Schema;
import io.millrace.sql.parse.Statement;
import io.millrace.sql.validate.Analyzer;
import io.millrace.sql.validate.Places;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.jspecify.annotations.Nullable;

/** What CREATE VIEW and ALTER VIEW define. Of one statement. */
final class ViewDefinition {
    private final Session session;
    private final Statement statement;

    ViewDefinition(Session session, Statement statement) {
        this.session = session;
        this.statement = statement;
    }

    /**
     * A view.
     *
     * @param query what stands after AS
     * @param names the columns' names, or null for those of the query
     */
    CatalogView view(
            ObjectPath path, SqlNode query, @Nullable SqlNodeList names, boolean temporary, @Nullable String comment) {
        Schema schema = new Analyzer(session, statement).schema(query);
        Statement written = statement.afterWord("AS");
        CatalogView.Place place = new CatalogView.Place(written, 0);
        if (names == null || names.isEmpty()) {
            checkDistinct(schema.names(), query);
            return new CatalogView(
                    path, written.text(), schema, session.catalog().current(), null, temporary, comment, place);
        }
        if (names.size() != schema.size()) {
            throw Places.error(
                    "the view names " + names.size() + " columns, but its query has " + schema.size(),
                    names,
                    "name as many as the query gives: " + String.join(", ", schema.names()));
        }
        List<Column> columns = new ArrayList<>();
        List<String> quoted = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            String column = ((SqlIdentifier) names.get(i)).getSimple();
            columns.add(new Column(column, schema.type(i)));
            quoted.add(Definition.quoted(column));
        }
        checkDistinct(columns.stream().map(Column::name).toList(), names);
        String before = "SELECT * FROM (";
        String text = before + written.text() + "\n) AS `view` (" + String.join(", ", quoted) + ")";
        CatalogView.Place moved = new CatalogView.Place(written, before.length());
        return new CatalogView(
                path, text, new Schema(columns), session.catalog().current(), null, temporary, comment, moved);
    }

    private static void checkDistinct(List<String> names, SqlNode place) {
        for (int i = 0; i < names.size(); i++) {
            if (names.indexOf(names.get(i)) < i) {
                throw Places.error(
                        "the view has two columns named '" + names.get(i) + "'",
                        place,
                        "give one of them another name");
            }
        }
    }
}
