package io.millrace.sql.plan;

import io.millrace.core.error.QueryException;
import io.millrace.core.error.QueryException.Position;
import io.millrace.core.expression.Expression;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;
import io.millrace.engine.pipeline.ChangelogSpecification.ChangeKind;
import io.millrace.engine.pipeline.ChangelogSpecification.Code;
import io.millrace.sql.validate.ChangelogFunction;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** TO_CHANGELOG and FROM_CHANGELOG. */
final class Changelogs {
    private static final Type OPERATION = Type.STRING;

    private Changelogs() {}

    /**
     * What a call makes of its table.
     *
     * @param schema its columns
     * @param place the call in the script, or null
     */
    static Relation translate(ChangelogFunction call, Relation input, Schema schema, @Nullable Position place) {
        if (!call.makesRows()) {
            if (input.changing()) {
                throw new QueryException(
                        "FROM_CHANGELOG takes rows that stay, but these change",
                        null,
                        "they need no FROM_CHANGELOG; TO_CHANGELOG makes rows of their changes");
            }
            int operation = input.schema().names().indexOf(call.operation());
            return FromChangelog.of(input, operation, call.codes(), place);
        }
        String time = call.time();
        if (input.changing()) {
            if (time != null) {
                throw new QueryException(
                        "on_time does not go with rows that change", null, "'" + time + "' stays a column without it");
            }
            return new ToChangelog(input, -1, call.codes(), schema);
        }
        return insertions(call, input, schema, time);
    }

    /** Rows that stay are all inserted. */
    private static Relation insertions(ChangelogFunction call, Relation input, Schema schema, @Nullable String time) {
        Code insertion = call.codes().stream()
                .filter(code -> code.kind() == ChangeKind.INSERT)
                .findFirst()
                .orElse(null);
        List<Expression> values = new ArrayList<>();
        values.add(
                insertion == null
                        ? new Expression.Literal(null, OPERATION)
                        : Casts.cast(Literals.text(insertion.text()), OPERATION));
        values.addAll(Relation.columns(input.schema()));
        if (time != null) {
            int column = input.schema().names().indexOf(time);
            Windows.checkTime(input, column, "on_time");
            values.add(new Expression.Column(column, input.schema().type(column)));
        }
        Expression filter = insertion == null ? new Expression.Literal(false, Type.BOOLEAN) : null;
        return Calcs.calc(input, filter, values, schema.names());
    }

    /** A relation with its hidden kind, if that is needed and rows change; it may say only what epochs change. */
    static Pruned pruned(Relation relation, BitSet wanted, Need need) {
        Pruned pruned = relation.prune(wanted, need);
        if (!need.kinds() || !relation.changing() || pruned.kind() >= 0) {
            return pruned;
        }
        List<Integer> columns = wanted.stream().boxed().toList();
        List<String> names = columns.stream()
                .map(column -> relation.schema().column(column).name())
                .toList();
        Relation net = NetChanges.of(Pruning.exactly(relation, columns, names));
        int[] places = new int[relation.schema().size()];
        for (int column = 0; column < places.length; column++) {
            places[column] = columns.indexOf(column);
        }
        return new Pruned(net, places, -1, -1, columns.size());
    }
}
