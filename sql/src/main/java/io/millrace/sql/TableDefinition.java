package io.millrace.sql;

import io.millrace.core.error.QueryException;
import io.millrace.core.text.Suggestions;
import io.millrace.core.type.Column;
import io.millrace.core.type.Kind;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;
import io.millrace.sql.TableDraft.DraftColumn;
import io.millrace.sql.TableDraft.DraftMetadata;
import io.millrace.sql.TableDraft.DraftOption;
import io.millrace.sql.TableDraft.DraftWatermark;
import io.millrace.sql.TableDraft.Written;
import io.millrace.sql.parse.Statement;
import io.millrace.sql.validate.Analyzer;
import io.millrace.sql.validate.Places;
import io.millrace.sql.validate.TypeBounds;
import io.millrace.sql.validate.Types;
import io.millrace.sql.validate.UnknownType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.calcite.runtime.CalciteContextException;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.flink.sql.parser.ddl.SqlDistribution;
import org.apache.flink.sql.parser.ddl.SqlReplaceTableAs;
import org.apache.flink.sql.parser.ddl.SqlTableColumn;
import org.apache.flink.sql.parser.ddl.SqlTableColumn.SqlComputedColumn;
import org.apache.flink.sql.parser.ddl.SqlTableColumn.SqlMetadataColumn;
import org.apache.flink.sql.parser.ddl.SqlTableColumn.SqlRegularColumn;
import org.apache.flink.sql.parser.ddl.SqlTableOption;
import org.apache.flink.sql.parser.ddl.SqlWatermark;
import org.apache.flink.sql.parser.ddl.constraint.SqlTableConstraint;
import org.apache.flink.sql.parser.ddl.table.SqlCreateTable;
import org.apache.flink.sql.parser.ddl.table.SqlCreateTableLike;

/** What CREATE TABLE declares. Of one statement. */
final class TableDefinition {
    private final Session session;
    private final Statement statement;
    private final Analyzer analyzer;

    TableDefinition(Session session, Statement statement) {
        this.session = session;
        this.statement = statement;
        this.analyzer = new Analyzer(session, statement);
    }

    /** The table of CREATE TABLE, with or without LIKE. */
    CatalogTable table(SqlCreateTable create, ObjectPath path) {
        TableDraft draft = declared(create, path);
        if (create instanceof SqlCreateTableLike like) {
            SqlIdentifier source = like.getTableLike().getSourceTable();
            draft = new TableLikeness(like.getTableLike()).merged(source(source), draft);
        }
        return new TableResolution(session, analyzer, create.getName()).resolve(draft);
    }

    private CatalogTable source(SqlIdentifier identifier) {
        CatalogEntry entry = new Names(session.catalog()).entry(identifier);
        if (entry instanceof CatalogTable table) {
            return table;
        }
        throw Places.error("'" + entry.name() + "' is a view: LIKE takes a table", identifier, "name a table");
    }

    /**
     * The table of CREATE TABLE AS: the columns declared and those of the query. A query's column that is declared too
     * stays in its place and has the declared type.
     *
     * @param query the query's columns
     * @param onlyNames whether the column list holds names, which give an order
     */
    CatalogTable table(SqlCreateTable create, ObjectPath path, Schema query, boolean onlyNames) {
        TableDraft draft = onlyNames ? undeclared(create, path) : declared(create, path);
        Map<String, DraftColumn> given = new LinkedHashMap<>();
        for (Column column : query.columns()) {
            DraftColumn plain = new DraftColumn(column.name(), stored(column, create), null, null, null, null);
            if (given.put(column.name(), plain) != null) {
                throw Places.error(
                        "the query has two columns named '" + column.name() + "'",
                        create,
                        "give one of them another name with AS");
            }
        }
        if (onlyNames) {
            reorder(draft, given, create.getColumnList());
        } else {
            merge(draft, given);
        }
        return new TableResolution(session, analyzer, create.getName()).resolve(draft);
    }

    private static Type stored(Column column, SqlNode place) {
        if (column.type().kind() == Kind.NULL) {
            throw Places.error(
                    "column '" + column.name() + "' is only NULL: its type is not known",
                    place,
                    "write CAST(NULL AS STRING) AS " + column.name());
        }
        return column.type();
    }

    private static void reorder(TableDraft draft, Map<String, DraftColumn> given, SqlNodeList names) {
        if (names.size() != given.size()) {
            throw Places.error(
                    "the list names " + names.size() + " columns, but the query gives " + given.size(),
                    names,
                    "name all of them: " + String.join(", ", given.keySet()));
        }
        for (SqlNode node : names) {
            String name = ((SqlIdentifier) node).getSimple();
            DraftColumn column = given.get(name);
            if (column == null) {
                throw Places.error(
                        "the query gives no column '" + name + "'",
                        node,
                        Suggestions.didYouMean(name, List.copyOf(given.keySet())));
            }
            draft.columns.add(column);
        }
    }

    private static void merge(TableDraft draft, Map<String, DraftColumn> given) {
        List<DraftColumn> own = new ArrayList<>();
        for (DraftColumn column : draft.columns) {
            if (!given.containsKey(column.name())) {
                own.add(column);
            } else if (column.isPhysical()) {
                given.put(column.name(), column);
            } else {
                SqlNode place = column.place();
                throw Places.error(
                        "column '" + column.name() + "' is computed, but the query gives it",
                        place == null ? SqlNodeList.EMPTY : place,
                        "give one of them another name");
            }
        }
        draft.columns.clear();
        draft.columns.addAll(own);
        draft.columns.addAll(given.values());
    }

