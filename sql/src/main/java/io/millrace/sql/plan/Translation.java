package io.millrace.sql.plan;

import io.millrace.core.connect.Connector;
import io.millrace.core.error.Check;
import io.millrace.core.error.QueryException;
import io.millrace.core.error.QueryException.Position;
import io.millrace.core.expression.Expression;
import io.millrace.core.type.Schema;
import io.millrace.engine.pipeline.AggregateCall;
import io.millrace.engine.pipeline.JoinSpecification.JoinKind;
import io.millrace.engine.pipeline.JoinSpecification.SetOperation;
import io.millrace.engine.pipeline.LearnSpecification.Told;
import io.millrace.engine.pipeline.WindowSpecification.Firing;
import io.millrace.sql.CatalogTable;
import io.millrace.sql.Session;
import io.millrace.sql.SystemTables;
import io.millrace.sql.TableAccess;
import io.millrace.sql.validate.CallPlaces;
import io.millrace.sql.validate.ChangelogFunction;
import io.millrace.sql.validate.DialectRexBuilder;
import io.millrace.sql.validate.LifetimeHint;
import io.millrace.sql.validate.ModelFunction;
import io.millrace.sql.validate.ResolvedTable;
import io.millrace.sql.validate.SideTables;
import io.millrace.sql.validate.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AsofJoin;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Intersect;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.Minus;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.SetOp;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.TableFunctionScan;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rel.core.Uncollect;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;

/** Calcite's relational trees as ours. */
final class Translation {
    private final Session session;
    private final List<String> warnings;

    Translation(Session session, List<String> warnings) {
        this.session = session;
        this.warnings = warnings;
    }

    Relation translate(RelNode node) {
        WatermarkCalls.refuse(node);
        if (node instanceof TableScan scan) {
            return scan(scan);
        } else if (node instanceof Project project) {
            return project(project);
        } else if (node instanceof Filter filter) {
            return filter(filter);
        } else if (node instanceof Aggregate aggregate) {
            return aggregate(aggregate);
        } else if (node instanceof TableFunctionScan scan && Laterals.isFunction(scan)) {
            return Laterals.alone(scan);
        } else if (node instanceof TableFunctionScan scan) {
            Check.that(scan.getInputs().size() == 1, "a window function without its table");
            Relation input = translate(scan.getInput(0));
            RexCall call = (RexCall) scan.getCall();
            try {
                if (call.getOperator() instanceof ChangelogFunction function) {
                    Position place = places(scan).of(call.getParserPosition());
                    return Changelogs.translate(function, input, Types.schema(scan.getRowType()), place);
                }
                if (call.getOperator() instanceof ModelFunction function) {
                    return ModelColumns.translate(function, input, Types.schema(scan.getRowType()), session.models());
                }
                return Windows.translate(scan, input);
            } catch (QueryException e) {
                throw places(scan).at(e, call.getParserPosition());
            }
        } else if (node instanceof org.apache.calcite.rel.core.Values values) {
            return values(values);
        } else if (node instanceof org.apache.calcite.rel.core.Union union) {
            return union(union);
        } else if (node instanceof AsofJoin join) {
            return AsofJoins.join(join, translate(join.getLeft()), translate(join.getRight()));
        } else if (node instanceof Intersect intersect) {
            return compared(intersect, false);
        } else if (node instanceof Minus minus) {
            return compared(minus, true);
        } else if (node instanceof Join join) {
            return join(join);
        } else if (node instanceof org.apache.calcite.rel.core.Match match) {
            return match(match);
        } else if (node instanceof Correlate correlate) {
            Relation join = Snapshots.join(correlate, this::translate, session.bounded());
            join = join == null ? Laterals.join(correlate, this::translate) : join;
            if (join != null) {
                return join;
            }
        } else if (node instanceof Uncollect uncollect) {
            return Laterals.alone(uncollect, this::translate);
        }
        if (node instanceof Sort sort) {
            return Sorts.translate(sort, translate(sort.getInput()));
        }
        throw unsupported(node);
    }

    private static QueryException unsupported(RelNode node) {
        String what = switch (node.getRelTypeName()) {
            case "LogicalCorrelate" -> "LATERAL of OVER or MATCH_RECOGNIZE that uses columns from before it";
            case "LogicalRepeatUnion" -> "WITH RECURSIVE";
            case "Sample" -> "TABLESAMPLE";
            case "LogicalSnapshot" -> "FOR SYSTEM_TIME AS OF outside of a join";
            default -> "this kind of query";
        };
        String instead = switch (node.getRelTypeName()) {
            case "LogicalRepeatUnion" -> "UNION ALL as many steps as are needed";
            case "Sample" -> "WHERE RAND() < 0.1 takes about a tenth of the rows";
            default -> "docs/limits.md lists what is not";
        };
        return new QueryException(what + " is not supported yet", null, instead);
    }

    private static Expression expression(RexNode node, RelNode context) {
        return ExpressionTranslation.of(
                node, (DialectRexBuilder) context.getCluster().getRexBuilder());
    }

