package io.millrace.sql.plan;

import io.millrace.core.error.QueryException.Position;
import io.millrace.core.expression.Expression;
import io.millrace.core.type.Column;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;
import io.millrace.engine.pipeline.AggregateCall;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The results of calls in a grouping, of which not all aggregate: where subqueries were, there are constants, and values
 * of groups that may have one row only (the smallest one, which is an error when there are several).
 */
final class CalledValues {
    /** A value of the only row of a group. */
    static final String SINGLE = "SINGLE_VALUE";

    /** A constant, as a call without arguments. */
    static final String CONSTANT = "LITERAL_AGG";

    private final @Nullable Position subquery;
    private final List<AggregateCall> calls = new ArrayList<>();
    private final List<Expression> constants = new ArrayList<>();
    private final List<Kind> kinds = new ArrayList<>();

    private enum Kind {
        AGGREGATE,
        SINGLE,
        CONSTANT
    }

    /** @param subquery where the query is in the script that should have one row, or null when that is not known */
    CalledValues(@Nullable Position subquery) {
        this.subquery = subquery;
    }

    void add(AggregateCall call) {
        calls.add(call);
        kinds.add(Kind.AGGREGATE);
    }

    /** Adds the MIN of what should be a single value. */
    void addSingle(AggregateCall smallest) {
        calls.add(smallest);
        kinds.add(Kind.SINGLE);
    }

    void addConstant(Expression value) {
        constants.add(value);
        kinds.add(Kind.CONSTANT);
    }

    /**
     * Groups.
     *
     * @param keys how many keys there are
     * @param schema the keys, then all that was added
     * @param group groups with the calls that aggregate, and the schema of that
     */
    Relation group(int keys, Schema schema, BiFunction<List<AggregateCall>, Schema, Relation> group) {
        if (calls.size() == kinds.size() && !kinds.contains(Kind.SINGLE)) {
            return group.apply(calls, schema);
        }
        List<Column> columns = new ArrayList<>(schema.columns().subList(0, keys));
        for (int i = 0; i < kinds.size(); i++) {
            if (kinds.get(i) != Kind.CONSTANT) {
                columns.add(schema.column(keys + i));
            }
        }
        List<AggregateCall> all = new ArrayList<>(calls);
        Expression rows = new Expression.Column(columns.size(), Type.BIGINT.notNull());
        if (kinds.contains(Kind.SINGLE)) {
            all.add(new AggregateCall("COUNT", List.of(), List.of(), false, -1, -1, rows.type()));
            columns.add(new Column("$rows", rows.type()));
        }
        Relation grouped = group.apply(all, new Schema(columns));
        List<Expression> values = new ArrayList<>(Relation.columns(new Schema(columns.subList(0, keys))));
        int call = keys;
        int constant = 0;
        for (Kind kind : kinds) {
            if (kind == Kind.CONSTANT) {
                values.add(constants.get(constant++));
                continue;
            }
            Expression value = new Expression.Column(call, columns.get(call).type());
            call++;
            values.add(
                    kind == Kind.AGGREGATE
                            ? value
                            : new Expression.Call("SINGLE VALUE", List.of(value, rows), value.type(), subquery));
        }
        return Calcs.project(grouped, values, schema.names());
    }
}
