package io.millrace.sql.plan;

import io.millrace.core.type.Schema;
import io.millrace.engine.pipeline.Specification;
import io.millrace.sql.CatalogTable;
import java.util.BitSet;
import java.util.List;

/** Reads what a table's scan put aside. */
record SideScan(CatalogTable table, String kind, Schema schema) implements Relation {
    @Override
    public List<Relation> inputs() {
        return List.of();
    }

    @Override
    public Relation withInputs(List<Relation> inputs) {
        return this;
    }

    @Override
    public String label() {
        return "Scan " + table.name() + "$" + kind;
    }

    @Override
    public Pruned prune(BitSet wanted, Need need) {
        return new Pruned(this, Pruning.identity(schema.size()), -1, -1);
    }

    @Override
    public Specification specification() {
        return new Specification.SideTable(table.table(), kind);
    }
}