    private static CallPlaces places(RelNode context) {
        return ((DialectRexBuilder) context.getCluster().getRexBuilder()).places();
    }

    private Relation scan(TableScan scan) {
        ResolvedTable resolved = scan.getTable().unwrap(ResolvedTable.class);
        Check.that(resolved != null, "a table that is not ours", scan.getTable().getQualifiedName());
        Optional<Told> told = SystemTables.told(resolved.table());
        if (told.isPresent()) {
            return new LearnerScan(told.get());
        }
        CatalogTable table = Traps.withIdleTimeout(resolved.table(), session.settings());
        Connector.SourceConnector connector = session.connectors().stream()
                .filter(each -> each.name().equals(table.connector()) && each instanceof Connector.SourceConnector)
                .map(Connector.SourceConnector.class::cast)
                .findFirst()
                .orElse(null);
        if (connector == null) {
            throw new QueryException(
                    "table '" + table.name() + "' cannot be read: connector '" + table.connector() + "' only writes",
                    null,
                    "read the tables it is written from");
        }
        TableAccess.View view = session.access().view(session.principal(), table);
        String side = resolved.side();
        if (side != null) {
            return new SideScan(table, side, SideTables.schema(table, side));
        }
        List<Integer> columns = Facts.range(0, table.columns().size());
        boolean changing = connector.changes(table.table());
        Relation all = connector instanceof Connector.UpsertingConnector
                ? Upserts.of(table)
                : new Scan(table, columns, false, false, false, false, ChosenPartitions.ALL, changing);
        return Calcs.calc(all, view.filter(), view.columns(), table.schema().names());
    }

    private Relation filter(Filter filter) {
        Relation input = translate(filter.getInput());
        Elements elements = Elements.of(input, List.of(filter.getCondition()), filter);
        Expression condition = expression(elements.nodes().get(0), filter);
        List<Expression> columns = Relation.columns(input.schema());
        return Calcs.calc(elements.input(), condition, columns, input.schema().names());
    }

    private Relation project(Project project) {
        Relation below = translate(project.getInput());
        if (project.containsOver()) {
            return Overs.project(project, below);
        }
        Elements elements = Elements.of(below, JsonAggregates.results(project), project);
        Relation input = elements.input();
        List<Expression> projections =
                elements.nodes().stream().map(node -> expression(node, project)).toList();
        return Calcs.project(input, projections, names(project, projections, input));
    }

    private Relation join(Join join) {
        Relation lateral = Laterals.join(join, this::translate);
        if (lateral != null) {
            return lateral;
        }
        Relation left = translate(join.getLeft());
        Relation right = translate(join.getRight());
        JoinKind kind = switch (join.getJoinType()) {
            case INNER -> JoinKind.INNER;
            case LEFT -> JoinKind.LEFT;
            case RIGHT -> JoinKind.RIGHT;
            case FULL -> JoinKind.FULL;
            case SEMI -> JoinKind.SEMI;
            case ANTI -> JoinKind.ANTI;
            default -> throw unsupported(join);
        };
        Expression condition = expression(join.getCondition(), join);
        return Joins.join(kind, left, right, condition, Types.schema(join.getRowType()), LifetimeHint.of(join));
    }

