package io.millrace.sql;

import io.millrace.core.connect.Connector.SinkConnector;
import io.millrace.core.connect.Table;
import io.millrace.core.error.QueryException;
import io.millrace.core.text.Suggestions;
import io.millrace.sql.parse.Parser;
import io.millrace.sql.parse.Script;
import io.millrace.sql.parse.SettingStatement;
import io.millrace.sql.parse.Statement;
import io.millrace.sql.plan.QueryPlanner;
import io.millrace.sql.validate.Analyzer;
import io.millrace.sql.validate.CallPlaces.PlacedException;
import io.millrace.sql.validate.Places;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.rel.RelRoot;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.flink.sql.parser.ddl.table.SqlCreateTable;
import org.apache.flink.sql.parser.ddl.table.SqlDropTable;
import org.apache.flink.sql.parser.ddl.view.SqlCreateView;
import org.apache.flink.sql.parser.ddl.view.SqlDropView;
import org.apache.flink.sql.parser.dml.RichSqlInsert;
import org.apache.flink.sql.parser.dml.SqlExecute;
import org.apache.flink.sql.parser.dml.SqlStatementSet;
import org.apache.flink.sql.parser.dql.SqlRichExplain;

/**
 * Turns scripts into steps. Definitions and settings take effect while a script is planned; what reads or writes data is
 * handed back as pipelines. One thread at a time.
 */
public final class Planner {
    private static final String LATE_TABLE = "$late";

    private final Session session;

    public Planner(Session session) {
        this.session = session;
    }

    /** Plans a script without variables. */
    public List<Step> plan(String script) {
        return plan(script, Map.of());
    }

    /**
     * Plans a script: all its INSERTs and its last SELECT start together, earlier SELECTs run before, one by one.
     *
     * @param variables what {@code ${name}} stands for
     * @throws QueryException with its place in the script, when something in it is wrong; definitions before that place
     *     have taken effect
     */
    public List<Step> plan(String script, Map<String, String> variables) {
        return new Plan(Script.statements(script, variables), false).steps();
    }

    /**
     * Plans a script for looking at: all its INSERTs and all its SELECTs start together.
     *
     * @throws QueryException as {@link #plan(String, Map)}
     */
    public List<Step> planTogether(String script, Map<String, String> variables) {
        return new Plan(Script.statements(script, variables), true).steps();
    }

    /** A SELECT, and before which step it stands. */
    private record Select(Statement statement, SqlNode query, int step) {}

    /** One script on its way. */
    private final class Plan {
        private final List<Statement> statements;
        private final List<Step> steps = new ArrayList<>();
        private final List<Select> selects = new ArrayList<>();
        private final List<Step.Query> shown = new ArrayList<>();
        private final Set<String> wholeTables;
        private final QueryPlanner together;

        private final boolean allTogether;

        Plan(List<Statement> statements, boolean allTogether) {
            this.statements = statements;
            this.allTogether = allTogether;
            session.catalog().entries().forEach(entry -> session.catalog().put(entry.withoutPlaces()));
            wholeTables = tablesWithLateRowsWanted(statements);
            together = new QueryPlanner(session, wholeTables);
        }

        List<Step> steps() {
            for (Statement statement : statements) {
                at(statement, () -> add(statement));
            }
            int added = 0;
            for (int i = 0; i < selects.size(); i++) {
                Select select = selects.get(i);
                boolean last = i == selects.size() - 1;
                QueryPlanner planner = last || allTogether ? together : new QueryPlanner(session, wholeTables);
                String name = selects.size() == 1 ? "result" : "result-" + (i + 1);
                at(select.statement(), () -> select(select, planner, name));
                if (planner != together) {
                    steps.add(select.step() + added++, run(planner, List.of(query(select, name))));
                } else {
                    shown.add(query(select, name));
                    if (last) {
                        steps.add(select.step() + added++, run(together, shown));
                    }
                }
            }
            if (selects.isEmpty() && !together.isEmpty()) {
                steps.add(run(together, shown));
            }
            return steps;
        }

        private void select(Select select, QueryPlanner planner, String name) {
            planner.select(new Analyzer(session.catalog(), select.statement()).query(select.query()), name);
            if (!allTogether && selects.size() > 1 && !planner.isBounded()) {
                throw new QueryException(
                        "a script with several SELECTs reads tables that end, but this one reads one that does not",
                        null,
                        "leave one SELECT, or write the others to tables with INSERT INTO");
            }
        }

