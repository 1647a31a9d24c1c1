package io.millrace.sql.validate;

import org.apache.calcite.sql.JoinType;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.jspecify.annotations.Nullable;

/** Checks joins whose right side is made for each row of the left one: there is none for rows that the left one lacks. */
final class LateralJoins {
    private LateralJoins() {}

    static void check(SqlJoin join) {
        SqlNode right = join.getRight();
        while (right.getKind() == SqlKind.AS) {
            right = ((SqlCall) right).operand(0);
        }
        boolean keepsRight = join.getJoinType() == JoinType.RIGHT || join.getJoinType() == JoinType.FULL;
        boolean lateral = right.getKind() == SqlKind.LATERAL || right.getKind() == SqlKind.UNNEST;
        if (keepsRight && lateral && usesColumns((SqlCall) right)) {
            throw Places.error(
                    join.getJoinType() + " JOIN does not go with " + right.getKind(),
                    right,
                    "its rows come from those on the left: write LEFT JOIN");
        }
    }

    private static boolean usesColumns(SqlCall right) {
        boolean[] found = {false};
        right.accept(new SqlBasicVisitor<@Nullable Void>() {
            @Override
            public @Nullable Void visit(SqlIdentifier name) {
                found[0] = true;
                return null;
            }
        });
        return found[0];
    }
}