    private TableDraft declared(SqlCreateTable create, ObjectPath path) {
        TableDraft draft = undeclared(create, path);
        columns(create.getColumnList()).forEach(draft.columns::add);
        List<SqlTableConstraint> constraints = create.getFullConstraints();
        key(draft, constraints);
        create.getWatermark().ifPresent(watermark -> draft.watermark = watermark(watermark));
        return draft;
    }

    /** All but columns, key and watermark. */
    private TableDraft undeclared(SqlCreateTable create, ObjectPath path) {
        TableDraft draft = new TableDraft(path, create.isTemporary());
        if (create instanceof SqlReplaceTableAs) {
            // It has no list of its parts when it has no watermark.
            create.getProperties().forEach((name, value) -> draft.options.put(name, new DraftOption(value, null)));
        } else {
            for (SqlNode node : create.getOperandList()) {
                if (node instanceof SqlNodeList list) {
                    options(list).forEach(draft.options::put);
                }
            }
        }
        draft.partitionedBy = create.getPartitionKeyList();
        SqlDistribution distribution = create.getDistribution();
        draft.distribution = distribution == null ? null : written(distribution);
        draft.comment = create.getComment();
        return draft;
    }

    /** DISTRIBUTED in the order of the grammar. */
    static String written(SqlDistribution distribution) {
        StringBuilder text = new StringBuilder("DISTRIBUTED");
        SqlNodeList columns = distribution.getBucketColumns();
        if (columns != null && !columns.isEmpty()) {
            List<String> names = columns.stream()
                    .map(column -> Definition.quoted(((SqlIdentifier) column).getSimple()))
                    .toList();
            text.append(" BY ")
                    .append(distribution.getDistributionKind().orElse(""))
                    .append('(')
                    .append(String.join(", ", names))
                    .append(')');
        }
        if (distribution.getBucketCount() != null) {
            text.append(" INTO ").append(distribution.getBucketCount()).append(" BUCKETS");
        }
        return text.toString();
    }

    /** The options in a list; empty for a list of anything else. */
    static Map<String, DraftOption> options(SqlNodeList list) {
        Map<String, DraftOption> options = new LinkedHashMap<>();
        for (SqlNode element : list) {
            if (element instanceof SqlTableOption option
                    && options.put(option.getKeyString(), new DraftOption(option.getValueString(), option)) != null) {
                throw Places.error("option '" + option.getKeyString() + "' is given twice", option, "leave one out");
            }
        }
        return options;
    }

    private List<DraftColumn> columns(SqlNodeList nodes) {
        List<DraftColumn> columns = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (SqlNode node : nodes) {
            DraftColumn column = column((SqlTableColumn) node);
            if (!names.add(column.name())) {
                throw Places.error(
                        "column '" + column.name() + "' is declared twice",
                        ((SqlTableColumn) node).getName(),
                        "give one of them another name");
            }
            columns.add(column);
        }
        return columns;
    }

    DraftColumn column(SqlTableColumn node) {
        String name = node.getName().getSimple();
        if (node instanceof SqlComputedColumn computed) {
            SqlNode value = computed.getExpr();
            return new DraftColumn(
                    name, null, new Written(source(value), value), null, node.getComment(), node.getName());
        } else if (node instanceof SqlMetadataColumn metadata) {
            String key = metadata.getMetadataAlias().orElse(name);
            DraftMetadata source = new DraftMetadata(key, metadata.isVirtual(), metadata.getType());
            Type type = type(metadata.getType(), node.getName());
            return new DraftColumn(name, type, null, source, node.getComment(), node.getName());
        }
        Type type = type(((SqlRegularColumn) node).getType(), node.getName());
        return new DraftColumn(name, type, null, null, node.getComment(), node.getName());
    }

    private Type type(SqlDataTypeSpec spec, SqlNode column) {
        try {
            TypeBounds.check(spec);
            return Types.of(analyzer.type(spec));
        } catch (CalciteContextException e) {
            String name = UnknownType.name(e, spec.getTypeName().toString());
            throw Places.error("unknown type '" + name + "'", spec, UnknownType.hint(name));
        } catch (QueryException e) {
            throw Places.at(e, column.getParserPosition());
        }
    }

    static void key(TableDraft draft, List<SqlTableConstraint> constraints) {
        for (SqlTableConstraint constraint : constraints) {
            if (!constraint.isPrimaryKey() || constraint.isEnforced()) {
                throw Places.error(
                        constraint.isPrimaryKey() ? "a primary key cannot be enforced" : "UNIQUE is not supported",
                        constraint,
                        "write PRIMARY KEY (...) NOT ENFORCED");
            } else if (draft.keyPlace != null) {
                throw Places.error(
                        "the table has two primary keys", constraint, "write one: PRIMARY KEY (a, b) NOT ENFORCED");
            }
            draft.key = List.of(constraint.getColumnNames());
            draft.keyName = constraint.getConstraintName().orElse(null);
            draft.keyPlace = constraint;
        }
    }

    DraftWatermark watermark(SqlWatermark watermark) {
        SqlNode strategy = watermark.getWatermarkStrategy();
        SqlIdentifier column = watermark.getEventTimeColumnName();
        return new DraftWatermark(column.toString(), new Written(source(strategy), strategy), column);
    }

    TableResolution resolution(SqlNode place) {
        return new TableResolution(session, analyzer, place);
    }

    /** A part of the statement as it was written. */
    private String source(SqlNode node) {
        var place = node.getParserPosition();
        return statement.text(place.getLineNum(), place.getColumnNum(), place.getEndLineNum(), place.getEndColumnNum());
    }
}
