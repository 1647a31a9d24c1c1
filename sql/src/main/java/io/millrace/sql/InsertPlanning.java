package io.millrace.sql;

import io.millrace.core.connect.Connector.SinkConnector;
import io.millrace.core.connect.Table;
import io.millrace.core.error.QueryException;
import io.millrace.core.text.Suggestions;
import io.millrace.core.type.Schema;
import io.millrace.sql.parse.Statement;
import io.millrace.sql.plan.QueryPlanner;
import io.millrace.sql.plan.QueryPlanner.OnConflict;
import io.millrace.sql.validate.Analyzer;
import io.millrace.sql.validate.Hints;
import io.millrace.sql.validate.Places;
import io.millrace.sql.validate.Types;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.calcite.rel.RelRoot;
import org.apache.calcite.sql.SqlHint;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.flink.sql.parser.SqlProperty;
import org.apache.flink.sql.parser.ddl.SqlReplaceTableAs;
import org.apache.flink.sql.parser.ddl.table.SqlCreateTable;
import org.apache.flink.sql.parser.ddl.table.SqlCreateTableAs;
import org.apache.flink.sql.parser.dml.RichSqlInsert;
import org.apache.flink.sql.parser.dml.SqlInsertConflictBehavior;
import org.jspecify.annotations.Nullable;

/** Plans what writes tables: INSERT and CREATE TABLE AS. Of one statement. */
final class InsertPlanning {
    private final Session session;
    private final Statement statement;
    private final QueryPlanner planner;

    /** @param planner takes the queries */
    InsertPlanning(Session session, Statement statement, QueryPlanner planner) {
        this.session = session;
        this.statement = statement;
        this.planner = planner;
    }

    void insert(RichSqlInsert insert) {
        SqlIdentifier target = (SqlIdentifier) insert.getTargetTableID();
        Optional<CatalogModel> model = model(target);
        if (model.isPresent()) {
            teach(insert, model.get());
            return;
        }
        CatalogTable table = hinted(writable(target), insert);
        checkManner(insert, table);
        Map<Integer, String> partition = partition(insert, table);
        SqlNodeList list = insert.getTargetColumnList();
        List<Integer> columns = new ArrayList<>(list == null ? QueryPlanner.physical(table) : columns(table, list));
        if (list == null) {
            columns.removeAll(partition.keySet());
        } else if (columns.stream().anyMatch(partition::containsKey)) {
            throw Places.error(
                    "a column of the list has its value from PARTITION already",
                    list,
                    "leave it out of the list or of PARTITION");
        }
        insert(insert.getSource(), target, new QueryPlanner.Written(table, columns, partition, conflict(insert)));
    }

    /** The model that is to learn; empty when a table is to be written. */
    private Optional<CatalogModel> model(SqlIdentifier target) {
        ObjectPath path = new Names(session.catalog()).path(target);
        return session.catalog().find(path).isPresent()
                ? Optional.empty()
                : session.catalog().models().findUsed(path);
    }

    private void teach(RichSqlInsert insert, CatalogModel model) {
        if (insert.isOverwrite() || !insert.getStaticPartitions().isEmpty()) {
            throw Places.error(
                    "a model learns row by row: there is nothing to overwrite, and no partition",
                    insert.getTargetTableID(),
                    "write INSERT INTO " + model.path().name() + " SELECT ...");
        }
        SqlNode source = insert.getSource();
        SqlNodeList list = insert.getTargetColumnList();
        try {
            Analyzer analyzer = new Analyzer(session, statement);
            RelRoot query = analyzer.query(source);
            planner.warn(analyzer.warnings());
            planner.teach(
                    query,
                    model,
                    list == null
                            ? List.of()
                            : list.stream()
                                    .map(node -> ((SqlIdentifier) node).getSimple())
                                    .toList());
            planner.mark(analyzer.notInFlink(), statement.position());
        } catch (QueryException e) {
            throw Places.at(e, source.getParserPosition());
        }
    }

