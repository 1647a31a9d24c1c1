package io.millrace.sql;

import io.millrace.core.connect.Connector;
import io.millrace.core.connect.Connector.SourceConnector;
import io.millrace.core.connect.Shape;
import io.millrace.core.connect.TableOptions;
import io.millrace.core.error.QueryException;
import io.millrace.core.expression.Expression;
import io.millrace.core.text.Suggestions;
import io.millrace.core.type.Column;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;
import io.millrace.sql.CatalogTable.EventTimeColumn;
import io.millrace.sql.CatalogTable.Extras;
import io.millrace.sql.CatalogTable.Metadata;
import io.millrace.sql.CatalogTable.TableColumn;
import io.millrace.sql.TableDraft.DraftColumn;
import io.millrace.sql.TableDraft.DraftMetadata;
import io.millrace.sql.TableDraft.DraftOption;
import io.millrace.sql.TableDraft.DraftWatermark;
import io.millrace.sql.TableDraft.Written;
import io.millrace.sql.parse.Parser;
import io.millrace.sql.plan.ExpressionTranslation;
import io.millrace.sql.plan.WatermarkCalls;
import io.millrace.sql.validate.Analyzer;
import io.millrace.sql.validate.Places;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.flink.sql.parser.ddl.SqlTableOption;

/** Finds what the names in a table's draft mean, and whether all of it fits together. Of one statement. */
final class TableResolution {
    /** Connectors that people know from Flink. */
    private static final Set<String> ELSEWHERE = Set.of(
            "faker",
            "socket",
            "mysql-cdc",
            "postgres-cdc",
            "elasticsearch-7",
            "kinesis",
            "pulsar",
            "hive",
            "iceberg",
            "paimon",
            "mongodb");

    private final Session session;
    private final Analyzer analyzer;
    /** Where errors are that have no better place. */
    private final SqlNode statement;

    TableResolution(Session session, Analyzer analyzer, SqlNode statement) {
        this.session = session;
        this.analyzer = analyzer;
        this.statement = statement;
    }

    CatalogTable resolve(TableDraft draft) {
        Connector connector = connector(draft);
        TableOptions options = options(draft, connector);
        List<TableColumn> columns = columns(draft, connector);
        List<Integer> key = key(draft, columns);
        key.forEach(column -> columns.set(column, columns.get(column).notNull()));
        DraftWatermark watermark = draft.watermark;
        EventTimeColumn time = watermark == null ? null : eventTime(watermark, columns);
        checkPartitions(draft, columns, connector);
        return new CatalogTable(
                draft.path,
                connector.name(),
                columns,
                key,
                time,
                options,
                new Extras(draft.keyName, draft.partitionedBy, draft.distribution),
                draft.temporary,
                draft.comment);
    }

    private void checkPartitions(TableDraft draft, List<TableColumn> columns, Connector connector) {
        List<String> names = draft.partitionedBy;
        if (!names.isEmpty() && !connector.partitions()) {
            throw Places.error(
                    "table '" + draft.path.name() + "' is PARTITIONED BY (" + String.join(", ", names)
                            + "), but connector '" + connector.name() + "' has no partitions",
                    statement,
                    "leave PARTITIONED BY out");
        }
        for (String name : names) {
            TableColumn column = columns.get(indexOf(columns, name, statement.getParserPosition()));
            if (!column.isPhysical()) {
                throw Places.error(
                        "column '" + name + "' is computed: a table cannot be partitioned by it",
                        statement,
                        "partition by a column that is stored");
            } else if (column.type().kind().isNested()) {
                throw Places.error(
                        "column '" + name + "' is " + column.type().sql() + ": a table cannot be partitioned by it",
                        statement,
                        "partition by numbers, texts or times");
            }
        }
        if (!names.isEmpty() && columns.stream().filter(TableColumn::isPhysical).count() == names.size()) {
            throw Places.error(
                    "table '" + draft.path.name() + "' is PARTITIONED BY all its columns: nothing is left for the rows",
                    statement,
                    "leave one out of PARTITIONED BY");
        }
    }

    private List<String> connectorNames() {
        return session.connectors().stream().map(Connector::name).toList();
    }

    private Connector connector(TableDraft draft) {
        DraftOption named = draft.options.get("connector");
        if (named == null) {
            throw Places.error(
                    "table '" + draft.path.name() + "' has no connector",
                    statement,
                    "add WITH ('connector' = '...'): " + String.join(", ", connectorNames()));
        }
        String name = named.value();
        SqlTableOption written = named.written();
        return session.connectors().stream()
                .filter(connector -> connector.name().equals(name))
                .findFirst()
                .orElseThrow(() -> Places.error(
                        (ELSEWHERE.contains(name) ? "there is no connector '" : "unknown connector '") + name + "'"
                                + (ELSEWHERE.contains(name) ? " yet" : ""),
                        written == null ? statement : written.getValue(),
                        ELSEWHERE.contains(name)
                                ? "'filesystem' reads and follows files, 'datagen' makes rows up; known: "
                                        + String.join(", ", connectorNames())
                                : Suggestions.didYouMean(name, connectorNames())));
    }

