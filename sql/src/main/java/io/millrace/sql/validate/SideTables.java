package io.millrace.sql.validate;

import io.millrace.core.type.Column;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;
import io.millrace.sql.CatalogTable;
import java.util.List;
import java.util.Optional;

/** The tables that come with each table: {@code t$late} and {@code t$errors}. */
public final class SideTables {
    public static final String LATE = "late";
    public static final String ERRORS = "errors";
    public static final List<String> KINDS = List.of(LATE, ERRORS);

    private SideTables() {}

    /** The kind that a name asks for, if it is the name of a side table. */
    public static Optional<String> kindOf(String name) {
        return KINDS.stream().filter(kind -> name.endsWith("$" + kind)).findFirst();
    }

    /** The name of the table a side table belongs to. */
    public static String owner(String name, String kind) {
        return name.substring(0, name.length() - kind.length() - 1);
    }

    public static Schema schema(CatalogTable table, String kind) {
        if (kind.equals(LATE)) {
            return table.schema()
                    .with(
                            new Column("operator", Type.STRING.notNull()),
                            new Column("window_start", Type.timestamp(3)),
                            new Column("window_end", Type.timestamp(3)),
                            new Column("watermark_time", Type.timestamp(3).notNull()),
                            new Column("epoch", Type.BIGINT.notNull()));
        }
        return Schema.of(
                new Column("raw_text", Type.STRING.notNull()),
                new Column("reason", Type.STRING.notNull()),
                new Column("split", Type.STRING.notNull()),
                new Column("record_position", Type.BIGINT.notNull()),
                new Column("epoch", Type.BIGINT.notNull()));
    }
}