    /** The values that PARTITION gives to columns. */
    private static Map<Integer, String> partition(RichSqlInsert insert, CatalogTable table) {
        Map<Integer, String> values = new LinkedHashMap<>();
        for (SqlNode node : insert.getStaticPartitions()) {
            SqlProperty property = (SqlProperty) node;
            String name = property.getKeyString();
            if (!table.extras().partitionedBy().contains(name)) {
                throw table.extras().partitionedBy().isEmpty()
                        ? Places.error(
                                "table '" + table.name() + "' is not partitioned",
                                property,
                                "leave PARTITION out, and give its columns with the query")
                        : Places.error(
                                "table '" + table.name() + "' is not partitioned by '" + name + "'",
                                property.getKey(),
                                Suggestions.didYouMean(name, table.extras().partitionedBy()));
            }
            values.put(table.schema().indexOf(name), property.getValueString());
        }
        return values;
    }

    private CatalogTable hinted(CatalogTable table, RichSqlInsert insert) {
        CatalogTable hinted = table;
        for (SqlNode node : insert.getTableHints()) {
            SqlHint hint = (SqlHint) node;
            if (!hint.getName().equalsIgnoreCase(Hints.OPTIONS)) {
                throw Places.error(
                        "hint " + hint.getName() + " has no meaning behind a table that is written",
                        hint,
                        "only OPTIONS has");
            }
            hinted = hinted.with(new Hints(session, new ArrayList<>()).options(hinted, hint));
        }
        return hinted;
    }

    private void insert(SqlNode source, SqlIdentifier target, QueryPlanner.Written written) {
        SqlParserPos named = target.getParserPosition();
        QueryException.Position place = statement.position(named.getLineNum(), named.getColumnNum());
        try {
            Analyzer analyzer = new Analyzer(session, statement);
            RelRoot query = analyzer.query(source);
            planner.warn(analyzer.warnings());
            Optional<String> cause = planner.insert(query, written, place);
            planner.mark(analyzer.notInFlink(), place);
            if (cause.isPresent()) {
                checkTakesDeletions(written.table(), cause.get(), target);
            }
        } catch (QueryException e) {
            throw Places.at(e, source.getParserPosition());
        }
    }

    /** CREATE TABLE AS and REPLACE TABLE AS: defines the table and plans what fills it. */
    Step createAs(SqlCreateTable create) {
        Names names = new Names(session.catalog());
        ObjectPath path = names.path(create.getName());
        SqlReplaceTableAs replace = create instanceof SqlReplaceTableAs each ? each : null;
        if (replace != null
                && !replace.isCreateOrReplace()
                && session.catalog().find(path, create.isTemporary()).isEmpty()) {
            throw Places.error(
                    "there is no table '" + path.shown() + "' to replace",
                    create.getName(),
                    "write CREATE OR REPLACE TABLE");
        }
        Optional<Step> there = new CatalogStatements(session, statement).there(path, create, replace != null);
        if (there.isPresent()) {
            return there.get();
        }
        SqlNode query = replace != null ? replace.getAsQuery() : ((SqlCreateTableAs) create).getAsQuery();
        boolean onlyNames = replace != null
                ? replace.isSchemaWithColumnsIdentifiersOnly()
                : ((SqlCreateTableAs) create).isSchemaWithColumnsIdentifiersOnly();
        Schema given = schema(query);
        CatalogTable table = new TableDefinition(session, statement).table(create, path, given, onlyNames);
        writable(table, create.getName());
        List<String> columns = table.schema().names();
        insert(
                query,
                create.getName(),
                new QueryPlanner.Written(
                        table, given.names().stream().map(columns::indexOf).toList(), Map.of(), OnConflict.LAST));
        session.catalog().put(table);
        return new Step.Message("Table '" + path.shown() + "' created.");
    }

    private Schema schema(SqlNode query) {
        try {
            return Types.schema(new Analyzer(session, statement).query(query).validatedRowType);
        } catch (QueryException e) {
            throw Places.at(e, query.getParserPosition());
        }
    }

    private void checkManner(RichSqlInsert insert, CatalogTable table) {
        if (insert.isOverwrite() && !sink(table).orElseThrow().replaces(table.table())) {
            throw Places.error(
                    "table '" + table.name() + "' cannot be overwritten: connector '" + table.connector()
                            + "' only adds to what is there",
                    insert.getTargetTableID(),
                    "use INSERT INTO");
        }
        if (insert.getConflictStrategy().isPresent() && table.primaryKey().isEmpty()) {
            throw Places.error(
                    "ON CONFLICT is for tables with a primary key, and '" + table.name() + "' has none",
                    insert.getTargetTableID(),
                    "leave it out, or declare a PRIMARY KEY (...) NOT ENFORCED");
        }
    }

