package io.millrace.sql.plan;

import io.millrace.core.error.QueryException;
import io.millrace.core.error.QueryException.Position;
import io.millrace.core.expression.Expression;
import io.millrace.core.type.Column;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;
import io.millrace.engine.pipeline.LearnSpecification.ModelUse;
import io.millrace.engine.pipeline.LearnSpecification.Predicting;
import io.millrace.engine.pipeline.Pipeline;
import io.millrace.engine.pipeline.Specification.Order;
import io.millrace.engine.pipeline.Specification.SortColumn;
import io.millrace.sql.CatalogModel;
import io.millrace.sql.CatalogTable;
import io.millrace.sql.NotInFlink;
import io.millrace.sql.Session;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelRoot;
import org.apache.calcite.rel.core.Sort;
import org.jspecify.annotations.Nullable;

/** Collects the queries that start together, and makes one pipeline of them. */
public final class QueryPlanner {
    private final Session session;
    private final Conflicts conflicts;
    private final Set<String> wholeTables;
    private final List<Target> targets = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final Set<NotInFlink> notInFlink = new LinkedHashSet<>();
    private final List<UsedVersion> versions = new ArrayList<>();
    /** What Flink refuses of the order in which the query that was added last is shown. */
    private @Nullable String sorted;

    /**
     * @param wholeTables the tables of which late rows are wanted with all their columns
     */
    public QueryPlanner(Session session, Set<String> wholeTables) {
        this.session = session;
        this.conflicts = new Conflicts(session.bounded());
        this.wholeTables = wholeTables;
    }

    /**
     * A version of a model that a query predicts with.
     *
     * @param place the query's
     */
    public record UsedVersion(ModelUse model, Position place) {}

    /**
     * What an INSERT writes.
     *
     * @param columns the table's columns that the query gives, in the query's order
     * @param conflict which row of a primary key is written
     * @param fixed the values of others, as texts; those that are in neither are NULL
     */
    public record Written(CatalogTable table, List<Integer> columns, Map<Integer, String> fixed, OnConflict conflict) {}

    /** Which row of a query is written, of those that have the same primary key. */
    public enum OnConflict {
        FIRST,
        LAST,
        /** None: it is an error. */
        ERROR
    }

