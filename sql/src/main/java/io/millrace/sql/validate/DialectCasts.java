package io.millrace.sql.validate;

import com.google.common.collect.ImmutableSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.calcite.sql.type.SqlTypeCoercionRule;
import org.apache.calcite.sql.type.SqlTypeMappingRule;
import org.apache.calcite.sql.type.SqlTypeName;

/** Which types CAST takes: what Calcite takes when it is lenient, and BOOLEAN as any number. */
final class DialectCasts {
    static final SqlTypeMappingRule RULE = rule();

    private DialectCasts() {}

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
