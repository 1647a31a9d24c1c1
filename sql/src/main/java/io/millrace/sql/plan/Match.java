package io.millrace.sql.plan;

import io.millrace.core.expression.Expression;
import io.millrace.core.type.Column;
import io.millrace.core.type.Schema;
import io.millrace.engine.pipeline.Recognition;
import io.millrace.engine.pipeline.Recognition.Offset;
import io.millrace.engine.pipeline.Recognition.Outcome;
import io.millrace.engine.pipeline.Recognition.Sequence;
import io.millrace.engine.pipeline.Recognition.Source;
import io.millrace.engine.pipeline.Recognition.Variable;
import io.millrace.engine.pipeline.RowPattern;
import io.millrace.engine.pipeline.Specification;
import io.millrace.engine.pipeline.Specification.SortColumn;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows that follow one another as a pattern says: MATCH_RECOGNIZE. */
record Match(
        Relation input,
        Sequence sequence,
        RowPattern pattern,
        List<Variable> variables,
        List<Offset> offsets,
        List<Source> sources,
        List<Expression> outputs,
        Outcome outcome,
        Schema schema)
        implements Relation {
    @Override
    public List<Relation> inputs() {
        return List.of(input);
    }

    @Override
    public Relation withInputs(List<Relation> inputs) {
        return new Match(inputs.get(0), sequence, pattern, variables, offsets, sources, outputs, outcome, schema);
    }

    /** Whether a match can go on for ever. */
    boolean canGrow() {
        return outcome.within() == Outcome.FOREVER && MatchPatterns.isUnbounded(pattern);
    }

    @Override
    public List<String> beyondFlink() {
        List<String> features = new ArrayList<>(MatchFeatures.beyondFlink(pattern));
        if (outcome.target().size() > 1) {
            features.add("AFTER MATCH SKIP TO a SUBSET");
        }
        if (outcome.allRows()) {
            features.add("ALL ROWS PER MATCH");
        }
        if (sources.stream().anyMatch(Source.MatchNumber.class::isInstance)) {
            features.add("MATCH_NUMBER");
        }
        if (offsets.stream().anyMatch(offset -> offset.rows() != 0)) {
            features.add("PREV");
        }
        return features;
    }

    @Override
    public String label() {
        return "Match (" + MatchPatterns.text(pattern, variables) + ")"
                + Labels.by(sequence.partition(), input.schema())
                + (outcome.within() == Outcome.FOREVER ? "" : " within " + SqlText.duration(outcome.within()))
                + Labels.suffix(String.join(", ", schema.names()));
    }

    @Override
    public String details() {
        Schema columns = input.schema();
        List<Column> named = new ArrayList<>();
        for (Source source : sources) {
            named.add(new Column(MatchPatterns.text(source, offsets, columns), source.type()));
        }
        Schema evaluated = new Schema(named);
        StringBuilder text = new StringBuilder(outcome.toString());
        for (SortColumn sort : sequence.then()) {
            text.append('|').append(columns.column(sort.column()).name()).append(sort.descending());
        }
        for (Variable variable : variables) {
            Expression condition = variable.condition();
            text.append('|').append(condition == null ? "" : SqlText.of(condition, evaluated));
        }
        outputs.forEach(output -> text.append('|').append(SqlText.of(output, evaluated)));
        return text.toString();
    }

    @Override
    public boolean changing() {
        return false;
    }

    @Override
    public @Nullable TimeAttribute time(int column) {
        boolean isTime = !pattern.waits()
                && outputs.get(column) instanceof Expression.Column source
                && sources.get(source.index()) instanceof Source.Time;
        return isTime ? input.time(sequence.time()) : null;
    }

    @Override
    public boolean waitsForProcessingTime() {
        return input.time(sequence.time()) == TimeAttribute.PROCESSING;
    }

    @Override
    public List<Integer> keys(int input) {
        return sequence.partition();
    }

    @Override
    public @Nullable List<Integer> spread(List<@Nullable List<Integer>> inputs) {
        List<Integer> places = new ArrayList<>();
        for (int key : sequence.partition()) {
            int place = -1;
            for (int i = 0; i < outputs.size() && place < 0; i++) {
                place = partitionColumn(i) == key ? i : -1;
            }
            if (place < 0) {
                return null;
            }
            places.add(place);
        }
        return places;
    }

    /** The column of the input that an output is, if rows are partitioned by it; otherwise -1. */
    private int partitionColumn(int output) {
        if (outputs.get(output) instanceof Expression.Column column
                && sources.get(column.index()) instanceof Source.Current current) {
            Offset offset = offsets.get(current.offset());
            return offset.rows() == 0 && sequence.partition().contains(offset.column()) ? offset.column() : -1;
        }
        return -1;
    }

    @Override
    public Pruned prune(BitSet wanted, Need need) {
        BitSet used = new BitSet();
        sequence.partition().forEach(used::set);
        used.set(sequence.time());
        sequence.then().forEach(sort -> used.set(sort.column()));
        offsets.forEach(offset -> used.set(offset.column()));
        Pruned below = input.prune(used, Need.of(this, false, true));
        Sequence moved = new Sequence(
                below.places(sequence.partition()),
                below.place(sequence.time()),
                sequence.then().stream()
                        .map(sort -> new SortColumn(below.place(sort.column()), sort.descending(), sort.nullsFirst()))
                        .toList(),
                below.late(),
                below.ordinal());
        List<Expression> kept = new ArrayList<>();
        List<Column> columns = new ArrayList<>();
        int[] places = new int[outputs.size()];
        for (int i = 0; i < places.length; i++) {
            boolean keep = wanted.get(i) || wanted.isEmpty() && i == 0;
            places[i] = keep ? kept.size() : -1;
            if (keep) {
                kept.add(outputs.get(i));
                columns.add(schema.column(i));
            }
        }
        List<Offset> offsetsBelow = offsets.stream()
                .map(offset -> new Offset(below.place(offset.column()), offset.rows()))
                .toList();
        Match pruned = new Match(
                below.relation(), moved, pattern, variables, offsetsBelow, sources, kept, outcome, new Schema(columns));
        return new Pruned(pruned, places, -1, -1);
    }

    @Override
    public Relation sink(List<Expression> conditions, List<Expression> kept) {
        return withInputs(List.of(
                Calcs.below(input, conditions, kept, column -> partitionColumn(column) >= 0, this::partitionColumn)));
    }

    @Override
    public Specification specification() {
        return new Recognition.Match(sequence, pattern, variables, offsets, sources, outputs, outcome);
    }
}