    /**
     * Adds a query whose rows are written to a table.
     *
     * @param place the INSERT's place in the script
     * @return the operator that makes rows of the query go away again, as EXPLAIN names it; empty when rows stay
     */
    public Optional<String> insert(RelRoot root, Written written, Position place) {
        CatalogTable target = written.table();
        List<Integer> columns = written.columns();
        Relation query = checked(inserted(root));
        conflicts.writes(target, query);
        if (query.schema().size() != columns.size()) {
            throw new QueryException(
                    "the query has " + query.schema().size() + " columns, but '" + target.name() + "' takes "
                            + columns.size(),
                    null,
                    "it takes "
                            + String.join(
                                    ", ",
                                    columns.stream()
                                            .map(column ->
                                                    target.columns().get(column).name())
                                            .toList()));
        }
        List<Expression> values = new ArrayList<>();
        List<Expression> there = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < target.columns().size(); i++) {
            CatalogTable.TableColumn column = target.columns().get(i);
            if (column.isPhysical()) {
                String fixed = written.fixed().get(i);
                Expression value = fixed == null
                        ? stored(query, columns.indexOf(i), column)
                        : placed(Casts.cast(Literals.text(fixed), column.type()), place);
                boolean checked = !column.type().nullable() && value.type().nullable();
                if (checked && session.settings().dropsNull()) {
                    there.add(new Expression.Call("IS NOT NULL", List.of(value), Type.BOOLEAN.notNull()));
                }
                values.add(checked ? notNull(value, target, column, place) : value);
                names.add(column.name());
            }
        }
        Relation chosen = OnePerKey.of(
                Calcs.project(there.isEmpty() ? query : Calcs.filter(query, Expressions.and(there)), values, names),
                target.table().primaryKey(),
                written.conflict(),
                target.name(),
                place);
        Relation relation = Pruning.exactly(chosen, Facts.range(0, values.size()), names);
        Traps.idle(relation, session, warnings);
        Traps.ignored(target, warnings);
        targets.add(new Target.Write(relation, target.table(), target.connector(), lifetime()));
        return cause(query);
    }

    private Relation inserted(RelRoot root) {
        RelNode node = Subqueries.removed(root.rel);
        if (!(node instanceof Sort sort)) {
            return translation().translate(Subqueries.removed(root.project(false)));
        }
        Relation input = translation().translate(sort.getInput());
        Relation sorted = Sorts.sorted(sort, input, isBounded(input));
        List<Expression> columns = root.fields.leftList().stream()
                .map(column -> Pruning.reference(sorted, column))
                .toList();
        return Calcs.project(sorted, columns, root.fields.rightList());
    }

    /**
     * Adds a query whose rows a model learns.
     *
     * @param named the model's columns in the query's order; empty when they come in the model's
     */
    public void teach(RelRoot root, CatalogModel model, List<String> named) {
        Relation query = checked(inserted(root));
        List<String> columns = new ArrayList<>(model.input().names());
        if (model.type().hasLabel()) {
            columns.add(model.output().column(0).name());
        }
        if (!model.type().learns()) {
            throw new QueryException(
                    "model '" + model.name() + "' does not learn: its provider is '" + model.provider() + "'",
                    null,
                    "leave out what it is to learn from");
        }
        model.checkLearns();
        boolean withPrediction =
                model.type().hasLabel() && named.isEmpty() && query.schema().size() == columns.size() + 1;
        if (query.schema().size() != columns.size() && !withPrediction
                || !named.isEmpty() && !Set.copyOf(named).equals(Set.copyOf(columns))) {
            throw new QueryException(
                    query.schema().size() != columns.size()
                            ? "the query has " + query.schema().size() + " columns, but model '" + model.name()
                                    + "' learns from " + columns.size()
                            : "the list does not name all columns of model '" + model.name() + "'",
                    null,
                    "it learns from " + String.join(", ", columns)
                            + (model.type().hasLabel() && named.isEmpty()
                                    ? "; what was predicted earlier may stand behind that"
                                    : ""));
        } else if (query.changing()) {
            throw new QueryException(
                    "model '" + model.name() + "' learns rows that stay, but this query changes rows it has given: "
                            + cause(query).orElse(""),
                    null,
                    "learn from rows before they are aggregated, or group by window_start, window_end, whose results stay");
        }
        if (!named.isEmpty()) {
            List<Expression> values = new ArrayList<>();
            columns.forEach(column -> values.add(Pruning.reference(query, named.indexOf(column))));
            teach(model, Calcs.project(query, values, columns));
        } else {
            teach(model, query);
        }
    }

    private void teach(CatalogModel model, Relation rows) {
        Pruned pruned = ModelColumns.teach(model, rows).prune(new BitSet(), Need.NOTHING);
        Traps.idle(pruned.relation(), session, warnings);
        targets.add(new Target.Teach(pruned.relation(), lifetime()));
    }

    /**
     * The operator that makes rows of a query go away again, as EXPLAIN names it; empty when there is none.
     */
    private static Optional<String> cause(Relation query) {
        if (!query.changing()) {
            return Optional.empty();
        }
        for (Relation input : query.inputs()) {
            if (input.changing()) {
                return cause(input);
            }
        }
        return Optional.of(Labels.label(query));
    }

    private static Expression stored(Relation query, int source, CatalogTable.TableColumn column) {
        if (source < 0) {
            if (!column.type().nullable()) {
                throw new QueryException(
                        "column '" + column.name() + "' must not be NULL, but the INSERT leaves it out",
                        null,
                        "add it to the column list");
            }
            return new Expression.Literal(null, column.type());
        }
        Type from = query.schema().type(source);
        if (!Casts.isImplicit(from, column.type())) {
            throw new QueryException(
                    "column '" + column.name() + "' is " + column.type().sql() + ", but the query gives " + from.sql(),
                    null,
                    "write CAST(" + query.schema().column(source).name() + " AS "
                            + column.type().sql() + ")");
        }
        return Casts.cast(new Expression.Column(source, from), column.type());
    }

    private static Expression placed(Expression value, Position place) {
        return value instanceof Expression.Call call
                ? new Expression.Call(call.function(), call.arguments(), call.type(), place)
                : value;
    }

    private static Expression notNull(
            Expression value, CatalogTable target, CatalogTable.TableColumn column, Position place) {
        Expression name = Literals.text("column '" + column.name() + "' of '" + target.name() + "'");
        return new Expression.Call(
                "NOT NULL", List.of(value, name), value.type().notNull(), place);
    }

    /** Adds a query whose rows are shown. */
    public void select(RelRoot root, String name) {
        RelNode node = Subqueries.removed(root.rel);
        Sort outer = node instanceof Sort sort ? sort : null;
        Order order = Order.NONE;
        List<Integer> columns = new ArrayList<>(root.fields.leftList());
        List<String> names = new ArrayList<>(root.fields.rightList());
        int shown = columns.size();
        if (outer != null) {
            node = outer.getInput();
            List<SortColumn> sorted = new ArrayList<>();
            for (SortColumn key : Sorts.order(outer)) {
                int column = columns.indexOf(key.column());
                if (column < 0) {
                    column = columns.size();
                    columns.add(key.column());
                    names.add(node.getRowType().getFieldNames().get(key.column()));
                }
                sorted.add(new SortColumn(column, key.descending(), key.nullsFirst()));
            }
            order = new Order(sorted, Sorts.count(outer.fetch, -1), Sorts.count(outer.offset, 0));
        }
        Relation query = translation().translate(node);
        if (outer != null && Sorts.isLimited(outer)) {
            // The first rows are found where the rows are; who shows them has only to put them in order.
            query = Sorts.translate(outer, query);
            order = new Order(order.columns(), -1, 0);
        } else if (outer != null && !order.columns().isEmpty() && order.limit() < 0 && !isBounded(query)) {
            query = Sorts.sorted(outer, query, false);
            order = Order.NONE;
        }
        boolean sorts = outer != null
                && !Sorts.isLimited(outer)
                && order.limit() < 0
                && !order.columns().isEmpty();
        if (sorts && !followsTime(query, columns, order.columns().get(0))) {
            sorted = "ORDER BY without LIMIT that does not begin with a time";
        }
        checked(query);
        conflicts.reads(query);
        Relation relation = Pruning.exactly(query, columns, names);
        List<Column> schema = new ArrayList<>();
        for (int i = 0; i < shown; i++) {
            schema.add(new Column(names.get(i), relation.schema().type(i)));
        }
        Traps.idle(relation, session, warnings);
        targets.add(new Target.Show(relation, name, new Schema(schema), key(query, columns, shown), order, lifetime()));
    }

    private static boolean followsTime(Relation query, List<Integer> columns, SortColumn first) {
        return !first.descending() && query.time(columns.get(first.column())) != null;
    }

    private static List<Integer> key(Relation query, List<Integer> columns, int shown) {
        List<Integer> key = new ArrayList<>();
        for (int column : query.key()) {
            int place = columns.indexOf(column);
            if (place < 0 || place >= shown) {
                return List.of();
            }
            key.add(place);
        }
        return key;
    }

    private boolean isBounded(Relation relation) {
        return Facts.isBounded(relation, session.bounded());
    }

    private Relation checked(Relation query) {
        new JoinTraps(session, warnings).check(query);
        return query;
    }

    private long lifetime() {
        return session.settings().lifetimeMicros();
    }

    private Translation translation() {
        return new Translation(session, warnings);
    }

    /**
     * Remembers what of the query that was added last Flink refuses.
     *
     * @param said what its text says
     * @param place the query's
     */
    public void mark(List<NotInFlink> said, Position place) {
        notInFlink.addAll(said);
        if (sorted != null) {
            notInFlink.add(new NotInFlink(sorted, place));
            sorted = null;
        }
        mark(targets.get(targets.size() - 1).relation(), place);
    }

    private void mark(Relation relation, Position place) {
        relation.inputs().forEach(input -> mark(input, place));
        if (relation.specification() instanceof Predicting predict
                && predict.model().isFixed()) {
            versions.add(new UsedVersion(predict.model(), place));
        }
        relation.beyondFlink().forEach(feature -> notInFlink.add(new NotInFlink(feature, place)));
    }

    /** What Flink refuses of the queries, each once. */
    public List<NotInFlink> notInFlink() {
        return List.copyOf(notInFlink);
    }

    /** The versions of models that must be there when this runs. */
    public List<UsedVersion> versions() {
        return List.copyOf(versions);
    }

    /** Whether a query learns a model, or predicts with it as it stands. */
    public boolean uses(String model) {
        return targets.stream().anyMatch(target -> ModelColumns.uses(target.relation(), model));
    }

    public boolean isEmpty() {
        return targets.isEmpty();
    }

    /** Whether all tables that are read end by themselves. */
    public boolean isBounded() {
        return targets.stream().allMatch(target -> Facts.isBounded(target.relation(), session.bounded()));
    }

    /** Adds what the user should know, one sentence each. */
    public void warn(List<String> more) {
        more.stream().filter(each -> !warnings.contains(each)).forEach(warnings::add);
    }

    public List<String> warnings() {
        return List.copyOf(warnings);
    }

    public Pipeline build() {
        return PipelineBuilder.build(targets, wholeTables);
    }

    /** The columns that a table takes in an INSERT without a column list. */
    public static List<Integer> physical(CatalogTable table) {
        List<Integer> columns = new ArrayList<>();
        for (int i = 0; i < table.columns().size(); i++) {
            if (table.columns().get(i).isPhysical()) {
                columns.add(i);
            }
        }
        return columns;
    }
}
