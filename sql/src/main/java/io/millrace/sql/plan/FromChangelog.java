package io.millrace.sql.plan;

import io.millrace.core.error.QueryException.Position;
import io.millrace.core.type.Column;
import io.millrace.core.type.Schema;
import io.millrace.engine.pipeline.ChangelogSpecification;
import io.millrace.engine.pipeline.ChangelogSpecification.Code;
import io.millrace.engine.pipeline.Specification;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Changes made of rows that say what they do: the input's columns without the one that says it.
 *
 * @param operation that column
 * @param kinds whether the hidden kind follows
 * @param place the call in the script, or null
 */
record FromChangelog(
        Relation input,
        int operation,
        List<Code> codes,
        boolean kinds,
        @Nullable Position place,
        Schema schema) implements Relation {
    FromChangelog {
        codes = List.copyOf(codes);
    }

    static FromChangelog of(Relation input, int operation, List<Code> codes, @Nullable Position place) {
        return of(input, operation, codes, false, place);
    }

    private static FromChangelog of(
            Relation input, int operation, List<Code> codes, boolean kinds, @Nullable Position place) {
        List<Column> columns = new Gap(operation).columns(input.schema());
        if (kinds) {
            columns.add(Hidden.KIND);
        }
        return new FromChangelog(input, operation, codes, kinds, place, new Schema(columns));
    }

    private Gap gap() {
        return new Gap(operation);
    }

    @Override
    public List<Relation> inputs() {
        return List.of(input);
    }

    @Override
    public Relation withInputs(List<Relation> inputs) {
        return of(inputs.get(0), operation, codes, kinds, place);
    }

    @Override
    public Specification specification() {
        return new ChangelogSpecification.FromChangelog(operation, codes, kinds, place);
    }

    @Override
    public String label() {
        return "Changes by " + input.schema().column(operation).name();
    }

    @Override
    public String details() {
        return codes.toString();
    }

    @Override
    public boolean changing() {
        return codes.stream().anyMatch(code -> code.kind().weight() < 0);
    }

    @Override
    public @Nullable TimeAttribute time(int column) {
        return column < input.schema().size() - 1 ? input.time(gap().source(column)) : null;
    }

    @Override
    public @Nullable List<Integer> spread(List<@Nullable List<Integer>> inputs) {
        return gap().places(inputs.get(0));
    }

    @Override
    public Pruned prune(BitSet wanted, Need need) {
        BitSet used = new BitSet();
        used.set(operation);
        wanted.stream().forEach(column -> used.set(gap().source(column)));
        // When a row goes is told by another row than when it comes: only who takes changes one by one can use that.
        boolean ordinal = need.ordinal() && (need.kinds() || !changing());
        Pruned below = input.prune(used, new Need(need.late(), need.touching(), ordinal, need.timed()));
        Gap gap = new Gap(below.place(operation));
        FromChangelog pruned = of(below.relation(), gap.column(), codes, need.kinds(), place);
        int[] places = new int[schema.size()];
        for (int column = 0; column < places.length; column++) {
            places[column] = gap.place(below.places()[gap().source(column)]);
        }
        int kind = need.kinds() ? pruned.schema().size() - 1 : -1;
        return new Pruned(pruned, places, gap.place(below.late()), gap.place(below.ordinal()), kind);
    }
}
