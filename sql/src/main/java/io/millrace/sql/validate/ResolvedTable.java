package io.millrace.sql.validate;

import io.millrace.core.error.Check;
import io.millrace.core.type.Schema;
import io.millrace.sql.CatalogEntry;
import io.millrace.sql.CatalogTable;
import io.millrace.sql.CatalogView;
import org.apache.calcite.plan.RelOptTable;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.logical.LogicalTableScan;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.schema.TemporalTable;
import org.apache.calcite.schema.TranslatableTable;
import org.apache.calcite.schema.impl.AbstractTable;
import org.jspecify.annotations.Nullable;

/** A catalog entry, or a side table of one, as Calcite sees it. */
public final class ResolvedTable extends AbstractTable implements TranslatableTable, TemporalTable {
    private final CatalogEntry entry;
    private final @Nullable String side;
    private final Analyzer analyzer;

    ResolvedTable(CatalogEntry entry, @Nullable String side, Analyzer analyzer) {
        this.entry = entry;
        this.side = side;
        this.analyzer = analyzer;
    }

    public CatalogTable table() {
        Check.that(entry instanceof CatalogTable, "a view was not expanded", entry.name());
        return (CatalogTable) entry;
    }

    /** Which side table, or null for the table itself. */
    public @Nullable String side() {
        return side;
    }

    @Override
    public RelDataType getRowType(RelDataTypeFactory factory) {
        Schema schema = side == null ? entry.schema() : SideTables.schema(table(), side);
        return Types.toCalcite(schema, factory);
    }

    @Override
    public RelNode toRel(RelOptTable.ToRelContext context, RelOptTable relOptTable) {
        if (entry instanceof CatalogView view) {
            return analyzer.expand(view, context.getCluster());
        }
        table().checkPartitions();
        return LogicalTableScan.create(context.getCluster(), relOptTable, context.getTableHints());
    }

    /** Asked of nobody: what is valid when, the planner knows. */
    @Override
    public String getSysStartFieldName() {
        return "";
    }

    @Override
    public String getSysEndFieldName() {
        return "";
    }
}
