package io.millrace.sql.validate;

import io.millrace.core.error.QueryException.Position;
import io.millrace.engine.aggregate.AggregateFunction;
import io.millrace.engine.aggregate.Aggregates;
import io.millrace.engine.function.Function;
import io.millrace.engine.function.Functions;
import io.millrace.sql.NotInFlink;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.jspecify.annotations.Nullable;

/** Finds the calls of functions that Flink does not have. */
final class CallsNotInFlink {
    private static final Set<String> NAMES = names();

    private CallsNotInFlink() {}

    private static Set<String> names() {
        Set<String> own = new HashSet<>();
        Set<String> shared = new HashSet<>();
        for (Function function : Functions.ALL) {
            Set<String> names = function.inFlink() ? shared : own;
            names.add(function.name());
            names.addAll(function.aliases());
        }
        for (AggregateFunction function : Aggregates.ALL) {
            Set<String> names = function.inFlink() ? shared : own;
            names.add(function.name());
            names.addAll(function.aliases());
        }
        own.removeAll(shared);
        return own;
    }

    private static @Nullable String clause(SqlCall call) {
        if (call.getKind() == SqlKind.WITHIN_GROUP
                && call.operand(0) instanceof SqlCall listed
                && listed.getOperator().getName().equalsIgnoreCase("LISTAGG")) {
            return "LISTAGG WITHIN GROUP";
        }
        boolean filtered = call.getKind() == SqlKind.OVER
                && call.operand(0) instanceof SqlCall over
                && over.getKind() == SqlKind.FILTER;
        return filtered ? "FILTER with OVER" : null;
    }

    /**
     * Finds them.
     *
     * @param position the place in the script for a line and a column of the text that was parsed
     */
    static void find(SqlNode query, BiFunction<Integer, Integer, Position> position, Consumer<NotInFlink> found) {
        query.accept(new SqlBasicVisitor<@Nullable Void>() {
            @Override
            public @Nullable Void visit(SqlCall call) {
                String name = call.getOperator().getName().toUpperCase(Locale.ROOT);
                SqlParserPos place = call.getParserPosition();
                if (NAMES.contains(name)) {
                    found.accept(new NotInFlink(name, position.apply(place.getLineNum(), place.getColumnNum())));
                }
                String clause = clause(call);
                if (clause != null) {
                    found.accept(new NotInFlink(clause, position.apply(place.getLineNum(), place.getColumnNum())));
                }
                return super.visit(call);
            }
        });
    }
}