    private static OnConflict conflict(RichSqlInsert insert) {
        return switch (insert.getConflictStrategy().orElse(SqlInsertConflictBehavior.DEDUPLICATE)) {
            case ERROR -> OnConflict.ERROR;
            case NOTHING -> OnConflict.FIRST;
            case DEDUPLICATE -> OnConflict.LAST;
        };
    }

    private void checkTakesDeletions(CatalogTable table, String cause, SqlNode target) {
        SinkConnector connector = sink(table).orElseThrow();
        Table plain = table.table();
        if (connector.takesDeletions(plain)) {
            return;
        }
        boolean key = plain.primaryKey().isEmpty()
                && connector.takesDeletions(new Table(plain.name(), plain.schema(), List.of(0), plain.options()));
        String windows = "group by window_start, window_end, whose results stay";
        throw Places.error(
                "table '" + table.name() + "' only takes rows that stay, but this query changes rows it has given: "
                        + cause,
                target,
                key
                        ? "declare a PRIMARY KEY (...) NOT ENFORCED on '" + table.name() + "', or " + windows
                        : windows + ", or write to a table of another connector, such as print");
    }

    private Optional<SinkConnector> sink(CatalogTable table) {
        return session.connectors().stream()
                .filter(connector -> connector.name().equals(table.connector()))
                .filter(SinkConnector.class::isInstance)
                .map(SinkConnector.class::cast)
                .findFirst();
    }

    private CatalogTable writable(SqlIdentifier target) {
        CatalogEntry entry = new Names(session.catalog()).entry(target);
        if (!(entry instanceof CatalogTable table)) {
            throw Places.error(
                    "'" + entry.name() + "' is a " + ((CatalogView) entry).kind() + ": nothing can be written to it",
                    target,
                    ((CatalogView) entry).materialized() == null
                            ? "write to the table below it"
                            : "its query says what is in it");
        }
        writable(table, target);
        return table;
    }

    private void writable(CatalogTable table, SqlNode target) {
        if (sink(table).isEmpty()) {
            throw Places.error(
                    "table '" + table.name() + "' cannot be written: connector '" + table.connector() + "' only reads",
                    target,
                    "write to a table of another connector, such as print or filesystem");
        }
        for (CatalogTable.TableColumn column : table.columns()) {
            CatalogTable.Metadata metadata = column.metadata();
            if (metadata != null && !metadata.virtual()) {
                throw Places.error(
                        "metadata column '" + column.name() + "' cannot be written: connector '" + table.connector()
                                + "' only reads '" + metadata.key() + "'",
                        target,
                        "declare it as " + column.name() + " " + column.type().sql() + " METADATA"
                                + (metadata.key().equals(column.name()) ? "" : " FROM '" + metadata.key() + "'")
                                + " VIRTUAL");
            }
        }
    }

    private static List<Integer> columns(CatalogTable table, SqlNodeList list) {
        List<String> names = table.schema().names();
        List<Integer> columns = new ArrayList<>();
        for (SqlNode node : list) {
            String name = ((SqlIdentifier) node).getSimple();
            int column = names.indexOf(name);
            String cause = column < 0 ? null : refusal(table, column, columns);
            if (column < 0) {
                throw Places.error("unknown column '" + name + "'", node, Suggestions.didYouMean(name, names));
            } else if (cause != null) {
                throw Places.error("column '" + name + "' is " + cause, node, "leave it out of the list");
            }
            columns.add(column);
        }
        return columns;
    }

    private static @Nullable String refusal(CatalogTable table, int column, List<Integer> before) {
        if (table.columns().get(column).metadata() != null) {
            return "metadata: it cannot be written";
        } else if (!table.columns().get(column).isPhysical()) {
            return "computed: it cannot be written";
        }
        return before.contains(column) ? "named twice" : null;
    }
}
