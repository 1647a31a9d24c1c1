package io.millrace.sql.validate;

import com.google.common.collect.ImmutableList;
import io.millrace.core.error.Check;
import io.millrace.core.type.Schema;
import io.millrace.sql.CatalogEntry;
import io.millrace.sql.CatalogTable;
import io.millrace.sql.CatalogView;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.calcite.plan.RelOptTable;
import org.apache.calcite.prepare.RelOptTableImpl;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.hint.RelHint;
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
        Map<String, String> options = new LinkedHashMap<>();
        for (RelHint hint : context.getTableHints()) {
            if (hint.hintName.equalsIgnoreCase(Hints.OPTIONS)) {
                options.putAll(hint.kvOptions);
            }
        }
        if (options.isEmpty()) {
            return LogicalTableScan.create(context.getCluster(), relOptTable, context.getTableHints());
        }
        CatalogTable changed = table().with(Hints.merged(analyzer.session(), table(), options));
        RelOptTable opened = RelOptTableImpl.create(
                relOptTable.getRelOptSchema(),
                relOptTable.getRowType(),
                new ResolvedTable(changed, side, analyzer),
                ImmutableList.copyOf(relOptTable.getQualifiedName()));
        return LogicalTableScan.create(context.getCluster(), opened, List.of());
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
