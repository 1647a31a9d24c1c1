package io.millrace.sql.validate;

import io.millrace.core.text.Suggestions;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
            "TIMESTAMP_LTZ",
            "ARRAY",
            "MAP",
            "MULTISET",
            "ROW");

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

    private static final Pattern UNKNOWN = Pattern.compile("Unknown identifier '(.*)'");

    private UnknownType() {}

    /** The name that is no type, which may stand deep in another type, from what Calcite says of it. */
    public static String name(Throwable failure, String outer) {
        Throwable cause = failure.getCause();
        Matcher matcher = UNKNOWN.matcher(String.valueOf(cause == null ? null : cause.getMessage()));
        return matcher.find() ? matcher.group(1) : outer;
    }

    /** A hint: the type of that name that there is, or all of them. */
    public static String hint(String name) {
        String known = ELSEWHERE.get(name.toUpperCase(Locale.ROOT));
        return known != null ? "write " + known : Suggestions.didYouMean(name, TYPES);
    }
}
