package io.millrace.engine.rank;

import io.millrace.core.batch.LongVector;
import io.millrace.core.batch.Vector;
import io.millrace.engine.pipeline.OverSpecification.OverCall;
import io.millrace.engine.pipeline.OverSpecification.OverFrame;
import io.millrace.engine.pipeline.Specification.SortColumn;
import java.util.List;

/** Where the frame of a row begins and ends, and which rows have a given place in their frames; as positions. */
final class FrameEdges {
    private final OrderedRows rows;
    private final boolean byRows;
    private final long lower;
    private final long upper;
    private final List<SortColumn> order;

    FrameEdges(OrderedRows rows, OverCall over, List<SortColumn> order) {
        this.rows = rows;
        this.order = order;
        OverFrame frame = over.frame();
        switch (over.call().function()) {
            case "LAG" -> {
                byRows = true;
                lower = -over.parameter();
                upper = 0;
            }
            case "LEAD" -> {
                byRows = true;
                lower = 0;
                upper = over.parameter();
            }
            case "NTILE", "PERCENT_RANK", "CUME_DIST" -> {
                byRows = true;
                lower = OverFrame.UNBOUNDED_PRECEDING;
                upper = OverFrame.UNBOUNDED_FOLLOWING;
            }
            default -> {
                byRows = frame.rows();
                lower = frame.lower();
                upper = frame.upper();
            }
        }
    }

    /** The first position of a row's frame. */
    int from(int key, int row, int position) {
        if (lower == OverFrame.UNBOUNDED_PRECEDING) {
            return 0;
        }
        return byRows ? clamp(position, lower, rows.size(key)) : firstAt(key, row, lower);
    }

    /** The position behind a row's frame. */
    int to(int key, int row, int position) {
        int size = rows.size(key);
        if (upper == OverFrame.UNBOUNDED_FOLLOWING) {
            return size;
        }
        return byRows ? clamp(position + 1, upper, size) : behind(key, row, upper);
    }

    /**
     * The first position of which the frame has, or had, a place that changed.
     *
     * @param row the row that came, or that is gone and whose values are still there
     * @param position where it is, or would be
     */
    int firstAffected(int key, int row, int position) {
        if (upper == OverFrame.UNBOUNDED_FOLLOWING) {
            return 0;
        }
        return byRows ? clamp(position, -upper, rows.size(key)) : firstAt(key, row, -upper);
    }

    /** The position behind the last of which the frame has, or had, a place that changed. */
    int behindAffected(int key, int row, int position) {
        int size = rows.size(key);
        if (lower == OverFrame.UNBOUNDED_PRECEDING) {
            return size;
        }
        return byRows ? clamp(position + 1, -lower, size) : behind(key, row, -lower);
    }

    private static int clamp(int position, long distance, int size) {
        long moved = distance > size ? size : distance < -size ? -size : distance;
        return (int) Math.max(0, Math.min(size, position + moved));
    }

    /** The first position whose order value is at least so far from a row's. */
    private int firstAt(int key, int row, long distance) {
        if (distance == 0 || isNull(row)) {
            return rows.firstPeer(key, row);
        }
        return rows.count(key, other -> compare(other, row, distance) < 0);
    }

    /** The position behind the last whose order value is at most so far from a row's. */
    private int behind(int key, int row, long distance) {
        if (distance == 0 || isNull(row)) {
            return rows.behindPeers(key, row);
        }
        return rows.count(key, other -> compare(other, row, distance) <= 0);
    }

    private boolean isNull(int row) {
        return rows.values()[order.get(0).column()].isNull(row);
    }

    /** Compares the order value of a row with one that is so far from another's, in the direction of the order. */
    private int compare(int other, int row, long distance) {
        SortColumn sort = order.get(0);
        Vector values = rows.values()[sort.column()];
        if (values.isNull(other)) {
            return sort.nullsFirst() ? -1 : 1;
        }
        LongVector longs = (LongVector) values;
        long signed = sort.descending() ? -distance : distance;
        long base = longs.get(row);
        long edge = base + signed;
        if (((base ^ edge) & (signed ^ edge)) < 0) {
            edge = signed > 0 ? Long.MAX_VALUE : Long.MIN_VALUE;
        }
        int order = Long.compare(longs.get(other), edge);
        return sort.descending() ? -order : order;
    }
}