    /** The names of a project's columns; those that Calcite made up are replaced by what the columns are. */
    static List<String> names(Project project, List<Expression> values, Relation input) {
        List<String> names = new ArrayList<>(project.getRowType().getFieldNames());
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).startsWith("$f")) {
                names.set(i, SqlText.of(values.get(i), input.schema()));
            }
        }
        return names;
    }

    private static Relation values(org.apache.calcite.rel.core.Values values) {
        Schema schema = Types.schema(values.getRowType());
        List<List<Expression>> rows = new ArrayList<>();
        for (List<RexLiteral> tuple : values.getTuples()) {
            List<Expression> row = new ArrayList<>();
            for (int i = 0; i < tuple.size(); i++) {
                row.add(Casts.cast(Literals.of(tuple.get(i)), schema.type(i)));
            }
            rows.add(row);
        }
        return new Values(rows, schema);
    }

    private Relation union(org.apache.calcite.rel.core.Union union) {
        Schema schema = Types.schema(union.getRowType());
        List<Relation> inputs = aligned(union, schema);
        Relation all = inputs.stream().allMatch(input -> input instanceof Values)
                ? merged(inputs, schema)
                : new Union(inputs, schema);
        return union.all ? all : distinct(all);
    }

    /** INTERSECT and EXCEPT, from the left. */
    private Relation compared(SetOp node, boolean except) {
        Schema schema = Types.schema(node.getRowType());
        SetOperation operation = except
                ? node.all ? SetOperation.EXCEPT_ALL : SetOperation.EXCEPT
                : node.all ? SetOperation.INTERSECT_ALL : SetOperation.INTERSECT;
        List<Relation> inputs = aligned(node, schema);
        Relation result = inputs.get(0);
        for (Relation input : inputs.subList(1, inputs.size())) {
            result = new Comparison(operation, result, input, schema);
        }
        return result;
    }

    /** The inputs with the columns of the result. */
    private List<Relation> aligned(SetOp node, Schema schema) {
        List<Relation> inputs = new ArrayList<>();
        for (RelNode each : node.getInputs()) {
            Relation input = translate(each);
            List<Expression> columns = new ArrayList<>();
            for (int i = 0; i < schema.size(); i++) {
                columns.add(Casts.cast(new Expression.Column(i, input.schema().type(i)), schema.type(i)));
            }
            inputs.add(Calcs.project(input, columns, schema.names()));
        }
        return inputs;
    }

    /** Rows written in the query, as one list. */
    private static Relation merged(List<Relation> inputs, Schema schema) {
        List<List<Expression>> rows = new ArrayList<>();
        inputs.forEach(input -> rows.addAll(((Values) input).rows()));
        return new Values(rows, schema);
    }

    private static Relation distinct(Relation rows) {
        Relation input = Nesting.sorted(rows, Facts.range(0, rows.schema().size()));
        return new GroupAggregate(
                input, Facts.range(0, input.schema().size()), null, List.of(), input.schema(), LifetimeHint.NONE);
    }

    private Relation aggregate(Aggregate given) {
        Aggregate aggregate = JsonAggregates.overText(given);
        Optional<GroupWindows> windows = GroupWindows.of(aggregate);
        if (windows.isPresent()) {
            return aggregate(aggregate, windows.get());
        }
        Relation input = Nesting.sorted(
                translate(aggregate.getInput()), aggregate.getGroupSet().asList());
        return GroupingSets.translate(aggregate, input, (keys, types) -> group(aggregate, input, keys, types));
    }

    private Relation aggregate(Aggregate aggregate, GroupWindows windows) {
        Project project = windows.project();
        Relation below = translate(project.getInput());
        List<Expression> values = project.getProjects().stream()
                .map(node -> expression(node.equals(windows.call()) ? windows.time() : node, project))
                .toList();
        try {
            Relation rows = windows.assign(below, values);
            return windows.group(rows, (keys, schema) -> group(aggregate, rows, keys, schema));
        } catch (QueryException e) {
            throw places(aggregate).at(e, windows.call().getParserPosition());
        }
    }

    /**
     * Groups by some keys.
     *
     * @param schema the keys, then the results of the calls that aggregate
     */
    private Relation group(Aggregate aggregate, Relation input, List<Integer> keys, Schema schema) {
        CalledValues values = AggregateCalls.of(aggregate, Aggregates.columns(input), input.changing());
        return values.group(
                keys.size(),
                schema,
                (calls, columns) -> group(input, keys, calls, columns, LifetimeHint.of(aggregate)));
    }

    private Relation group(
            Relation input, List<Integer> keys, List<AggregateCall> calls, Schema schema, LifetimeHint lifetimes) {
        Optional<WindowAggregation> windows = WindowAggregation.over(input);
        Attached attached = WindowBounds.attached(input, keys);
        Optional<Firing> firing = windows.isEmpty() || attached == null
                ? Optional.empty()
                : Emission.of(session.settings(), windows.get().window());
        if (firing.isPresent() && attached != null) {
            return new GroupAggregate(input, keys, attached.with(firing.get()), calls, schema, lifetimes);
        }
        if (windows.isPresent()) {
            Optional<Relation> fused = windows.get().fuse(keys, calls, schema);
            if (fused.isPresent()) {
                return fused.get();
            }
            if (lifetimes.micros(0, session.settings().lifetimeMicros()) == 0) {
                checkTrap(windows.get(), keys, input);
            }
        }
        return new GroupAggregate(input, keys, attached, calls, schema, lifetimes);
    }

    private Relation match(org.apache.calcite.rel.core.Match match) {
        Relation input = translate(match.getInput());
        Match result = Matches.translate(match, input);
        if (result.canGrow() && !Facts.isBounded(input, session.bounded())) {
            warnings.add("a match of this pattern can go on for ever, and keeps its rows as long: bound it with"
                    + " WITHIN INTERVAL '1' HOUR behind PATTERN (...)");
        }
        return result;
    }

    /** Grouping by one end of a window alone keeps every group for ever and shows results that are not final. */
    private void checkTrap(WindowAggregation windows, List<Integer> keys, Relation input) {
        boolean start = windows.groupsBy(keys, 0);
        boolean end = windows.groupsBy(keys, 1);
        if (start == end) {
            return;
        }
        String message = "GROUP BY " + (start ? "window_start without window_end" : "window_end without window_start")
                + " keeps every group for ever";
        String fix = "write GROUP BY window_start, window_end";
        if (session.settings().allowsTraps() || Facts.isBounded(input, session.bounded())) {
            warnings.add(message + ": " + fix);
        } else {
            throw new QueryException(message, null, fix);
        }
    }
}
