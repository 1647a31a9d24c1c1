package io.millrace.engine.aggregate;

import io.millrace.core.batch.BytesVector;
import io.millrace.core.batch.DecimalVector;
import io.millrace.core.batch.DoubleVector;
import io.millrace.core.batch.LongVector;
import io.millrace.core.batch.Vector;
import io.millrace.core.nested.NestedWriter;
import io.millrace.core.type.Kind;
import io.millrace.core.type.Storage;
import io.millrace.core.type.Type;
import java.util.List;

/**
 * PERCENTILE, PERCENTILE_CONT, MEDIAN and PERCENTILE_DISC: what stands at a part of the way through the values of an id,
 * exactly. Keeps all values in order, with their counts; a result costs O(log n).
 */
final class Percentile extends OrderedState {
    private final Type type;
    private final double part;
    private final boolean discrete;
    private double[] parts = {};
    private final NestedWriter array = new NestedWriter();

    /**
     * @param type of the values
     * @param part from 0 to 1
     * @param discrete whether the result is one of the values, or may lie between two
     */
    Percentile(Type type, double part, boolean discrete, boolean descending) {
        super(List.of(type), descending);
        this.type = type;
        this.part = part;
        this.discrete = discrete;
    }

    /** The same, but the result is an array of what stands at each of several parts. */
    Percentile several(double[] all) {
        parts = all.clone();
        return this;
    }

    /** A second argument says how often a value counts; NULL and less than 1 are not at all. */
    @Override
    long times(Vector[] arguments, int row, long weight) {
        if (arguments[0].isNull(row)) {
            return 0;
        } else if (arguments.length == 1) {
            return weight;
        }
        return arguments[1].isNull(row) ? 0 : Math.max(0, ((LongVector) arguments[1]).get(row)) * weight;
    }

    @Override
    void result(int id, Vector.Writable out) {
        long total = rows.total(id);
        if (total <= 0) {
            out.appendNull();
        } else if (discrete) {
            append(out, rows.values(), rows.atRank(id, Math.max(0, (long) Math.ceil(total * part) - 1)));
        } else if (parts.length == 0) {
            ((DoubleVector) out).append(between(id, total, part));
        } else {
            array.clear();
            array.beginArray(Storage.DOUBLE);
            for (double each : parts) {
                array.writeDouble(between(id, total, each));
            }
            array.end();
            ((BytesVector) out).append(array.data(), 0, array.length());
        }
    }

    private double between(int id, long total, double at) {
        double place = (total - 1) * at;
        long low = (long) Math.floor(place);
        double from = value(rows.atRank(id, low));
        double beyond = place - low;
        double to = beyond == 0 ? from : value(rows.atRank(id, low + 1));
        return from == to ? from : from * (1 - beyond) + to * beyond;
    }

    private double value(int row) {
        Vector values = rows.values();
        if (values instanceof DoubleVector doubles) {
            return doubles.get(row);
        } else if (values instanceof DecimalVector decimals) {
            return Numbers.decimal(decimals, row, type.kind() == Kind.DECIMAL ? type.scale() : 0);
        }
        return ((LongVector) values).get(row);
    }
}