        private void add(Statement statement) {
            Optional<SettingStatement> setting = SettingStatement.of(statement);
            if (setting.isPresent()) {
                steps.add(change(setting.get()));
                return;
            }
            SqlNode node = Parser.statement(statement.text());
            node = node instanceof SqlExecute execute ? execute.getStatement() : node;
            if (statement.inSet() && !(node instanceof RichSqlInsert)) {
                throw new QueryException("a statement set holds INSERTs only", null, "put this before or after it");
            } else if (node instanceof RichSqlInsert insert) {
                insert(insert, statement, together);
            } else if (node instanceof SqlStatementSet set) {
                set.getInserts().forEach(insert -> insert(insert, statement, together));
            } else if (isQuery(node)) {
                selects.add(new Select(statement, node, steps.size()));
            } else if (node instanceof SqlRichExplain explain) {
                steps.add(explain(explain, statement));
            } else if (node instanceof SqlCreateTable || node instanceof SqlCreateView) {
                steps.add(create(node, statement));
            } else if (node instanceof SqlDropTable drop) {
                steps.add(drop(drop.operand(0), drop.getIfExists(), true));
            } else if (node instanceof SqlDropView drop) {
                steps.add(drop(drop.operand(0), drop.getIfExists(), false));
            } else {
                steps.add(new Inspection(session).answer(node, statement));
            }
        }
    }

    /** The tables whose {@code t$late} a script names anywhere: their late rows are kept with all columns. */
    private static Set<String> tablesWithLateRowsWanted(List<Statement> statements) {
        Set<String> tables = new HashSet<>();
        for (Statement statement : statements) {
            String text = statement.text();
            for (int at = text.indexOf(LATE_TABLE); at >= 0; at = text.indexOf(LATE_TABLE, at + 1)) {
                int start = at;
                while (start > 0 && Character.isJavaIdentifierPart(text.charAt(start - 1))) {
                    start--;
                }
                tables.add(text.substring(start, at));
            }
        }
        return tables;
    }

    private static Step.Query query(Select select, String name) {
        return new Step.Query(
                name, select.statement().comment(), select.statement().text().strip());
    }

    private static Step.Run run(QueryPlanner planner, List<Step.Query> queries) {
        return new Step.Run(planner.build(), queries, planner.warnings());
    }

    private static boolean isQuery(SqlNode node) {
        return node.isA(SqlKind.QUERY);
    }

    /** Gives errors their place in the file. */
    private static void at(Statement statement, Runnable work) {
        try {
            work.run();
        } catch (PlacedException e) {
            throw e.error();
        } catch (QueryException e) {
            QueryException.Position place = e.position();
            throw new QueryException(
                    String.valueOf(e.getMessage()),
                    place == null ? statement.position() : statement.position(place.line(), place.column()),
                    e.hint(),
                    e);
        } catch (StackOverflowError e) {
            throw new QueryException(
                    "this statement is nested too deeply, or has too many terms",
                    statement.position(),
                    "put parts of it into views",
                    e);
        }
    }

    private Step change(SettingStatement setting) {
        Settings settings = session.settings();
        try {
            if (setting.key() == null) {
                if (!setting.reset()) {
                    return Inspection.settings(settings);
                }
                settings.resetAll();
                return new Step.Message("All settings are back to their defaults.");
            }
            if (setting.reset() || setting.value() == null) {
                settings.reset(setting.key());
                return new Step.Message("Setting '" + setting.key() + "' is back to its default.");
            }
            settings.set(setting.key(), setting.value());
            return new Step.Message("Setting '" + setting.key() + "' is '" + setting.value() + "'.");
        } catch (Settings.InvalidSettingException e) {
            throw new QueryException(String.valueOf(e.getMessage()), null, e.hint());
        }
    }

    private void insert(RichSqlInsert insert, Statement statement, QueryPlanner planner) {
        SqlIdentifier target = (SqlIdentifier) insert.getTargetTableID();
        CatalogTable table = writable(target);
        if (insert.isOverwrite() || !insert.getStaticPartitions().isEmpty()) {
            throw Places.error("INSERT OVERWRITE and PARTITION are not supported yet", insert, "use INSERT INTO");
        }
        SqlNodeList list = insert.getTargetColumnList();
        List<Integer> columns = list == null ? QueryPlanner.physical(table) : columns(table, list);
        SqlParserPos named = target.getParserPosition();
        QueryException.Position place = statement.position(named.getLineNum(), named.getColumnNum());
        try {
            RelRoot query = new Analyzer(session.catalog(), statement).query(insert.getSource());
            Optional<String> cause = planner.insert(query, table, columns, place);
            if (cause.isPresent()) {
                checkTakesDeletions(table, cause.get(), insert);
            }
        } catch (QueryException e) {
            throw Places.at(e, insert.getSource().getParserPosition());
        }
    }

