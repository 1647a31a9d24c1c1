package io.millrace.sql;

import io.millrace.core.text.Suggestions;
import io.millrace.sql.parse.Statement;
import io.millrace.sql.validate.Places;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.flink.sql.parser.ddl.SqlRefreshMode;
import org.apache.flink.sql.parser.ddl.constraint.SqlTableConstraint;
import org.apache.flink.sql.parser.ddl.materializedtable.SqlAlterMaterializedTable;
import org.apache.flink.sql.parser.ddl.materializedtable.SqlAlterMaterializedTableAsQuery;
import org.apache.flink.sql.parser.ddl.materializedtable.SqlCreateMaterializedTable;
import org.apache.flink.sql.parser.ddl.materializedtable.SqlCreateOrAlterMaterializedTable;
import org.apache.flink.sql.parser.ddl.materializedtable.SqlDropMaterializedTable;
import org.apache.flink.sql.parser.ddl.materializedtable.SqlStartMode.SqlStartModeKind;
import org.jspecify.annotations.Nullable;

/** CREATE, ALTER and DROP MATERIALIZED TABLE. Of one statement. */
final class MaterializedStatements {
    private final Session session;
    private final Catalog catalog;
    private final Names names;
    private final Statement statement;

    MaterializedStatements(Session session, Statement statement) {
        this.session = session;
        this.catalog = session.catalog();
        this.names = new Names(catalog);
        this.statement = statement;
    }

    /** Carries a statement out, if it is one of these. */
    Optional<Step> answer(SqlNode node) {
        if (node instanceof SqlCreateMaterializedTable create) {
            return Optional.of(create(create));
        } else if (node instanceof SqlDropMaterializedTable drop) {
            return Optional.of(drop(drop));
        } else if (node instanceof SqlAlterMaterializedTable alter) {
            return Optional.of(alter(alter));
        }
        return Optional.empty();
    }

    private Step create(SqlCreateMaterializedTable create) {
        ObjectPath path = names.path(create.getName());
        boolean alters = create instanceof SqlCreateOrAlterMaterializedTable
                && statement.text().toUpperCase(java.util.Locale.ROOT).matches("(?s)CREATE\\s+OR\\s+ALTER\\b.*");
        Optional<CatalogEntry> old = catalog.find(path, false);
        if (old.isPresent() && !(alters && isMaterialized(old.get()))) {
            throw Places.error(
                    "'" + path.shown() + "' is there already",
                    create.getName(),
                    isMaterialized(old.get()) ? "drop it first, or write CREATE OR ALTER" : "drop it first");
        }
        refuseExtras(create);
        SqlNodeList list = create.isSchemaWithColumnsIdentifiersOnly() ? create.getColumnList() : null;
        CatalogView view = new ViewDefinition(session, statement)
                .view(path, create.getAsQuery(), list, false, create.getComment());
        catalog.put(view.kept(key(create, view)));
        String done = "Materialized table '" + path.shown() + "' " + (old.isPresent() ? "changed." : "created.");
        String without = meaningless(create);
        return without == null
                ? new Step.Message(done)
                : new Step.Notice("materialized table '" + path.shown() + "': " + without
                        + " no meaning here: its result is kept in memory, and always fresh");
    }

    /** What Flink has and is only taken. */
    private static @Nullable String meaningless(SqlCreateMaterializedTable create) {
        boolean full = create.getRefreshMode() == SqlRefreshMode.FULL;
        if (create.getProperties().isEmpty()) {
            return full ? "REFRESH_MODE = FULL has" : null;
        }
        return full ? "WITH and REFRESH_MODE = FULL have" : "WITH has";
    }

    private static boolean isMaterialized(CatalogEntry entry) {
        return entry instanceof CatalogView view && view.materialized() != null;
    }

    private static void refuseExtras(SqlCreateMaterializedTable create) {
        String extra = null;
        String hint = "leave it out";
        SqlStartModeKind start =
                create.getStartMode() == null ? null : create.getStartMode().getKind();
        if (!create.getColumnList().isEmpty() && !create.isSchemaWithColumnsIdentifiersOnly()) {
            extra = "columns with types";
            hint = "name the columns only, and CAST in the query: (a, b) AS SELECT ...";
        } else if (create.getWatermark().isPresent()) {
            extra = "a watermark";
            hint = "the time of the tables that its query reads stays a time where it can";
        } else if (start != null
                && start != SqlStartModeKind.FROM_BEGINNING
                && start != SqlStartModeKind.RESUME_OR_FROM_BEGINNING) {
            extra = "START_MODE = " + start;
            hint = "it starts with all that its sources have: leave it out, or filter in the query";
        } else if (create.getProperties().containsKey("connector")) {
            extra = "a connector";
            hint = "its result is kept in memory; INSERT INTO writes a result to a table of a connector";
        }
        if (extra != null) {
            throw Places.error(extra + " is not supported for a materialized table", create.getName(), hint);
        }
    }

    private static List<String> key(SqlCreateMaterializedTable create, CatalogView view) {
        List<String> key = new ArrayList<>();
        for (SqlTableConstraint constraint : create.getTableConstraints()) {
            if (!constraint.isPrimaryKey() || constraint.isEnforced()) {
                throw Places.error(
                        constraint.isPrimaryKey() ? "a primary key cannot be enforced" : "UNIQUE is not supported",
                        constraint,
                        "write PRIMARY KEY (...) NOT ENFORCED");
            }
            for (SqlNode node : constraint.getColumns()) {
                String name = ((SqlIdentifier) node).getSimple();
                if (!view.schema().names().contains(name)) {
                    throw Places.error(
                            "unknown column '" + name + "'",
                            node,
                            Suggestions.didYouMean(name, view.schema().names()));
                }
                key.add(name);
            }
        }
        return key;
    }

    private CatalogView find(ObjectPath path, SqlNode place) {
        CatalogEntry entry =
                catalog.find(path, false).orElseThrow(() -> names.unknown("materialized table", path, place));
        if (entry instanceof CatalogView view && isMaterialized(view)) {
            return view;
        }
        throw Places.error(
                "'" + path.shown() + "' is no materialized table",
                place,
                "it is a " + (entry instanceof CatalogView ? "view" : "table"));
    }

    private Step drop(SqlDropMaterializedTable drop) {
        SqlIdentifier identifier = (SqlIdentifier) drop.getOperandList().get(0);
        ObjectPath path = names.path(identifier);
        if (drop.getIfExists() && catalog.find(path, false).isEmpty()) {
            return new Step.Message("There is no materialized table '" + path.shown() + "'.");
        }
        catalog.remove(find(path, identifier));
        return new Step.Message("Materialized table '" + path.shown() + "' dropped.");
    }

    private Step alter(SqlAlterMaterializedTable alter) {
        SqlIdentifier identifier = (SqlIdentifier) alter.getOperandList().get(0);
        ObjectPath path = names.path(identifier);
        CatalogView old = find(path, identifier);
        CatalogView.@Nullable Materialized kept = old.materialized();
        if (alter instanceof SqlAlterMaterializedTableAsQuery as && kept != null) {
            CatalogView changed =
                    new ViewDefinition(session, statement).view(path, as.getAsQuery(), null, false, old.comment());
            catalog.put(changed.kept(kept.key()));
            return new Step.Message("Materialized table '" + path.shown() + "' changed.");
        }
        throw Places.error(
                "a materialized table is computed in the runs that read it: only its query can be changed",
                alter,
                "write ALTER MATERIALIZED TABLE " + path.name() + " AS SELECT ...");
    }
}