    private TableOptions options(TableDraft draft, Connector connector) {
        Map<String, String> given = new LinkedHashMap<>();
        Map<String, SqlTableOption> written = new LinkedHashMap<>();
        draft.options.forEach((key, option) -> {
            SqlTableOption place = option.written();
            if (!key.equals("connector")) {
                given.put(key, option.value());
                if (place != null) {
                    written.put(key, place);
                }
            }
        });
        return check(given, written, connector, statement);
    }

    /**
     * Checks options.
     *
     * @param written where they stand, as far as this statement has them
     * @param otherwise the place of an error about others
     */
    static TableOptions check(
            Map<String, String> given, Map<String, SqlTableOption> written, Connector connector, SqlNode otherwise) {
        try {
            return TableOptions.of(given, connector.options());
        } catch (TableOptions.InvalidOptionException e) {
            SqlTableOption wrong = written.get(e.option());
            boolean value = wrong != null && String.valueOf(e.getMessage()).startsWith("option ");
            SqlNode place = wrong == null ? otherwise : value ? wrong.getValue() : wrong.getKey();
            throw Places.error(String.valueOf(e.getMessage()), place, e.hint());
        }
    }

    private List<TableColumn> columns(TableDraft draft, Connector connector) {
        List<Column> stored = new ArrayList<>();
        List<Column> given = new ArrayList<>();
        for (DraftColumn column : draft.columns) {
            Type type = column.type();
            if (column.isPhysical() && type != null) {
                stored.add(new Column(column.name(), type));
            }
        }
        for (DraftColumn column : draft.columns) {
            DraftMetadata metadata = column.metadata();
            if (metadata != null) {
                Column each = known(column, metadata, connector).column();
                if (!given.contains(each)) {
                    given.add(each);
                }
            }
        }
        List<TableColumn> columns = new ArrayList<>();
        List<Column> visible = new ArrayList<>(stored);
        Map<String, Expression> shown = new LinkedHashMap<>();
        for (DraftColumn column : draft.columns) {
            DraftMetadata metadata = column.metadata();
            Type type = column.type();
            if (metadata != null && type != null) {
                Column source = known(column, metadata, connector).column();
                Expression value = cast(column, source, stored.size() + given.indexOf(source), metadata, type);
                shown.put(column.name(), value);
                visible.add(new Column(column.name(), type));
            }
        }
        Schema schema = new Schema(visible);
        for (DraftColumn column : draft.columns) {
            columns.add(column(column, schema, stored.size(), shown, connector));
        }
        return columns;
    }

    private TableColumn column(
            DraftColumn column, Schema visible, int stored, Map<String, Expression> shown, Connector connector) {
        Written computed = column.computed();
        DraftMetadata metadata = column.metadata();
        Type type = column.type();
        if (computed != null) {
            Expression value = computed(column, computed, visible);
            // An expression may speak of metadata columns, which are expressions themselves.
            Expression whole = replaced(value, stored, visible, shown);
            return new TableColumn(column.name(), value.type(), whole, computed.sql(), null, column.comment());
        }
        if (type == null) {
            throw new IllegalStateException("bug: column without type " + column.name());
        }
        if (metadata != null) {
            Metadata source = new Metadata(
                    metadata.key(), known(column, metadata, connector).column().type(), metadata.virtual());
            return new TableColumn(column.name(), type, shown.get(column.name()), null, source, column.comment());
        }
        return new TableColumn(column.name(), type, null, null, null, column.comment());
    }

    private static Expression replaced(Expression value, int stored, Schema visible, Map<String, Expression> shown) {
        if (value instanceof Expression.Column column && column.index() >= stored) {
            return shown.getOrDefault(visible.column(column.index()).name(), value);
        }
        return value instanceof Expression.Call call
                ? new Expression.Call(
                        call.function(),
                        call.arguments().stream()
                                .map(argument -> replaced(argument, stored, visible, shown))
                                .toList(),
                        call.type(),
                        call.place())
                : value;
    }

    private Shape.Known known(DraftColumn column, DraftMetadata metadata, Connector connector) {
        List<Shape.Known> all = connector instanceof SourceConnector source ? source.metadata() : List.of();
        List<String> keys = all.stream().map(each -> each.column().name()).toList();
        SqlNode place = column.place() == null ? statement : column.place();
        return all.stream()
                .filter(each -> each.column().name().equals(metadata.key()))
                .findFirst()
                .orElseThrow(() -> Places.error(
                        "connector '" + connector.name() + "' knows no metadata '" + metadata.key() + "'",
                        place,
                        keys.isEmpty()
                                ? "it has none: declare '" + column.name() + "' as an ordinary column"
                                : Suggestions.didYouMean(metadata.key(), keys)));
    }

