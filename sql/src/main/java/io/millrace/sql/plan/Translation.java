package io.millrace.sql.plan;

import io.millrace.core.connect.Connector;
import io.millrace.core.error.Check;
import io.millrace.core.error.QueryException;
import io.millrace.core.expression.Expression;
import io.millrace.core.type.Schema;
import io.millrace.engine.pipeline.Specification.AggregateCall;
import io.millrace.engine.pipeline.Specification.JoinKind;
import io.millrace.sql.CatalogTable;
import io.millrace.sql.Session;
import io.millrace.sql.TableAccess;
import io.millrace.sql.validate.CallPlaces;
import io.millrace.sql.validate.DialectRexBuilder;
import io.millrace.sql.validate.ResolvedTable;
import io.millrace.sql.validate.SideTables;
import io.millrace.sql.validate.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.TableFunctionScan;
import org.apache.calcite.rel.core.TableScan;
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
        if (node instanceof TableScan scan) {
            return scan(scan);
        } else if (node instanceof Project project) {
            return project(project);
        } else if (node instanceof Filter filter) {
            Relation input = translate(filter.getInput());
            return Calcs.filter(input, expression(filter.getCondition(), node));
        } else if (node instanceof Aggregate aggregate) {
            return aggregate(aggregate);
        } else if (node instanceof TableFunctionScan scan) {
            Check.that(scan.getInputs().size() == 1, "a window function without its table");
            Relation input = translate(scan.getInput(0));
            try {
                return Windows.translate(scan, input);
            } catch (QueryException e) {
                throw places(scan).at(e, ((RexCall) scan.getCall()).getParserPosition());
            }
        } else if (node instanceof org.apache.calcite.rel.core.Values values) {
            return values(values);
        } else if (node instanceof org.apache.calcite.rel.core.Union union) {
            return union(union);
        } else if (node instanceof Join join) {
            return join(join);
        }
        throw unsupported(node);
    }

    private static QueryException unsupported(RelNode node) {
        if (node instanceof Sort) {
            return new QueryException(
                    "ORDER BY and LIMIT inside a query are not supported yet",
                    null,
                    "put them at the end of the final SELECT");
        }
        String what = node instanceof Join || node instanceof org.apache.calcite.rel.core.Correlate
                ? "a join"
                : switch (node.getRelTypeName()) {
                    case "LogicalIntersect" -> "INTERSECT";
                    case "LogicalMinus" -> "EXCEPT";
                    case "LogicalMatch" -> "MATCH_RECOGNIZE";
                    default -> "this kind of query";
                };
        return new QueryException(what + " is not supported yet", null, "docs/sql.md lists what is");
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
        CatalogTable table = resolved.table();
        boolean readable = session.connectors().stream()
                .anyMatch(each -> each.name().equals(table.connector()) && each instanceof Connector.SourceConnector);
        if (!readable) {
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
        Scan all = new Scan(table, Facts.range(0, table.columns().size()), false, false, false, false);
        return Calcs.calc(all, view.filter(), view.columns(), table.schema().names());
    }

    private Relation project(Project project) {
        Relation input = translate(project.getInput());
        if (project.containsOver()) {
            return Overs.project(project, input);
        }
        List<Expression> projections = project.getProjects().stream()
                .map(node -> expression(node, project))
                .toList();
        List<String> names = new ArrayList<>(project.getRowType().getFieldNames());
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).startsWith("$f")) {
                names.set(i, SqlText.of(projections.get(i), input.schema()));
            }
        }
        return Calcs.project(input, projections, names);
    }

    private Relation join(Join join) {
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
        return Joins.join(kind, left, right, condition, Types.schema(join.getRowType()));
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
        List<Relation> inputs = new ArrayList<>();
        for (RelNode node : union.getInputs()) {
            Relation input = translate(node);
            List<Expression> columns = new ArrayList<>();
            for (int i = 0; i < schema.size(); i++) {
                columns.add(Casts.cast(new Expression.Column(i, input.schema().type(i)), schema.type(i)));
            }
            inputs.add(Calcs.project(input, columns, schema.names()));
        }
        Relation all = inputs.stream().allMatch(input -> input instanceof Values)
                ? merged(inputs, schema)
                : new Union(inputs, schema);
        return union.all ? all : distinct(all);
    }

    /** Rows written in the query, as one list. */
    private static Relation merged(List<Relation> inputs, Schema schema) {
        List<List<Expression>> rows = new ArrayList<>();
        inputs.forEach(input -> rows.addAll(((Values) input).rows()));
        return new Values(rows, schema);
    }

    private static Relation distinct(Relation input) {
        return new GroupAggregate(input, Facts.range(0, input.schema().size()), null, List.of(), input.schema());
    }

    private Relation aggregate(Aggregate aggregate) {
        Relation input = translate(aggregate.getInput());
        return GroupingSets.translate(aggregate, input, (keys, types) -> group(aggregate, input, keys, types));
    }

    /**
     * Groups by some keys.
     *
     * @param schema the keys, then the results of the calls that aggregate
     */
    private Relation group(Aggregate aggregate, Relation input, List<Integer> keys, Schema schema) {
        List<AggregateCall> calls = new ArrayList<>();
        for (org.apache.calcite.rel.core.AggregateCall call : aggregate.getAggCallList()) {
            if (GroupingSets.isGrouping(call)) {
                continue;
            }
            try {
                calls.add(call(call, input));
            } catch (QueryException e) {
                throw places(aggregate).at(e, call.getParserPosition());
            }
        }
        Optional<WindowAggregation> windows = WindowAggregation.over(input);
        if (windows.isPresent()) {
            Optional<Relation> fused = windows.get().fuse(keys, calls, schema);
            if (fused.isPresent()) {
                return fused.get();
            }
            checkTrap(windows.get(), keys, input);
        }
        return new GroupAggregate(input, keys, WindowBounds.attached(input, keys), calls, schema);
    }

    private static AggregateCall call(org.apache.calcite.rel.core.AggregateCall call, Relation input) {
        if (call.ignoreNulls()) {
            throw new QueryException("IGNORE NULLS is not supported yet", null, null);
        }
        return Aggregates.call(
                call.getAggregation().getName(),
                call.getArgList(),
                call.isDistinct(),
                call.filterArg,
                call.getCollation().getFieldCollations(),
                Aggregates.columns(input),
                Types.of(call.getType()));
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
