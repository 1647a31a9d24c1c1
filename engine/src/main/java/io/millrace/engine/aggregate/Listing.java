package io.millrace.engine.aggregate;

import io.millrace.core.batch.BytesVector;
import io.millrace.core.batch.LongVector;
import io.millrace.core.batch.Vector;
import io.millrace.core.type.Type;
import io.millrace.engine.value.Utf8;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * LISTAGG: the texts of an id with a separator between them, in the order of WITHIN GROUP, then of the rows' ordinals, then
 * of the texts themselves; with DISTINCT each once, where it comes first. Keeps all texts of an id with what they are
 * ordered by; with DISTINCT over rows that are never taken back at most twice as many as there are different ones.
 */
final class Listing extends OrderedState {
    private static final int FEWEST = 64;

    private final Utf8 separator;
    private final boolean distinct;
    private final boolean forgets;
    private final int orders;
    private final Vector[] kept;
    /** How many texts an id may have until those that come again are dropped. */
    private int[] limits = new int[16];

    private final Utf8 line = new Utf8();

    /**
     * @param orderTypes of the arguments behind the text, which order it; the ordinal follows them
     * @param descending for each of them whether large values come first
     * @param changing whether rows may be taken back
     */
    Listing(Utf8 separator, boolean distinct, List<Type> orderTypes, boolean[] descending, boolean changing) {
        super(types(orderTypes), Arrays.copyOf(descending, descending.length + 2));
        this.separator = separator;
        this.distinct = distinct;
        this.forgets = distinct && !changing;
        this.orders = orderTypes.size();
        this.kept = new Vector[orders + 2];
    }

    private static List<Type> types(List<Type> orderTypes) {
        List<Type> types = new ArrayList<>(orderTypes);
        types.add(Type.BIGINT);
        types.add(Type.STRING);
        return types;
    }

    @Override
    Vector[] kept(Vector[] arguments) {
        System.arraycopy(arguments, 1, kept, 0, orders + 1);
        kept[orders + 1] = arguments[0];
        return kept;
    }

    @Override
    public void add(Rows given, Vector[] arguments) {
        super.add(given, arguments);
        for (int i = 0; forgets && i < given.count; i++) {
            forgetAgain(given.ids[i]);
        }
    }

    private void forgetAgain(int id) {
        if (id >= limits.length) {
            limits = Arrays.copyOf(limits, Math.max(id + 1, limits.length * 2));
        }
        int limit = Math.max(limits[id], FEWEST);
        if (rows.total(id) <= limit) {
            return;
        }
        Set<Utf8> seen = new HashSet<>();
        LongVector again = new LongVector(FEWEST);
        LongVector times = new LongVector(FEWEST);
        rows.forEach(id, (column, row, count) -> {
            boolean first = seen.add(text(row, new Utf8()));
            again.append(row);
            times.append(first ? count - 1 : count);
        });
        for (int i = 0; i < again.size(); i++) {
            if (times.get(i) != 0) {
                rows.add(id, copy((int) again.get(i)), 0, -times.get(i));
            }
        }
        limits[id] = Math.max(FEWEST, seen.size() * 2);
    }

    /** A row by itself, since removing it gives up its place. */
    private Vector[] copy(int row) {
        Vector[] columns = rows.columns();
        Vector[] copy = new Vector[columns.length];
        for (int c = 0; c < copy.length; c++) {
            Vector.Writable value = Vector.createLike(columns[c], 1);
            value.append(columns[c], row);
            copy[c] = value.vector();
        }
        return copy;
    }

    private Utf8 text(int row, Utf8 out) {
        BytesVector texts = (BytesVector) rows.columns()[orders + 1];
        return out.set(texts.data(), texts.offset(row), texts.length(row));
    }

    @Override
    public void reset(int from, int to) {
        super.reset(from, to);
        if (from < limits.length) {
            Arrays.fill(limits, from, Math.min(to, limits.length), 0);
        }
    }

    @Override
    void result(int id, Vector.Writable out) {
        Utf8 text = new Utf8();
        Set<Utf8> seen = new HashSet<>();
        boolean[] any = {false};
        line.clear();
        rows.forEach(id, (column, row, count) -> {
            Utf8 value = text(row, distinct ? new Utf8() : text);
            long times = distinct ? (count > 0 && seen.add(value) ? 1 : 0) : count;
            for (long i = 0; i < times; i++) {
                if (any[0]) {
                    line.append(separator);
                }
                line.append(value);
                any[0] = true;
            }
        });
        if (any[0]) {
            ((BytesVector) out).append(line.data, line.offset, line.length);
        } else {
            out.appendNull();
        }
    }
}
