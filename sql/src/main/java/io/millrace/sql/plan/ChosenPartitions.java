package io.millrace.sql.plan;

import io.millrace.core.expression.Expression;
import io.millrace.core.expression.Expression.Call;
import io.millrace.core.expression.Expression.Column;
import io.millrace.core.type.Type;
import io.millrace.sql.CatalogTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The partitions of a table that are read: those for which some conditions hold, which hold for all rows of a partition or
 * for none of them.
 *
 * @param conditions over the columns of PARTITIONED BY, as positions there; none when all are read
 * @param settled whether other conditions choose no more, for other queries read them too
 */
record ChosenPartitions(List<Expression> conditions, boolean settled) {
    static final ChosenPartitions ALL = new ChosenPartitions(List.of(), false);

    /** Functions of which it is known that their values depend on nothing but their arguments. */
    private static final Set<String> KNOWN = Set.of(
            "=",
            "<>",
            "<",
            "<=",
            ">",
            ">=",
            "AND",
            "OR",
            "NOT",
            "IN",
            "IS NULL",
            "IS NOT NULL",
            "IS TRUE",
            "IS FALSE",
            "IS NOT TRUE",
            "IS NOT FALSE",
            "IS DISTINCT FROM",
            "IS NOT DISTINCT FROM",
            "LIKE",
            "CAST",
            "TRY_CAST",
            "CASE",
            "COALESCE",
            "+",
            "-",
            "*",
            "NEGATE",
            "EXTRACT",
            "||",
            "CONCAT",
            "LOWER",
            "UPPER",
            "SUBSTRING",
            "CHAR_LENGTH");

    ChosenPartitions {
        conditions = List.copyOf(conditions);
    }

    /** Those of them for which the conditions hold, too, as far as these speak of partitions. */
    ChosenPartitions and(List<Expression> more, CatalogTable table, List<Integer> columns) {
        List<Expression> all = new ArrayList<>(conditions);
        for (Expression condition : settled ? List.<Expression>of() : more) {
            Expression decided = decided(condition, table, columns);
            if (decided != null && !all.contains(decided)) {
                all.add(decided);
            }
        }
        return new ChosenPartitions(all, settled);
    }

    /** These and others. */
    ChosenPartitions or(ChosenPartitions others) {
        Expression left = Expressions.and(conditions);
        Expression right = Expressions.and(others.conditions);
        if (left == null || right == null) {
            return ALL;
        }
        return left.equals(right)
                ? this
                : new ChosenPartitions(List.of(new Call("OR", List.of(left, right), Type.BOOLEAN)), false);
    }

    /** These, whatever else is asked. */
    ChosenPartitions settle() {
        return new ChosenPartitions(conditions, true);
    }

    /**
     * A condition on rows of a table over the columns of PARTITIONED BY, by their places there; null when it speaks of
     * others.
     *
     * @param columns which of the table's columns the condition's are
     */
    private static @Nullable Expression decided(Expression condition, CatalogTable table, List<Integer> columns) {
        List<Integer> keys = table.table().partitionedBy();
        if (keys.isEmpty()) {
            return null;
        }
        List<Expression> values = new ArrayList<>();
        for (int column : columns) {
            Expression computed = table.columns().get(column).computed();
            values.add(
                    computed != null
                            ? computed
                            : new Column(
                                    table.physicalIndex(column), table.schema().type(column)));
        }
        Expression physical = condition instanceof Column || condition instanceof Call
                ? hidden(condition, columns.size()) ? null : Expressions.substitute(condition, values)
                : null;
        boolean known = physical != null
                && !Expressions.columnsOf(physical).isEmpty()
                && isKnown(physical)
                && Expressions.columnsOf(physical).stream().allMatch(keys::contains);
        return known && physical != null ? Expressions.shift(physical, keys::indexOf) : null;
    }

    private static boolean hidden(Expression condition, int columns) {
        return Expressions.columnsOf(condition).length() > columns;
    }

    private static boolean isKnown(Expression expression) {
        return !(expression instanceof Call call)
                || KNOWN.contains(call.function()) && call.arguments().stream().allMatch(ChosenPartitions::isKnown);
    }
}
