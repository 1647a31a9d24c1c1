package io.millrace.sql.plan;

import io.millrace.core.error.QueryException.Position;
import io.millrace.core.expression.Expression;
import io.millrace.core.expression.Expression.Call;
import io.millrace.core.type.Column;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;
import io.millrace.engine.pipeline.RankSpecification;
import io.millrace.engine.pipeline.RankSpecification.Rank;
import io.millrace.engine.pipeline.Specification;
import io.millrace.engine.pipeline.Specification.SortColumn;
import io.millrace.sql.plan.QueryPlanner.OnConflict;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One row of each key, of rows that are to be written to a table with a primary key although several of them may have the
 * same. Where nothing tells which came first, as after a join, the row's value decides.
 *
 * @param conflict which of them
 * @param ordinal the hidden ordinal, or -1
 */
record OnePerKey(Relation input, List<Integer> key, OnConflict conflict, int ordinal, Schema schema)
        implements Relation {
    private static final Column NUMBER = new Column("$number", Ranking.NUMBER);

    /**
     * The rows that may be written.
     *
     * @param key the primary key's columns
     * @param table the table's name
     * @param place the INSERT's place in the script
     */
    static Relation of(Relation query, List<Integer> key, OnConflict conflict, String table, Position place) {
        boolean unique = !query.key().isEmpty() && key.containsAll(query.key());
        // Of rows that stay, the last one takes the place of those before where it is written.
        if (unique || key.isEmpty() || conflict == OnConflict.LAST && !query.changing()) {
            return query;
        }
        boolean only = conflict == OnConflict.ERROR;
        Schema schema = query.schema();
        OnePerKey rows = new OnePerKey(query, key, conflict, -1, only ? schema.with(NUMBER) : schema);
        if (!only) {
            return rows;
        }
        List<Expression> columns = new ArrayList<>(Relation.columns(schema));
        Expression first = columns.get(0);
        Expression number = new Expression.Column(schema.size(), Ranking.NUMBER);
        columns.set(
                0,
                new Call(
                        "ONLY ROW",
                        List.of(first, number, Literals.text(table), text(rows, key)),
                        first.type(),
                        place));
        return Calcs.project(rows, columns, schema.names());
    }

    /** The last row of each key, of rows that stay. */
    static Relation newest(Relation rows, List<Integer> key) {
        return new OnePerKey(rows, key, OnConflict.LAST, -1, rows.schema());
    }

    private static Expression text(Relation rows, List<Integer> key) {
        Expression text = Literals.text("(");
        for (int i = 0; i < key.size(); i++) {
            Expression value = Casts.cast(Pruning.reference(rows, key.get(i)), Type.STRING);
            text = joined(i == 0 ? text : joined(text, Literals.text(", ")), value);
        }
        return joined(text, Literals.text(")"));
    }

    private static Expression joined(Expression left, Expression right) {
        Type type =
                Type.STRING.withNullable(left.type().nullable() || right.type().nullable());
        return new Call("||", List.of(left, right), type);
    }

    @Override
    public List<Relation> inputs() {
        return List.of(input);
    }

    @Override
    public Relation withInputs(List<Relation> inputs) {
        return new OnePerKey(inputs.get(0), key, conflict, ordinal, schema);
    }

    @Override
    public String label() {
        String which = switch (conflict) {
            case FIRST -> "first";
            case LAST -> "last";
            case ERROR -> "only";
        };
        return "Choose" + Labels.by(key, input.schema()) + ": the " + which + " row";
    }

    @Override
    public boolean changing() {
        return true;
    }

    @Override
    public List<Integer> key() {
        return key;
    }

    @Override
    public List<Integer> keys(int input) {
        return key;
    }

    @Override
    public List<Integer> spread(List<@Nullable List<Integer>> inputs) {
        return key;
    }

    @Override
    public Pruned prune(BitSet wanted, Need need) {
        BitSet used = new BitSet();
        used.set(0, input.schema().size());
        Pruned below = input.prune(used, new Need(false, false, true, false));
        Schema narrow = below.relation().schema();
        boolean numbered = conflict == OnConflict.ERROR;
        OnePerKey pruned = new OnePerKey(
                below.relation(),
                below.places(key),
                conflict,
                below.ordinal(),
                numbered ? narrow.with(NUMBER) : narrow);
        int[] places = Pruning.extend(below.places(), input.schema().size(), numbered ? 1 : 0, narrow.size());
        return new Pruned(pruned, places, -1, -1);
    }

    @Override
    public Specification specification() {
        List<SortColumn> arrival =
                ordinal < 0 ? List.of() : List.of(new SortColumn(ordinal, conflict == OnConflict.LAST, true));
        boolean only = conflict == OnConflict.ERROR;
        return new RankSpecification.TopRows(key, List.of(), arrival, Rank.ROW_NUMBER, 1, only ? 2 : 1, only);
    }
}