    private Expression cast(DraftColumn column, Column source, int index, DraftMetadata metadata, Type type) {
        if (metadata.declared() == null || source.type().equals(type)) {
            Expression value = new Expression.Column(index, source.type());
            return source.type().equals(type) ? value : new Expression.Call("CAST", List.of(value), type);
        }
        SqlNode place = column.place() == null ? statement : column.place();
        SqlNode call = SqlStdOperatorTable.CAST.createCall(
                place.getParserPosition(),
                new SqlIdentifier(source.name(), place.getParserPosition()),
                metadata.declared());
        Schema one = Schema.of(source);
        try {
            RexNode node = analyzer.expression(call, one);
            Expression value = ExpressionTranslation.of(node, analyzer.rexBuilder());
            return moved(value, index);
        } catch (QueryException e) {
            throw Places.error(
                    "metadata '" + source.name() + "' is " + source.type().sql() + ", which cannot become "
                            + type.sql(),
                    place,
                    "declare it as " + source.type().withNullable(true).sql());
        }
    }

    private static Expression moved(Expression value, int index) {
        if (value instanceof Expression.Column column) {
            return new Expression.Column(index, column.type());
        }
        return value instanceof Expression.Call call
                ? new Expression.Call(
                        call.function(),
                        call.arguments().stream()
                                .map(each -> moved(each, index))
                                .toList(),
                        call.type(),
                        call.place())
                : value;
    }

    private Expression computed(DraftColumn column, Written written, Schema visible) {
        SqlNode node = written.node();
        if (node != null) {
            return expression(node, visible);
        }
        return old(written, visible, "computed column '" + column.name() + "' AS " + written.sql());
    }

    /** An expression of an earlier statement. */
    private Expression old(Written written, Schema visible, String what) {
        try {
            return expression(Parser.expression(written.sql()), visible);
        } catch (QueryException e) {
            throw Places.error(what + " would no longer work: " + e.getMessage(), statement, "change or drop it first");
        }
    }

    private Expression expression(SqlNode expression, Schema columns) {
        RexNode node = analyzer.expression(expression, columns);
        try {
            Expression value = ExpressionTranslation.of(node, analyzer.rexBuilder());
            WatermarkCalls.refuse(value);
            return value;
        } catch (QueryException e) {
            throw Places.at(e, expression.getParserPosition());
        }
    }

    private List<Integer> key(TableDraft draft, List<TableColumn> columns) {
        List<Integer> key = new ArrayList<>();
        SqlNode place = draft.keyPlace == null ? statement : draft.keyPlace;
        for (String name : draft.key) {
            int column = indexOf(columns, name, place.getParserPosition());
            if (!columns.get(column).isPhysical()) {
                throw Places.error("computed column '" + name + "' cannot be part of a key", place, null);
            }
            key.add(column);
        }
        return key;
    }

    private EventTimeColumn eventTime(DraftWatermark watermark, List<TableColumn> columns) {
        SqlNode place = watermark.place() == null ? statement : watermark.place();
        String name = watermark.column();
        int column = indexOf(columns, name, place.getParserPosition());
        Type type = columns.get(column).type();
        if (!type.kind().isTimestamp()) {
            throw Places.error(
                    "an event time is a TIMESTAMP or TIMESTAMP_LTZ, but '" + name + "' is " + type.sql(),
                    place,
                    "compute one: ts AS TO_TIMESTAMP_LTZ(" + name + ", 3), WATERMARK FOR ts AS ts");
        }
        Schema schema = new Schema(columns.stream()
                .map(each -> new Column(each.name(), each.type()))
                .toList());
        SqlNode strategy = watermark.strategy().node();
        if (strategy instanceof SqlCall call
                && call.getOperator().getName().equalsIgnoreCase("SOURCE_WATERMARK")
                && call.operandCount() == 0) {
            throw Places.error(
                    "no source has watermarks of its own, which SOURCE_WATERMARK() would take over",
                    strategy,
                    "compute it from the rows: WATERMARK FOR " + name + " AS " + name + " - INTERVAL '5' SECOND");
        }
        Expression value = strategy != null
                ? expression(strategy, schema)
                : old(
                        watermark.strategy(),
                        schema,
                        "the watermark " + watermark.strategy().sql());
        if (value.type().kind() != type.kind()) {
            throw Places.error(
                    "the watermark must be " + type.sql() + " like '" + name + "', but is "
                            + value.type().sql(),
                    strategy == null ? place : strategy,
                    "write " + name + " - INTERVAL '5' SECOND");
        }
        return new EventTimeColumn(column, value, watermark.strategy().sql());
    }

    private static int indexOf(List<TableColumn> columns, String name, SqlParserPos place) {
        List<String> names = columns.stream().map(TableColumn::name).toList();
        int index = names.indexOf(name);
        if (index < 0) {
            throw Places.error("unknown column '" + name + "'", place, Suggestions.didYouMean(name, names));
        }
        return index;
    }
}
