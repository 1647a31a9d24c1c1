package io.millrace.sql.validate;

import com.google.common.collect.ImmutableSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeCoercionRule;
import org.apache.calcite.sql.type.SqlTypeMappingRule;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/** Which types CAST takes: what Calcite takes when it is lenient, and BOOLEAN as any number. */
final class DialectCasts {
    static final SqlTypeMappingRule RULE = rule();

    private DialectCasts() {}

    /** TRUE and FALSE as a number are that number: Calcite looks for one in {@code CAST(TRUE AS INT) * x}. */
    static @Nullable SqlCall number(SqlCall cast) {
        if (cast.getKind() != SqlKind.CAST
                || !(cast.operand(0) instanceof SqlLiteral literal)
                || literal.getTypeName() != SqlTypeName.BOOLEAN
                || literal.getValue() == null
                || !(cast.operand(1) instanceof SqlDataTypeSpec type)
                || !isNumber(type)) {
            return null;
        }
        SqlParserPos place = literal.getParserPosition();
        SqlNode number = SqlLiteral.createExactNumeric(literal.booleanValue() ? "1" : "0", place);
        return cast.getOperator().createCall(cast.getParserPosition(), number, type);
    }

    private static boolean isNumber(SqlDataTypeSpec type) {
        SqlTypeName name = SqlTypeName.get(type.getTypeName().getSimple().toUpperCase(Locale.ROOT));
        return name != null && SqlTypeName.NUMERIC_TYPES.contains(name);
    }

    private static SqlTypeMappingRule rule() {
        Map<SqlTypeName, ImmutableSet<SqlTypeName>> sources =
                new HashMap<>(SqlTypeCoercionRule.lenientInstance().getTypeMapping());
        for (SqlTypeName number :
                List.of(SqlTypeName.DECIMAL, SqlTypeName.FLOAT, SqlTypeName.REAL, SqlTypeName.DOUBLE)) {
            sources.computeIfPresent(
                    number,
                    (type, from) -> ImmutableSet.<SqlTypeName>builder()
                            .addAll(from)
                            .add(SqlTypeName.BOOLEAN)
                            .build());
        }
        sources.put(DialectTypeFactory.BITMAP, ImmutableSet.of(DialectTypeFactory.BITMAP));
        for (SqlTypeName text : List.of(SqlTypeName.CHAR, SqlTypeName.VARCHAR)) {
            sources.computeIfPresent(
                    text,
                    (type, from) -> ImmutableSet.<SqlTypeName>builder()
                            .addAll(from)
                            .add(DialectTypeFactory.BITMAP)
                            .build());
        }
        return SqlTypeCoercionRule.instance(sources);
    }
}
