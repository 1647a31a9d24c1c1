package io.millrace.engine.rank;

import io.millrace.core.batch.DoubleVector;
import io.millrace.core.batch.LongVector;
import io.millrace.core.batch.Vector;
import io.millrace.engine.pipeline.AggregateCall;
import io.millrace.engine.pipeline.OverSpecification.OverCall;
import java.util.List;
import java.util.Set;

/** Functions of where a row stands: LAG, LEAD, NTH_VALUE, NTILE, PERCENT_RANK, CUME_DIST. */
final class PositionFunction implements RowFunction {
    private static final Set<String> NAMES = Set.of("LAG", "LEAD", "NTH_VALUE", "NTILE", "PERCENT_RANK", "CUME_DIST");

    private final OrderedRows rows;
    private final AggregateCall call;
    private final long parameter;

    PositionFunction(OrderedRows rows, OverCall over) {
        this.rows = rows;
        this.call = over.call();
        this.parameter = over.parameter();
    }

    static boolean isKnown(String function) {
        return NAMES.contains(function);
    }

    @Override
    public void append(Place place, Vector.Writable out) {
        int size = rows.size(place.key);
        switch (call.function()) {
            case "LAG" -> appendValue(place, place.position - parameter, 0, size, out);
            case "LEAD" -> appendValue(place, place.position + parameter, 0, size, out);
            case "NTH_VALUE" -> appendValue(place, place.from + parameter - 1, place.from, place.to, out);
            case "NTILE" -> ((LongVector) out).append(bucket(place.position, size));
            case "PERCENT_RANK" ->
                ((DoubleVector) out).append(size == 1 ? 0 : (double) rows.firstPeer(place.key, place.row) / (size - 1));
            default -> ((DoubleVector) out).append((double) rows.behindPeers(place.key, place.row) / size);
        }
    }

    private void appendValue(Place place, long position, int from, int to, Vector.Writable out) {
        List<Integer> arguments = call.arguments();
        if (position >= from && position < to) {
            out.append(rows.values()[arguments.get(0)], rows.at(place.key, (int) position));
        } else if (arguments.size() > 1) {
            out.append(rows.values()[arguments.get(1)], place.row);
        } else {
            out.appendNull();
        }
    }

    /** Buckets from 1; where rows do not divide evenly, the first buckets have one more. */
    private long bucket(int position, int size) {
        long small = size / parameter;
        long larger = size % parameter;
        long inLarger = larger * (small + 1);
        return position < inLarger ? position / (small + 1) + 1 : larger + (position - inLarger) / small + 1;
    }
}
