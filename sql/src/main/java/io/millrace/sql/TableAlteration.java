package io.millrace.sql;

import io.millrace.core.text.Suggestions;
import io.millrace.sql.TableDraft.DraftColumn;
import io.millrace.sql.TableDraft.DraftWatermark;
import io.millrace.sql.parse.Statement;
import io.millrace.sql.validate.Places;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.flink.sql.parser.ddl.constraint.SqlTableConstraint;
import org.apache.flink.sql.parser.ddl.position.SqlTableColumnPosition;
import org.apache.flink.sql.parser.ddl.table.SqlAlterTable;
import org.apache.flink.sql.parser.ddl.table.SqlAlterTableAdd;
import org.apache.flink.sql.parser.ddl.table.SqlAlterTableDistribution;
import org.apache.flink.sql.parser.ddl.table.SqlAlterTableDrop;
import org.apache.flink.sql.parser.ddl.table.SqlAlterTableDrop.SqlAlterTableDropColumn;
import org.apache.flink.sql.parser.ddl.table.SqlAlterTableDrop.SqlAlterTableDropConstraint;
import org.apache.flink.sql.parser.ddl.table.SqlAlterTableDrop.SqlAlterTableDropPrimaryKey;
import org.apache.flink.sql.parser.ddl.table.SqlAlterTableDrop.SqlAlterTableDropWatermark;
import org.apache.flink.sql.parser.ddl.table.SqlAlterTableDropDistribution;
import org.apache.flink.sql.parser.ddl.table.SqlAlterTableModify;
import org.apache.flink.sql.parser.ddl.table.SqlAlterTableOptions;
import org.apache.flink.sql.parser.ddl.table.SqlAlterTableRenameColumn;
import org.apache.flink.sql.parser.ddl.table.SqlAlterTableReset;
import org.apache.flink.sql.parser.ddl.table.SqlAlterTableSchema;
import org.jspecify.annotations.Nullable;

/** What ALTER TABLE makes of a table, but for its name. Of one statement. */
final class TableAlteration {
    private final TableDefinition definition;
    private final CatalogTable table;
    private final TableDraft draft;

    TableAlteration(Session session, Statement statement, CatalogTable table) {
        this.definition = new TableDefinition(session, statement);
        this.table = table;
        this.draft = TableDraft.of(table);
    }

    CatalogTable altered(SqlAlterTable alter) {
        if (alter instanceof SqlAlterTableAdd add) {
            change(add, true);
        } else if (alter instanceof SqlAlterTableModify modify) {
            change(modify, false);
        } else if (alter instanceof SqlAlterTableDrop drop) {
            drop(drop);
        } else if (alter instanceof SqlAlterTableRenameColumn rename) {
            rename(rename);
        } else if (alter instanceof SqlAlterTableOptions options) {
            options.getOperandList().stream()
                    .filter(SqlNodeList.class::isInstance)
                    .forEach(list -> draft.options.putAll(TableDefinition.options((SqlNodeList) list)));
        } else if (alter instanceof SqlAlterTableReset reset) {
            reset(reset);
        } else if (alter instanceof SqlAlterTableDropDistribution) {
            draft.distribution = null;
        } else if (alter instanceof SqlAlterTableDistribution distribution) {
            draft.distribution = TableDefinition.written(distribution.getDistribution());
        } else {
            throw Places.error(
                    "this change of a table is not supported", alter, "drop it and create it anew, or see docs/sql.md");
        }
        return definition.resolution(alter.getTableName()).resolve(draft);
    }

    private void change(SqlAlterTableSchema change, boolean adds) {
        for (SqlNode node : change.getColumnPositions()) {
            SqlTableColumnPosition position = (SqlTableColumnPosition) node;
            DraftColumn column = definition.column(position.getColumn());
            int old = draft.indexOf(column.name());
            SqlIdentifier name = position.getColumn().getName();
            if (adds && old >= 0) {
                throw Places.error(
                        "'" + table.name() + "' has a column '" + column.name() + "' already", name, "write MODIFY");
            } else if (!adds && old < 0) {
                throw unknown(column.name(), name);
            }
            String comment = old >= 0 && column.comment() == null
                    ? draft.columns.get(old).comment()
                    : column.comment();
            place(
                    new DraftColumn(
                            column.name(),
                            column.type(),
                            column.computed(),
                            column.metadata(),
                            comment,
                            column.place()),
                    old,
                    position);
        }
        change.getFullConstraint().ifPresent(constraint -> key(constraint, adds));
        change.getWatermark().ifPresent(written -> watermark(definition.watermark(written), adds));
    }

    private void place(DraftColumn column, int old, SqlTableColumnPosition position) {
        if (old >= 0) {
            draft.columns.remove(old);
        }
        int at = old >= 0 ? old : draft.columns.size();
        if (position.isFirstColumn()) {
            at = 0;
        } else if (position.isAfterReferencedColumn()) {
            SqlIdentifier after = position.getAfterReferencedColumn();
            int before = draft.indexOf(after.getSimple());
            if (before < 0) {
                throw unknown(after.getSimple(), after);
            }
            at = before + 1;
        }
        draft.columns.add(at, column);
    }

