package io.millrace.sql.validate;

import com.google.common.collect.ImmutableList;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexFieldCollation;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexWindowBound;
import org.apache.calcite.rex.RexWindowExclusion;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.parser.SqlParserPos;

/**
 * Leaves SUM OVER a SUM: Calcite would make a CASE of COUNT and SUM0. Knows where calls stand, since it is at hand
 * wherever an expression is.
 */
public final class DialectRexBuilder extends RexBuilder {
    private final CallPlaces places;
    private final String database;

    /** @param database the current one */
    DialectRexBuilder(RelDataTypeFactory types, CallPlaces places, String database) {
        super(types);
        this.places = places;
        this.database = database;
    }

    /** The name of the current database. */
    public String database() {
        return database;
    }

    public CallPlaces places() {
        return places;
    }

    @Override
    public RexNode makeOver(
            SqlParserPos place,
            RelDataType type,
            SqlAggFunction function,
            List<RexNode> arguments,
            List<RexNode> partition,
            ImmutableList<RexFieldCollation> order,
            RexWindowBound lower,
            RexWindowBound upper,
            RexWindowExclusion exclude,
            boolean rows,
            boolean allowPartial,
            boolean nullWhenCountZero,
            boolean distinct,
            boolean ignoreNulls) {
        return super.makeOver(
                place,
                type,
                function,
                arguments,
                partition,
                order,
                lower,
                upper,
                exclude,
                rows,
                allowPartial,
                false,
                distinct,
                ignoreNulls);
    }
}
