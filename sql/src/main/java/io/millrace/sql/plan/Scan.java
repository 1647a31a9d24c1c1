package io.millrace.sql.plan;

import io.millrace.core.error.Check;
import io.millrace.core.expression.Expression;
import io.millrace.core.type.Column;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Storage;
import io.millrace.engine.pipeline.Specification;
import io.millrace.sql.CatalogTable;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a table.
 *
 * @param columns which of the table's columns; the one behind the last is the watermark that the row met
 * @param late whether the hidden late column follows
 * @param touching whether the late column also marks rows a millisecond ahead of the watermark
 * @param ordinal whether the hidden ordinal column follows
 * @param timed whether somebody needs the watermark; the event time is then among the columns
 * @param partitions those that are read
 * @param changing whether its rows go away again, as its connector says
 */
record Scan(
        CatalogTable table,
        List<Integer> columns,
        boolean late,
        boolean touching,
        boolean ordinal,
        boolean timed,
        ChosenPartitions partitions,
        boolean changing)
        implements Relation {
    @Override
    public Schema schema() {
        Schema schema =
                all().select(columns.stream().mapToInt(Integer::intValue).toArray());
        schema = late ? schema.with(Hidden.LATE) : schema;
        return ordinal ? schema.with(Hidden.ORDINAL) : schema;
    }

    /** The table's columns, and the watermark where there is one. */
    private Schema all() {
        CatalogTable.EventTimeColumn time = table.eventTime();
        Schema schema = table.schema();
        if (time == null) {
            return schema;
        }
        Column column = schema.column(time.column());
        return schema.with(
                new Column(WatermarkCalls.NAME + "(" + column.name() + ")", WatermarkCalls.type(column.type())));
    }

    private int watermark() {
        return table.columns().size();
    }

    /** Whether rows carry the watermark that they met. */
    private boolean carriesWatermark() {
        return columns.contains(watermark());
    }

    /** The same with the watermark that each row met, as the last column. */
    Scan withWatermark() {
        if (carriesWatermark()) {
            return this;
        }
        List<Integer> more = new ArrayList<>(columns);
        more.add(watermark());
        return new Scan(table, more, late, touching, ordinal, timed, partitions, changing);
    }

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
        return "Scan " + table.name();
    }

    @Override
    public @Nullable TimeAttribute time(int column) {
        if (column >= columns.size() || columns.get(column) == watermark()) {
            return null;
        }
        CatalogTable.EventTimeColumn time = table.eventTime();
        if (time != null && columns.get(column) == time.column()) {
            return TimeAttribute.EVENT;
        }
        Expression computed = table.columns().get(columns.get(column)).computed();
        return computed != null && Expressions.isProcessingTime(computed) ? TimeAttribute.PROCESSING : null;
    }

    @Override
    public @Nullable Versioned versioned() {
        var time = table.eventTime();
        List<Integer> key = table.primaryKey().stream().map(columns::indexOf).toList();
        boolean complete = !changing && time != null && columns.contains(time.column()) && !key.contains(-1);
        return complete && !key.isEmpty() && time != null
                ? new Versioned(this, key, columns.indexOf(time.column()), true)
                : null;
    }

    /** All conditions stay above; those that partitions decide also choose what is read. */
    @Override
    public Relation sink(List<Expression> conditions, List<Expression> kept) {
        kept.addAll(conditions);
        return withPartitions(partitions.and(conditions, table, columns));
    }

    Scan withPartitions(ChosenPartitions chosen) {
        return new Scan(table, columns, late, touching, ordinal, timed, chosen, changing);
    }

    @Override
    public Pruned prune(BitSet wanted, Need need) {
        var time = table.eventTime();
        int carried = columns.indexOf(watermark());
        boolean withTime = (need.timed() || carried >= 0 && wanted.get(carried)) && time != null;
        List<Integer> kept = new ArrayList<>();
        int[] places = new int[columns.size()];
        for (int i = 0; i < places.length; i++) {
            boolean keep = wanted.get(i) || (withTime && time != null && columns.get(i) == time.column());
            places[i] = keep ? kept.size() : -1;
            if (keep) {
                kept.add(columns.get(i));
            }
        }
        if (kept.isEmpty()) {
            kept.add(columns.get(cheapest()));
        }
        boolean withLate = need.late() && time != null;
        // The row that takes another one away comes later than that one: an ordinal would tell them apart.
        boolean ordered = need.ordinal() && !changing;
        Scan pruned =
                new Scan(table, kept, withLate, withLate && need.touching(), ordered, withTime, partitions, changing);
        int next = kept.size();
        return new Pruned(pruned, places, withLate ? next++ : -1, ordered ? next : -1);
    }

    /** Rows need one column at least to be counted by. */
    private int cheapest() {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i) != watermark()
                    && table.columns().get(columns.get(i)).isPhysical()
                    && schema().type(i).storage() != Storage.BYTES) {
                return i;
            }
        }
        return 0;
    }

    @Override
    public Specification specification() {
        // Expressions of the table speak of its columns; those of the operator of what it reads or emits.
        BitSet physical = new BitSet();
        List<Expression> whole = new ArrayList<>();
        for (int column : columns) {
            if (column == watermark()) {
                continue;
            }
            Expression computed = table.columns().get(column).computed();
            Column declared = table.schema().column(column);
            Expression value =
                    computed != null ? computed : new Expression.Column(table.physicalIndex(column), declared.type());
            whole.add(value);
            Expressions.collect(value, physical);
        }
        List<Integer> read = physical.stream().boxed().toList();
        List<Expression> projections = whole.stream()
                .map(value -> Expressions.shift(value, read::indexOf))
                .toList();
        Specification.EventTime time = null;
        var event = table.eventTime();
        if (timed && event != null) {
            int place = columns.indexOf(event.column());
            Check.that(place >= 0, "an event time that is not read", table.name());
            time = new Specification.EventTime(place, Expressions.shift(event.watermark(), columns::indexOf));
        }
        return new Specification.Scan(
                table.table(),
                table.connector(),
                read,
                projections,
                time,
                new Specification.Extras(carriesWatermark(), late, touching, ordinal),
                Expressions.and(partitions.conditions()));
    }
}
