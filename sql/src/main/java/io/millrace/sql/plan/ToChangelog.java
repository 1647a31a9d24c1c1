package io.millrace.sql.plan;

import io.millrace.core.type.Column;
import io.millrace.core.type.Schema;
import io.millrace.engine.pipeline.ChangelogSpecification;
import io.millrace.engine.pipeline.ChangelogSpecification.Code;
import io.millrace.engine.pipeline.Specification;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows made of changes: what a change does, then the input's columns without the hidden kind.
 *
 * @param kind the hidden kind; -1 until columns are pruned
 * @param codes what is said of a change of a kind; those of others are left out
 */
record ToChangelog(Relation input, int kind, List<Code> codes, Schema schema) implements Relation {
    ToChangelog {
        codes = List.copyOf(codes);
    }

    @Override
    public List<Relation> inputs() {
        return List.of(input);
    }

    @Override
    public Relation withInputs(List<Relation> inputs) {
        return new ToChangelog(inputs.get(0), kind, codes, schema);
    }

    @Override
    public Specification specification() {
        return new ChangelogSpecification.ToChangelog(kind, codes);
    }

    @Override
    public String label() {
        return "Changelog as " + schema.column(0).name();
    }

    @Override
    public String details() {
        return codes.toString();
    }

    @Override
    public boolean changing() {
        return false;
    }

    @Override
    public @Nullable TimeAttribute time(int column) {
        return column == 0 ? null : input.time(column - 1);
    }

    /** A change of any column is one, whether or not that column is wanted. */
    @Override
    public Pruned prune(BitSet wanted, Need need) {
        int size = input.schema().size();
        BitSet all = new BitSet();
        all.set(0, size);
        Pruned below = Changelogs.pruned(input, all, new Need(need.late(), need.touching(), true, need.timed(), true));
        Relation narrow = below.relation();
        Gap gap = new Gap(below.kind());
        List<Column> columns = gap.columns(narrow.schema());
        columns.add(0, schema.column(0));
        int[] places = new int[size + 1];
        for (int column = 0; column < size; column++) {
            places[column + 1] = shifted(below.place(column), gap);
        }
        return new Pruned(
                new ToChangelog(narrow, gap.column(), codes, new Schema(columns)),
                places,
                shifted(below.late(), gap),
                shifted(below.ordinal(), gap));
    }

    /** Where a column of the input is once the kind is gone and the operation stands before it. */
    private static int shifted(int place, Gap gap) {
        return place < 0 ? -1 : gap.place(place) + 1;
    }
}
