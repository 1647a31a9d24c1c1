package io.millrace.sql.plan;

import io.millrace.core.expression.Expression;
import io.millrace.core.type.Schema;
import io.millrace.engine.pipeline.Specification;
import io.millrace.sql.validate.LifetimeHint;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A query before it becomes a pipeline: relations over relations, immutable, compared by value. A kind of relation says
 * here all that the planner asks of it; what it does not answer is answered for relations of which nothing is known.
 */
interface Relation {
    Schema schema();

    List<Relation> inputs();

    /** The same relation over other inputs, which have the columns of those it has. */
    Relation withInputs(List<Relation> inputs);

    /** What the engine is to do. */
    Specification specification();

    /** What it does, for people: one line that begins with its kind. */
    String label();

    /** What its label leaves out although the result depends on it: only for {@link Labels#id}. */
    default String details() {
        return "";
    }

    /** What of it Flink refuses in a streaming query, each in a few words; its inputs' is theirs to say. */
    default List<String> beyondFlink() {
        return List.of();
    }

    /** Whether it has rows that go away again. */
    default boolean changing() {
        return inputs().stream().anyMatch(Relation::changing);
    }

    /** Which time a column is an attribute of, or null. */
    default @Nullable TimeAttribute time(int column) {
        return null;
    }

    /** Whether its operator waits for the time of processing rather than for the watermark. */
    default boolean waitsForProcessingTime() {
        return false;
    }

    /** What a column says of the window that its row is of, or null. */
    default WindowBounds.@Nullable Bound bound(int column) {
        return null;
    }

    /** The versions that its rows are, or null when they are none. */
    default @Nullable Versioned versioned() {
        return null;
    }

    /** How long hints keep what is kept of its inputs, where that is not for as long as it is needed anyway. */
    default LifetimeHint lifetimes() {
        return LifetimeHint.NONE;
    }

    /** Columns that together identify a row at any time; empty when none are known. */
    default List<Integer> key() {
        return List.of();
    }

    /**
     * The columns by which rows of an input are to be spread over workers: none when all go to one worker, null when they
     * may stay where they are.
     */
    default @Nullable List<Integer> keys(int input) {
        return null;
    }

    /**
     * The columns by which its rows are spread over workers: none when all are on one, null when unknown.
     *
     * @param inputs the same of its inputs
     */
    default @Nullable List<Integer> spread(List<@Nullable List<Integer>> inputs) {
        return null;
    }

    /**
     * The relation with the columns that are wanted, at least, and the hidden ones that are needed.
     *
     * @param wanted of the columns of its schema
     */
    Pruned prune(BitSet wanted, Need need);

    /**
     * Moves conditions on its rows to its inputs where that changes nothing.
     *
     * @param kept takes those that stay above
     */
    default Relation sink(List<Expression> conditions, List<Expression> kept) {
        kept.addAll(conditions);
        return this;
    }

    /** All columns of a relation as they are. */
    static List<Expression> columns(Schema schema) {
        List<Expression> columns = new ArrayList<>();
        for (int i = 0; i < schema.size(); i++) {
            columns.add(new Expression.Column(i, schema.type(i)));
        }
        return columns;
    }
}
