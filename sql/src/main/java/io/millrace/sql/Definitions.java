package io.millrace.sql;

import io.millrace.core.connect.Connector;
import io.millrace.core.connect.TableOptions;
import io.millrace.core.error.QueryException;
import io.millrace.core.expression.Expression;
import io.millrace.core.text.Suggestions;
import io.millrace.core.type.Column;
import io.millrace.core.type.Kind;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;
import io.millrace.sql.CatalogTable.EventTimeColumn;
import io.millrace.sql.CatalogTable.TableColumn;
import io.millrace.sql.parse.Statement;
import io.millrace.sql.plan.ExpressionTranslation;
import io.millrace.sql.validate.Analyzer;
import io.millrace.sql.validate.Places;
import io.millrace.sql.validate.Types;
import io.millrace.sql.validate.UnknownType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.runtime.CalciteContextException;
import org.apache.calcite.sql.SqlBasicTypeNameSpec;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.flink.sql.parser.ddl.SqlTableColumn;
import org.apache.flink.sql.parser.ddl.SqlTableColumn.SqlComputedColumn;
import org.apache.flink.sql.parser.ddl.SqlTableColumn.SqlRegularColumn;
import org.apache.flink.sql.parser.ddl.SqlTableOption;
import org.apache.flink.sql.parser.ddl.SqlWatermark;
import org.apache.flink.sql.parser.ddl.constraint.SqlTableConstraint;
import org.apache.flink.sql.parser.ddl.table.SqlCreateTable;
import org.apache.flink.sql.parser.ddl.table.SqlCreateTableAs;
import org.apache.flink.sql.parser.ddl.table.SqlCreateTableLike;
import org.apache.flink.sql.parser.ddl.view.SqlCreateView;
import org.jspecify.annotations.Nullable;

/** What CREATE TABLE and CREATE VIEW define. */
final class Definitions {
    private final Session session;
    private final Statement statement;
    private final Analyzer analyzer;

    Definitions(Session session, Statement statement) {
        this.session = session;
        this.statement = statement;
        this.analyzer = new Analyzer(session.catalog(), statement);
    }

