package io.millrace.sql.validate;

import io.millrace.core.text.Suggestions;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What to say about a type that there is not. */
public final class UnknownType {
    private static final List<String> TYPES = List.of(
            "BOOLEAN",
            "TINYINT",
            "SMALLINT",
            "INT",
            "INTEGER",
            "BIGINT",
            "FLOAT",
            "DOUBLE",
            "DECIMAL",
            "CHAR",
            "VARCHAR",
            "STRING",
            "BINARY",
            "VARBINARY",
            "BYTES",
            "DATE",
            "TIME",
            "TIMESTAMP",
            "TIMESTAMP_LTZ");

    /** Names that other systems give our types. */
    private static final Map<String, String> ELSEWHERE = Map.of(
            "NUMBER", "DECIMAL(p, s), BIGINT or DOUBLE",
            "NUMERIC", "DECIMAL(p, s)",
            "TEXT", "STRING",
            "VARCHAR2", "STRING",
            "LONG", "BIGINT",
            "DATETIME", "TIMESTAMP(3)",
            "BOOL", "BOOLEAN",
            "UUID", "STRING",
            "BLOB", "BYTES",
            "TIMESTAMPTZ", "TIMESTAMP_LTZ(3)");

    private UnknownType() {}

    /** A hint: the type of that name that there is, or all of them. */
    public static String hint(String name) {
        String known = ELSEWHERE.get(name.toUpperCase(Locale.ROOT));
        return known != null ? "write " + known : Suggestions.didYouMean(name, TYPES);
    }
}