    private RuntimeException unknown(String column, SqlNode place) {
        return Places.error("unknown column '" + column + "'", place, Suggestions.didYouMean(column, draft.names()));
    }

    private void key(SqlTableConstraint constraint, boolean adds) {
        if (draft.key.isEmpty() != adds) {
            throw Places.error(
                    "'" + table.name() + "' has " + (adds ? "a primary key already" : "no primary key"),
                    constraint,
                    adds ? "write MODIFY, or drop it first: DROP PRIMARY KEY" : "write ADD");
        }
        draft.keyPlace = null;
        TableDefinition.key(draft, List.of(constraint));
    }

    private void watermark(DraftWatermark watermark, boolean adds) {
        if ((draft.watermark == null) != adds) {
            throw Places.error(
                    "'" + table.name() + "' has " + (adds ? "a watermark already" : "no watermark"),
                    java.util.Objects.requireNonNull(watermark.place()),
                    adds ? "write MODIFY, or drop it first: DROP WATERMARK" : "write ADD");
        }
        draft.watermark = watermark;
    }

    private void drop(SqlAlterTableDrop drop) {
        if (drop instanceof SqlAlterTableDropColumn columns) {
            for (SqlNode node : columns.getColumnList()) {
                drop((SqlIdentifier) node);
            }
        } else if (drop instanceof SqlAlterTableDropWatermark) {
            if (draft.watermark == null) {
                throw Places.error("'" + table.name() + "' has no watermark", drop, "there is nothing to drop");
            }
            draft.watermark = null;
        } else if (drop instanceof SqlAlterTableDropPrimaryKey) {
            dropKey(null, drop);
        } else if (drop instanceof SqlAlterTableDropConstraint constraint) {
            dropKey(constraint.getConstraintName().getSimple(), constraint.getConstraintName());
        }
    }

    private void dropKey(@Nullable String name, SqlNode place) {
        if (draft.key.isEmpty()) {
            throw Places.error("'" + table.name() + "' has no primary key", place, "there is nothing to drop");
        }
        String known = draft.keyName;
        if (name != null && !name.equals(known)) {
            throw Places.error(
                    "unknown constraint '" + name + "'",
                    place,
                    known == null
                            ? "its primary key has no name: write DROP PRIMARY KEY"
                            : Suggestions.didYouMean(name, List.of(known)));
        }
        draft.key = List.of();
        draft.keyName = null;
    }

    private void drop(SqlIdentifier identifier) {
        int column = column(identifier);
        String name = identifier.getSimple();
        checkUnused(name, identifier, "dropped");
        draft.columns.remove(column);
    }

    private int column(SqlIdentifier identifier) {
        int column = draft.indexOf(identifier.getSimple());
        if (column < 0) {
            throw unknown(identifier.getSimple(), identifier);
        }
        return column;
    }

    private void checkUnused(String name, SqlNode place, String what) {
        String user = draft.key.contains(name)
                ? "the primary key"
                : draft.partitionedBy.contains(name)
                        ? "PARTITIONED BY"
                        : draft.watermark != null && draft.watermark.column().equals(name) ? "the watermark" : null;
        if (user != null) {
            throw Places.error(
                    "column '" + name + "' cannot be " + what + ": " + user + " uses it", place, "change that first");
        }
    }

    private void rename(SqlAlterTableRenameColumn rename) {
        SqlIdentifier old = rename.getOldColumnIdentifier();
        int column = column(old);
        String name = rename.getNewColumnIdentifier().getSimple();
        if (draft.indexOf(name) >= 0) {
            throw Places.error(
                    "'" + table.name() + "' has a column '" + name + "' already",
                    rename.getNewColumnIdentifier(),
                    "choose another name");
        }
        draft.columns.set(column, draft.columns.get(column).named(name));
        draft.key = renamed(draft.key, old.getSimple(), name);
        draft.partitionedBy = renamed(draft.partitionedBy, old.getSimple(), name);
        DraftWatermark watermark = draft.watermark;
        if (watermark != null && watermark.column().equals(old.getSimple())) {
            checkUnused(old.getSimple(), old, "renamed");
        }
    }

    private static List<String> renamed(List<String> names, String old, String name) {
        List<String> changed = new ArrayList<>(names);
        changed.replaceAll(each -> each.equals(old) ? name : each);
        return changed;
    }

    private void reset(SqlAlterTableReset reset) {
        for (String key : reset.getResetKeys()) {
            if (key.equals("connector")) {
                throw Places.error(
                        "a table cannot be without 'connector'", reset, "SET ('connector' = '...') changes it");
            }
            if (draft.options.remove(key) == null) {
                throw Places.error(
                        "option '" + key + "' is not set",
                        reset,
                        Suggestions.didYouMean(key, List.copyOf(draft.options.keySet())));
            }
        }
        if (reset.getResetKeys().isEmpty()) {
            throw Places.error("RESET needs the names of options", reset, "for example RESET ('path')");
        }
    }
}
