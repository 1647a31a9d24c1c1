package io.millrace.sql;

import io.millrace.core.connect.TableOptions;
import io.millrace.core.type.Column;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;
import io.millrace.engine.pipeline.LearnSpecification.Told;
import io.millrace.sql.CatalogTable.Extras;
import io.millrace.sql.CatalogTable.TableColumn;
import io.millrace.sql.ObjectPath.Namespace;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The tables that Millrace tells of itself: in the database {@code sys}, unless a user has one of that name. */
public final class SystemTables {
    /** Stands where other tables name their connector; nobody can name it in WITH. */
    private static final String CONNECTOR = "(system)";

    public static final Namespace NAMESPACE = new Namespace(Namespace.DEFAULT.catalog(), "sys");

    private static final Column MODEL = new Column("model", Type.STRING.notNull());
    private static final Column KEY = new Column("partition_key", Type.STRING);

    public static final List<CatalogTable> ALL =
            Stream.of(Told.values()).map(told -> table(told, columns(told))).toList();

    private SystemTables() {}

    private static List<Column> columns(Told told) {
        return switch (told) {
            case LEARNERS ->
                List.of(
                        MODEL,
                        KEY,
                        new Column("task", Type.STRING.notNull()),
                        new Column("algorithm", Type.STRING.notNull()),
                        new Column("learned_rows", Type.BIGINT.notNull()),
                        new Column("bytes", Type.BIGINT.notNull()));
            case LEARNER_METRICS ->
                List.of(MODEL, KEY, new Column("metric", Type.STRING.notNull()), new Column("score", Type.DOUBLE));
            case LEARNER_EVENTS ->
                List.of(
                        MODEL,
                        KEY,
                        new Column("learned_row", Type.BIGINT.notNull()),
                        new Column("event", Type.STRING.notNull()),
                        new Column("detail", Type.STRING.notNull()),
                        new Column("epoch", Type.BIGINT.notNull()));
            case MODEL_VERSIONS ->
                List.of(
                        MODEL,
                        new Column("version", Type.BIGINT.notNull()),
                        new Column("parent", Type.BIGINT),
                        new Column("learned_rows", Type.BIGINT.notNull()),
                        new Column("epoch", Type.BIGINT.notNull()),
                        new Column("made_by", Type.STRING.notNull()),
                        new Column("bytes", Type.BIGINT.notNull()),
                        new Column("is_current", Type.BOOLEAN.notNull()));
        };
    }

    private static CatalogTable table(Told told, List<Column> columns) {
        return new CatalogTable(
                NAMESPACE.of(told.name().toLowerCase(Locale.ROOT)),
                CONNECTOR,
                columns.stream()
                        .map(column -> new TableColumn(column.name(), column.type(), null, null, null, null))
                        .toList(),
                List.of(),
                null,
                TableOptions.of(Map.of(), List.of()),
                Extras.NONE,
                false,
                null);
    }

    /** The table with a path. */
    static Optional<CatalogEntry> find(ObjectPath path) {
        return ALL.stream()
                .filter(table -> table.path().equals(path))
                .<CatalogEntry>map(table -> table)
                .findFirst();
    }

    /** What a table tells; empty when it is none of these. */
    public static Optional<Told> told(CatalogTable table) {
        return table.connector().equals(CONNECTOR)
                ? Optional.of(Told.valueOf(table.path().name().toUpperCase(Locale.ROOT)))
                : Optional.empty();
    }

    /** The columns of a table. */
    public static Schema schema(Told told) {
        return new Schema(columns(told));
    }
}
