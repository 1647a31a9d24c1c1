package io.millrace.sql;

import io.millrace.core.error.QueryException;
import io.millrace.engine.pipeline.Pipeline;
import io.millrace.sql.parse.ModelFileStatement;
import io.millrace.sql.parse.Parser;
import io.millrace.sql.parse.Script;
import io.millrace.sql.parse.SettingStatement;
import io.millrace.sql.parse.Statement;
import io.millrace.sql.plan.QueryPlanner;
import io.millrace.sql.plan.QueryPlanner.UsedVersion;
import io.millrace.sql.validate.Analyzer;
import io.millrace.sql.validate.CallPlaces.PlacedException;
import io.millrace.sql.validate.Places;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.flink.sql.parser.ddl.SqlReplaceTableAs;
import org.apache.flink.sql.parser.ddl.model.SqlCreateModelAs;
import org.apache.flink.sql.parser.ddl.table.SqlCreateTable;
import org.apache.flink.sql.parser.ddl.table.SqlCreateTableAs;
import org.apache.flink.sql.parser.dml.RichSqlInsert;
import org.apache.flink.sql.parser.dml.SqlExecute;
import org.apache.flink.sql.parser.dml.SqlStatementSet;
import org.apache.flink.sql.parser.dql.SqlRichExplain;
import org.jspecify.annotations.Nullable;

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
     * Plans a script: all its INSERTs and its last SELECT start together, earlier SELECTs run before, one by one. A statement
     * that needs a model as what is before it left it parts the script in two.
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

    /** One script on its way. Each statement is planned with the definitions and settings before it. */
    private final class Plan {
        private final List<Statement> statements;
        private final List<Step> steps = new ArrayList<>();
        private List<Step.Query> shown = new ArrayList<>();
        private final Set<String> wholeTables;
        private QueryPlanner together;
        private final boolean allTogether;
        private final ModelFiles files = new ModelFiles(session);
        /** How many SELECTs there are, and how many of them are planned. */
        private final long selects;

        private int selected;
        /** Before which step the last SELECT stands. */
        private int place = -1;

        private @Nullable ZoneId zone;

        Plan(List<Statement> statements, boolean allTogether) {
            this.statements = statements;
            this.allTogether = allTogether;
            selects = statements.stream().filter(Statement::isQuery).count();
            session.catalog().beginScript();
            wholeTables = tablesWithLateRowsWanted(statements);
            together = new QueryPlanner(session, wholeTables);
        }

        List<Step> steps() {
            for (Statement statement : statements) {
                at(statement, () -> {
                    add(statement);
                    return "";
                });
            }
            boolean isPlaced = place >= 0 && !allTogether;
            if (isPlaced) {
                addTogether(place);
            }
            session.catalog().unread().forEach(allTogether ? this::show : this::tell);
            if (!isPlaced && !together.isEmpty()) {
                addTogether(steps.size());
            }
            return steps;
        }

        private void addTogether(int at) {
            steps.addAll(at, checked(together, run(together, shown)));
        }

        /** A run behind the checks that it needs. */
        private List<Step> checked(QueryPlanner planner, Step.Run run) {
            List<Step> checked = new ArrayList<>();
            planner.versions().forEach(version -> checked.add(new Step.Act("", List.of(), () -> check(version))));
            checked.add(run);
            return checked;
        }

        private String check(UsedVersion version) {
            try {
                session.models()
                        .stored()
                        .check(version.model().id(), version.model().versions().number());
                return "";
            } catch (QueryException e) {
                throw new QueryException(String.valueOf(e.getMessage()), version.place(), e.hint(), e);
            }
        }

        /**
         * Does something with a model where it stands in the script: what uses the model before it has ended by then, and
         * what stands behind it has not started. So what was to run together until here runs by itself.
         */
        private void act(Step.Act act, Statement statement) {
            boolean isBehind = place >= 0 && !allTogether && !act.model().isEmpty();
            if (isBehind || together.uses(act.model())) {
                if (allTogether || !together.isBounded()) {
                    String model = act.model().substring(0, act.model().lastIndexOf('#'));
                    throw new QueryException(
                            "this has to wait until what stands before it has ended, which "
                                    + (allTogether ? "all runs together here" : "never ends by itself"),
                            null,
                            "put it before what uses model '" + model
                                    + "', or into a script of its own; in the shell it can follow Ctrl-C");
                }
                addTogether(place < 0 ? steps.size() : place);
                together = new QueryPlanner(session, wholeTables);
                shown = new ArrayList<>();
                place = -1;
                zone = null;
            }
            steps.add(new Step.Act(act.model(), act.notInFlink(), () -> at(statement, act::carryOut)));
        }

        private Step.Run run(QueryPlanner planner, List<Step.Query> queries) {
            return Planner.run(
                    planner, queries, zone == null ? session.settings().zone() : zone);
        }

        /** Remembers the time zone of what runs together. */
        private void together() {
            ZoneId now = session.settings().zone();
            if (zone != null && !zone.equals(now)) {
                together.warn(List.of("what runs together has one time zone, the last that was set before it: " + now));
            }
            zone = now;
        }

        private void tell(CatalogView view) {
            steps.add(new Step.Unused("nothing reads the materialized table '"
                    + view.path().shown()
                    + "', so it is not computed: SELECT from it or INSERT what it has, or look at it with --ui"));
        }

        /** Shows a materialized table that nothing reads: what is kept up to date is there to be looked at. */
        private void show(CatalogView view) {
            String name = "materialized-" + (shown.size() + 1);
            Statement all = Script.statements("SELECT * FROM " + Definition.quoted(view.path()), Map.of())
                    .get(0);
            Analyzer analyzer = new Analyzer(session, all);
            together.select(analyzer.query(Parser.query(all.text())), name);
            together.mark(analyzer.notInFlink(), all.position());
            together.warn(analyzer.warnings());
            shown.add(new Step.Query(name, view.path().shown(), view.query()));
        }

        private void select(Statement statement, SqlNode query) {
            selected++;
            boolean last = selected == selects;
            QueryPlanner planner = last || allTogether ? together : new QueryPlanner(session, wholeTables);
            String name = selects == 1 ? "result" : "result-" + selected;
            Analyzer analyzer = new Analyzer(session, statement);
            planner.select(analyzer.query(query), name);
            planner.mark(analyzer.notInFlink(), statement.position());
            planner.warn(analyzer.warnings());
            if (!allTogether && selects > 1 && !planner.isBounded()) {
                throw new QueryException(
                        "a script with several SELECTs reads tables that end, but this one reads one that does not",
                        null,
                        "leave one SELECT, or write the others to tables with INSERT INTO");
            }
            if (planner != together) {
                steps.addAll(checked(
                        planner,
                        Planner.run(
                                planner,
                                List.of(query(statement, name)),
                                session.settings().zone())));
                return;
            }
            together();
            shown.add(query(statement, name));
            place = last ? steps.size() : place;
        }

        private void add(Statement statement) {
            Optional<SettingStatement> setting = SettingStatement.of(statement);
            if (setting.isPresent()) {
                steps.add(SettingChanges.step(session.settings(), setting.get()));
                return;
            }
            if (statement.isWords("EXPLAIN", "WHY")) {
                steps.add(new Step.Why(null, statement.position()));
                return;
            }
            Optional<ModelFileStatement> file = ModelFileStatement.of(statement);
            if (file.isPresent()) {
                add(files.step(file.get(), statement), statement);
                return;
            }
            SqlNode parsed = Parser.statement(statement.text());
            SqlNode node = parsed instanceof SqlExecute execute ? execute.getStatement() : parsed;
            if (statement.inSet() && !(node instanceof RichSqlInsert)) {
                throw new QueryException("a statement set holds INSERTs only", null, "put this before or after it");
            } else if (node instanceof RichSqlInsert insert) {
                together();
                new InsertPlanning(session, statement, together).insert(insert);
            } else if (node instanceof SqlStatementSet set) {
                together();
                InsertPlanning inserts = new InsertPlanning(session, statement, together);
                set.getInserts().forEach(inserts::insert);
            } else if (isQuery(node)) {
                select(statement, node);
            } else if (node instanceof SqlRichExplain explain) {
                steps.add(explain(explain, statement));
            } else if (node instanceof SqlCreateTableAs || node instanceof SqlReplaceTableAs) {
                together();
                steps.add(new InsertPlanning(session, statement, together).createAs((SqlCreateTable) node));
            } else if (node instanceof SqlCreateModelAs create) {
                together();
                steps.add(new ModelStatements(session, statement).createAs(create, together));
            } else {
                Step step = new CatalogStatements(session, statement)
                        .answer(node)
                        .or(() -> new MaterializedStatements(session, statement).answer(node))
                        .or(() -> new FunctionStatements(session, statement).answer(node))
                        .or(() -> new ModelStatements(session, statement).answer(node))
                        .or(() -> new ModelInspection(session).answer(node))
                        .or(() -> new JarStatements(session).answer(node))
                        .orElseGet(() -> new Inspection(session).answer(node, statement));
                add(step, statement);
            }
        }

        private void add(Step step, Statement statement) {
            if (step instanceof Step.Act act) {
                act(act, statement);
            } else {
                steps.add(step);
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

    private static Step.Query query(Statement statement, String name) {
        return new Step.Query(name, statement.comment(), statement.text().strip());
    }

    private static Step.Run run(QueryPlanner planner, List<Step.Query> queries, ZoneId zone) {
        return new Step.Run(planner.build(), queries, zone, planner.warnings(), planner.notInFlink());
    }

    private static boolean isQuery(SqlNode node) {
        return node.isA(SqlKind.QUERY);
    }

    /** Gives errors their place in the file. */
    private static String at(Statement statement, Supplier<String> work) {
        try {
            return work.get();
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

    private Step explain(SqlRichExplain explain, Statement statement) {
        QueryPlanner planner = new QueryPlanner(session, Set.of());
        SqlNode node = explain.getStatement();
        InsertPlanning inserts = new InsertPlanning(session, statement, planner);
        if (node instanceof RichSqlInsert insert) {
            inserts.insert(insert);
        } else if (node instanceof SqlStatementSet set) {
            set.getInserts().forEach(inserts::insert);
        } else if (isQuery(node)) {
            Analyzer analyzer = new Analyzer(session, statement);
            planner.select(analyzer.query(node), "result");
            planner.mark(analyzer.notInFlink(), statement.position());
            planner.warn(analyzer.warnings());
        } else {
            throw Places.error("EXPLAIN takes a SELECT or an INSERT", node, null);
        }
        Set<String> details = explain.getExplainDetails();
        if (details.contains("WHY")) {
            List<Step.Query> queries = isQuery(node) ? List.of(query(statement, "result")) : List.of();
            return new Step.Why(run(planner, queries, session.settings().zone()), statement.position());
        }
        Pipeline pipeline = planner.build();
        StringBuilder text = new StringBuilder();
        if (details.contains("STATE")) {
            text.append(Explain.state(pipeline));
        } else if (details.contains("JSON_EXECUTION_PLAN")) {
            text.append(Explain.json(pipeline));
        } else {
            text.append(Explain.text(pipeline, details.contains("CHANGELOG_MODE")));
        }
        if (details.contains("ESTIMATED_COST")) {
            text.append("No costs are estimated: plans do not depend on them.\n");
        }
        planner.warnings()
                .forEach(warning -> text.append("warning: ").append(warning).append('\n'));
        if (details.contains("PLAN_ADVICE") && planner.warnings().isEmpty()) {
            text.append("No advice.\n");
        }
        if (!details.contains("STATE") && !details.contains("JSON_EXECUTION_PLAN")) {
            text.append(NotInFlink.text(planner.notInFlink(), ""));
        }
        return new Step.Text(text.toString());
    }
}
