package io.millrace.sql.validate;

import com.google.common.collect.ImmutableList;
import io.millrace.core.error.QueryException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.prepare.CalciteCatalogReader;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Snapshot;
import org.apache.calcite.rel.hint.Hintable;
import org.apache.calcite.rex.RexCorrelVariable;
import org.apache.calcite.rex.RexFieldAccess;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql2rel.SqlToRelConverter;
import org.apache.calcite.util.ImmutableBitSet;
import org.jspecify.annotations.Nullable;

/**
 * Turns syntax trees into relational ones, and tells joins and aggregations how long the hints of their query keep what
 * comes from the tables that are their inputs: later on nobody knows what inputs were called. Of one query; one thread.
 */
final class QueryConverter extends SqlToRelConverter {
    private final List<String> warnings;
    private final Deque<Query> queries = new ArrayDeque<>();
    private final IdentityHashMap<RelNode, String> names = new IdentityHashMap<>();

    /**
     * @param warnings takes what is said of hints that change nothing
     */
    QueryConverter(
            SqlValidator validator,
            CalciteCatalogReader reader,
            RelOptCluster cluster,
            Config config,
            List<String> warnings) {
        super(
                (row, text, path, viewPath) -> {
                    throw new UnsupportedOperationException(text);
                },
                validator,
                reader,
                cluster,
                DialectConvertlets.INSTANCE,
                config);
        this.warnings = warnings;
    }

    /**
     * A query that is being converted.
     *
     * @param inputs what the inputs of its joins and aggregations are called
     */
    private record Query(SqlSelect select, Set<String> inputs) {}

    @Override
    protected void convertSelectImpl(Blackboard board, @Nullable Blackboard outer, SqlSelect select) {
        Query query = new Query(select, new HashSet<>());
        queries.push(query);
        try {
            super.convertSelectImpl(board, outer, select);
        } finally {
            queries.pop();
        }
        if (select.hasHints()) {
            LifetimeHint.tables(select.getHints()).stream()
                    .filter(said -> query.inputs().stream().noneMatch(input -> LifetimeHint.names(said, input)))
                    .forEach(said -> warnings.add("STATE_TTL of '" + said
                            + "' changes nothing: it is no input of a join or an aggregation of its query"));
        }
    }

    @Override
    protected void convertFrom(Blackboard board, @Nullable SqlNode from, @Nullable List<String> columns) {
        super.convertFrom(board, from, columns);
        String name = from == null ? null : name(from);
        if (name != null && board.root != null) {
            names.put(board.root, name);
        }
    }

    /** What a query calls a table in FROM; null when it has no name. */
    static @Nullable String name(SqlNode from) {
        if (from instanceof SqlIdentifier table) {
            return String.join(".", table.names);
        } else if (from.getKind() == SqlKind.AS) {
            return ((SqlCall) from).operand(1).toString();
        } else if (from.getKind() == SqlKind.TABLE_REF || from.getKind() == SqlKind.SNAPSHOT) {
            return name(((SqlCall) from).operand(0));
        }
        return null;
    }

    private @Nullable String nameOf(RelNode node) {
        RelNode at = node;
        while (!names.containsKey(at)) {
            if (!(at instanceof Project) && !(at instanceof Filter)) {
                return null;
            }
            at = at.getInput(0);
        }
        return names.get(at);
    }

    @Override
    protected RelNode createJoin(Blackboard board, RelNode left, RelNode right, RexNode condition, JoinRelType type) {
        refuseOwnTime(left, right);
        RelNode created = super.createJoin(board, left, right, condition, type);
        LifetimeHint lifetimes = lifetimes(nameOf(left), nameOf(right));
        return lifetimes.isSaid() ? attached(created, lifetimes) : created;
    }

    /** Calcite resolves the time of FOR SYSTEM_TIME AS OF among the columns of both tables. */
    private static void refuseOwnTime(RelNode left, RelNode right) {
        RelNode node = right;
        while (node instanceof Filter) {
            node = node.getInput(0);
        }
        int columns = left.getRowType().getFieldCount();
        if (node instanceof Snapshot snapshot
                && snapshot.getPeriod() instanceof RexFieldAccess access
                && access.getReferenceExpr() instanceof RexCorrelVariable
                && access.getField().getIndex() >= columns) {
            throw new QueryException(
                    "FOR SYSTEM_TIME AS OF takes a time of the left table, but '"
                            + access.getField().getName() + "' is of the right one",
                    null,
                    "write FOR SYSTEM_TIME AS OF o.ts, with the left table's name or alias");
        }
    }

    private static RelNode attached(RelNode node, LifetimeHint lifetimes) {
        if (node instanceof Join join) {
            return join.attachHints(List.of(lifetimes.hint()));
        } else if (node instanceof Project) {
            return node.copy(node.getTraitSet(), List.of(attached(node.getInput(0), lifetimes)));
        }
        return node;
    }

    @Override
    protected RelNode createAggregate(
            Blackboard board, ImmutableBitSet keys, ImmutableList<ImmutableBitSet> sets, List<AggregateCall> calls) {
        RelNode created = super.createAggregate(board, keys, sets, calls);
        LifetimeHint lifetimes = board.root == null ? LifetimeHint.NONE : lifetimes(nameOf(board.root), null);
        return lifetimes.isSaid() && created instanceof Aggregate
                ? ((Hintable) created).attachHints(List.of(lifetimes.hint()))
                : created;
    }

    private LifetimeHint lifetimes(@Nullable String left, @Nullable String right) {
        Query query = queries.peek();
        if (query == null || !query.select().hasHints()) {
            return LifetimeHint.NONE;
        }
        Stream.of(Optional.ofNullable(left), Optional.ofNullable(right))
                .flatMap(Optional::stream)
                .forEach(query.inputs()::add);
        return LifetimeHint.of(query.select().getHints(), left, right);
    }
}