    CatalogView view(SqlCreateView create) {
        Schema schema = analyzer.schema(create.getQuery());
        SqlNodeList names = create.getFieldList();
        Statement query = statement.afterWord("AS");
        if (names == null || names.isEmpty()) {
            checkDistinct(schema.names(), create.getQuery());
            return view(create, query.text(), schema, new CatalogView.Place(query, 0));
        }
        if (names.size() != schema.size()) {
            throw Places.error(
                    "the view names " + names.size() + " columns, but its query has " + schema.size(),
                    names,
                    "name as many as the query gives: " + String.join(", ", schema.names()));
        }
        List<Column> columns = new ArrayList<>();
        List<String> quoted = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            String column = ((SqlIdentifier) names.get(i)).getSimple();
            columns.add(new Column(column, schema.type(i)));
            quoted.add("`" + column.replace("`", "``") + "`");
        }
        checkDistinct(columns.stream().map(Column::name).toList(), names);
        String before = "SELECT * FROM (";
        String text = before + query.text() + "\n) AS `view` (" + String.join(", ", quoted) + ")";
        return view(create, text, new Schema(columns), new CatalogView.Place(query, before.length()));
    }

    private static void checkDistinct(List<String> names, SqlNode place) {
        for (int i = 0; i < names.size(); i++) {
            if (names.indexOf(names.get(i)) < i) {
                throw Places.error(
                        "the view has two columns named '" + names.get(i) + "'",
                        place,
                        "give one of them another name");
            }
        }
    }

    private static CatalogView view(SqlCreateView create, String text, Schema schema, CatalogView.Place place) {
        return new CatalogView(name(create.getName()), text, schema, create.isTemporary(), create.getComment(), place);
    }

    CatalogTable table(SqlCreateTable create) {
        refuseExtras(create);
        String name = name(create.getName());
        Map<String, SqlTableOption> options = options(create);
        SqlTableOption named = options.remove("connector");
        if (named == null) {
            throw Places.error(
                    "table '" + name + "' has no connector",
                    create.getName(),
                    "add WITH ('connector' = '...'): " + String.join(", ", connectorNames()));
        }
        Connector connector = connector(named);
        List<TableColumn> columns = columns(create.getColumnList());
        List<Integer> key = key(create, columns);
        for (int column : key) {
            TableColumn old = columns.get(column);
            columns.set(
                    column,
                    new TableColumn(old.name(), old.type().notNull(), old.computed(), old.sql(), old.comment()));
        }
        EventTimeColumn time = create.getWatermark()
                .map(watermark -> eventTime(watermark, columns))
                .orElse(null);
        return new CatalogTable(
                name,
                connector.name(),
                columns,
                key,
                time,
                check(create, options, connector),
                create.isTemporary(),
                create.getComment());
    }

    private static void refuseExtras(SqlCreateTable create) {
        String extra = create instanceof SqlCreateTableAs
                ? "CREATE TABLE ... AS SELECT"
                : create instanceof SqlCreateTableLike
                        ? "CREATE TABLE ... LIKE"
                        : create.getDistribution() != null
                                ? "DISTRIBUTED BY"
                                : create.getPartitionKeyList().isEmpty() ? null : "PARTITIONED BY";
        if (extra != null) {
            throw Places.error(
                    extra + " is not supported yet",
                    create,
                    create instanceof SqlCreateTableAs
                            ? "create the table with its columns, and write it with INSERT INTO"
                            : create instanceof SqlCreateTableLike
                                    ? "write out its columns and options"
                                    : "leave it out: one process needs no distribution");
        }
    }

    static String name(SqlIdentifier identifier) {
        if (!identifier.isSimple()) {
            throw Places.error(
                    "there is one catalog and one database only",
                    identifier,
                    "write " + identifier.names.get(identifier.names.size() - 1));
        }
        return identifier.getSimple();
    }

    private Map<String, SqlTableOption> options(SqlCreateTable create) {
        Map<String, SqlTableOption> options = new LinkedHashMap<>();
        for (SqlNode node : create.getOperandList()) {
            if (node instanceof SqlNodeList list) {
                for (SqlNode element : list) {
                    if (element instanceof SqlTableOption option
                            && options.put(option.getKeyString(), option) != null) {
                        throw Places.error(
                                "option '" + option.getKeyString() + "' is given twice", option, "leave one out");
                    }
                }
            }
        }
        return options;
    }

    private List<String> connectorNames() {
        return session.connectors().stream().map(Connector::name).toList();
    }

    private Connector connector(SqlTableOption option) {
        String name = option.getValueString();
        return session.connectors().stream()
                .filter(connector -> connector.name().equals(name))
                .findFirst()
                .orElseThrow(() -> Places.error(
                        "unknown connector '" + name + "'",
                        option.getValue(),
                        Suggestions.didYouMean(name, connectorNames())));
    }

    private static TableOptions check(SqlCreateTable create, Map<String, SqlTableOption> options, Connector connector) {
        Map<String, String> given = new LinkedHashMap<>();
        options.forEach((key, option) -> given.put(key, option.getValueString()));
        try {
            return TableOptions.of(given, connector.options());
        } catch (TableOptions.InvalidOptionException e) {
            SqlTableOption wrong = options.get(e.option());
            boolean value = wrong != null && String.valueOf(e.getMessage()).startsWith("option ");
            SqlNode place = wrong == null ? create.getName() : value ? wrong.getValue() : wrong.getKey();
            throw Places.error(String.valueOf(e.getMessage()), place, e.hint());
        }
    }

    private List<TableColumn> columns(SqlNodeList nodes) {
        Map<String, SqlTableColumn> declared = new LinkedHashMap<>();
        for (SqlNode node : nodes) {
            SqlTableColumn column = (SqlTableColumn) node;
            String name = column.getName().getSimple();
            if (declared.put(name, column) != null) {
                throw Places.error(
                        "column '" + name + "' is declared twice", column.getName(), "give one of them another name");
            }
        }
        List<Column> physical = new ArrayList<>();
        Map<String, Type> types = new LinkedHashMap<>();
        declared.forEach((name, column) -> {
            if (column instanceof SqlRegularColumn regular) {
                Type type = type(regular);
                types.put(name, type);
                physical.add(new Column(name, type));
            }
        });
        Schema schema = new Schema(physical);
        List<TableColumn> columns = new ArrayList<>();
        declared.forEach((name, column) -> columns.add(column(name, column, types.get(name), schema)));
        return columns;
    }

    private TableColumn column(String name, SqlTableColumn column, @Nullable Type type, Schema physical) {
        if (type != null) {
            return new TableColumn(name, type, null, null, column.getComment());
        }
        if (column instanceof SqlComputedColumn computed) {
            Expression value = expression(computed.getExpr(), physical);
            return new TableColumn(name, value.type(), value, source(computed.getExpr()), column.getComment());
        }
        throw Places.error(
                "METADATA columns are not supported yet", column, "declare '" + name + "' as an ordinary column");
    }

    private Expression expression(SqlNode expression, Schema columns) {
        RexNode node = analyzer.expression(expression, columns);
        try {
            return ExpressionTranslation.of(node, analyzer.rexBuilder());
        } catch (QueryException e) {
            throw Places.at(e, expression.getParserPosition());
        }
    }

    private Type type(SqlRegularColumn column) {
        try {
            Type type = Types.of(analyzer.type(column.getType()));
            int digits =
                    column.getType().getTypeNameSpec() instanceof SqlBasicTypeNameSpec spec ? spec.getPrecision() : 0;
            if (type.kind() == Kind.DECIMAL && digits > type.precision()) {
                throw new QueryException(
                        "DECIMAL has at most " + type.precision() + " digits, not " + digits,
                        null,
                        "write DECIMAL(" + type.precision() + ", " + type.scale() + ")");
            }
            return type;
        } catch (CalciteContextException e) {
            String name = column.getType().getTypeName().toString();
            throw Places.error("unknown type '" + name + "'", column.getType(), UnknownType.hint(name));
        } catch (QueryException e) {
            throw Places.at(e, column.getName().getParserPosition());
        }
    }

    private static List<Integer> key(SqlCreateTable create, List<TableColumn> columns) {
        List<Integer> key = new ArrayList<>();
        for (SqlTableConstraint constraint : create.getFullConstraints()) {
            if (!constraint.isPrimaryKey() || constraint.isEnforced()) {
                throw Places.error(
                        constraint.isPrimaryKey() ? "a primary key cannot be enforced" : "UNIQUE is not supported",
                        constraint,
                        "write PRIMARY KEY (...) NOT ENFORCED");
            }
            for (String name : constraint.getColumnNames()) {
                int column = indexOf(columns, name, constraint.getParserPosition());
                if (!columns.get(column).isPhysical()) {
                    throw Places.error("computed column '" + name + "' cannot be part of a key", constraint, null);
                }
                key.add(column);
            }
        }
        return key;
    }

    private EventTimeColumn eventTime(SqlWatermark watermark, List<TableColumn> columns) {
        SqlIdentifier name = watermark.getEventTimeColumnName();
        int column = indexOf(columns, name.toString(), name.getParserPosition());
        Type type = columns.get(column).type();
        if (!type.kind().isTimestamp()) {
            throw Places.error(
                    "an event time is a TIMESTAMP or TIMESTAMP_LTZ, but '" + name + "' is " + type.sql(),
                    name,
                    "compute one: ts AS TO_TIMESTAMP_LTZ(" + name + ", 3), WATERMARK FOR ts AS ts");
        }
        SqlNode strategy = watermark.getWatermarkStrategy();
        Schema schema = new Schema(columns.stream()
                .map(each -> new Column(each.name(), each.type()))
                .toList());
        Expression value = expression(strategy, schema);
        if (value.type().kind() != type.kind()) {
            throw Places.error(
                    "the watermark must be " + type.sql() + " like '" + name + "', but is "
                            + value.type().sql(),
                    strategy,
                    "write " + name + " - INTERVAL '5' SECOND");
        }
        return new EventTimeColumn(column, value, source(strategy));
    }

    private static int indexOf(List<TableColumn> columns, String name, SqlParserPos place) {
        List<String> names = columns.stream().map(TableColumn::name).toList();
        int index = names.indexOf(name);
        if (index < 0) {
            throw Places.error("unknown column '" + name + "'", place, Suggestions.didYouMean(name, names));
        }
        return index;
    }

    /** A part of the statement as it was written. */
    private String source(SqlNode node) {
        SqlParserPos place = node.getParserPosition();
        return statement.text(place.getLineNum(), place.getColumnNum(), place.getEndLineNum(), place.getEndColumnNum());
    }

    static Optional<CatalogTable> find(Catalog catalog, String name) {
        return catalog.find(name).filter(CatalogTable.class::isInstance).map(CatalogTable.class::cast);
    }
}