    private void checkTakesDeletions(CatalogTable table, String cause, RichSqlInsert insert) {
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
                insert.getTargetTableID(),
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
        String name = Definitions.name(target);
        CatalogEntry entry = session.catalog()
                .find(name)
                .orElseThrow(() ->
                        Places.error("unknown table '" + name + "'", target, Suggestions.didYouMean(name, names())));
        if (!(entry instanceof CatalogTable table)) {
            throw Places.error(
                    "'" + name + "' is a view: nothing can be written to it", target, "write to the table below it");
        }
        if (sink(table).isEmpty()) {
            throw Places.error(
                    "table '" + name + "' cannot be written: connector '" + table.connector() + "' only reads",
                    target,
                    "write to a table of another connector, such as print or filesystem");
        }
        return table;
    }

    private static List<Integer> columns(CatalogTable table, SqlNodeList list) {
        List<String> names = table.schema().names();
        List<Integer> columns = new ArrayList<>();
        for (SqlNode node : list) {
            String name = ((SqlIdentifier) node).getSimple();
            int column = names.indexOf(name);
            if (column < 0) {
                throw Places.error("unknown column '" + name + "'", node, Suggestions.didYouMean(name, names));
            } else if (!table.columns().get(column).isPhysical()) {
                throw Places.error("column '" + name + "' is computed: it cannot be written", node, null);
            } else if (columns.contains(column)) {
                throw Places.error("column '" + name + "' is named twice", node, null);
            }
            columns.add(column);
        }
        return columns;
    }

    private Step explain(SqlRichExplain explain, Statement statement) {
        QueryPlanner planner = new QueryPlanner(session, Set.of());
        SqlNode node = explain.getStatement();
        if (node instanceof RichSqlInsert insert) {
            insert(insert, statement, planner);
        } else if (node instanceof SqlStatementSet set) {
            set.getInserts().forEach(insert -> insert(insert, statement, planner));
        } else if (isQuery(node)) {
            planner.select(new Analyzer(session.catalog(), statement).query(node), "result");
        } else {
            throw Places.error("EXPLAIN takes a SELECT or an INSERT", node, null);
        }
        StringBuilder text = new StringBuilder(Explain.text(planner.build()));
        planner.warnings()
                .forEach(warning -> text.append("warning: ").append(warning).append('\n'));
        return new Step.Text(text.toString());
    }

    private Step create(SqlNode node, Statement statement) {
        org.apache.flink.sql.parser.ddl.SqlCreateObject create = (org.apache.flink.sql.parser.ddl.SqlCreateObject) node;
        String name = Definitions.name(create.getName());
        if (session.catalog().find(name).isPresent()) {
            if (create.isIfNotExists()) {
                return new Step.Message("'" + name + "' is there already.");
            } else if (!create.getReplace()) {
                throw Places.error(
                        "'" + name + "' is there already", create.getName(), "drop it first, or write IF NOT EXISTS");
            }
        }
        Definitions definitions = new Definitions(session, statement);
        CatalogEntry entry = node instanceof SqlCreateTable table
                ? definitions.table(table)
                : definitions.view((SqlCreateView) node);
        session.catalog().put(entry);
        return new Step.Message((entry instanceof CatalogTable ? "Table '" : "View '") + name + "' created.");
    }

    private Step drop(SqlIdentifier identifier, boolean ifExists, boolean table) {
        String name = Definitions.name(identifier);
        String kind = table ? "table" : "view";
        Optional<CatalogEntry> entry = session.catalog().find(name);
        if (entry.isEmpty()) {
            if (ifExists) {
                return new Step.Message("There is no " + kind + " '" + name + "'.");
            }
            throw Places.error(
                    "unknown " + kind + " '" + name + "'", identifier, Suggestions.didYouMean(name, names()));
        }
        if (entry.get() instanceof CatalogTable != table) {
            throw Places.error(
                    "'" + name + "' is a " + (table ? "view" : "table"),
                    identifier,
                    "write DROP " + (table ? "VIEW " : "TABLE ") + name);
        }
        session.catalog().remove(name);
        return new Step.Message((table ? "Table '" : "View '") + name + "' dropped.");
    }

    private List<String> names() {
        return session.catalog().entries().stream().map(CatalogEntry::name).toList();
    }
}
