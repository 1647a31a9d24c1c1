package io.millrace.learn.sketch;

import io.millrace.learn.random.Randomness;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The values that come most often: Space-Saving (Metwally, Agrawal and El Abbadi, 2005). A fixed number of values is
 * counted; a new one takes the place of the rarest and its count, so counts are never too low. Whatever came more often
 * than the number of all values divided by the number of places is among them, and no count is too high by more than that.
 *
 * <p>Merging keeps this bound (Agarwal et al., Mergeable Summaries, 2012).
 */
public final class HeavyHitters implements Sketch {
    private static final int PLACES_MAX = 1 << 20;

    /**
     * A value.
     *
     * @param count how often it came, or more
     * @param excess by how much {@code count} is too high, at most
     */
    public record Hit(long value, long count, long excess) {}

    private final int capacity;
    private final long[] values;
    private final long[] counts;
    private final long[] excesses;
    /** Places by their counts, the rarest first: a heap. */
    private final int[] heap;

    private final int[] heapPlaces;
    /** Places plus 1 by the hash of their values, each at the first gap from there. */
    private final int[] index;

    private int size;
    private long total;

    /**
     * @param places how many values are counted: 100 for those that are more than 1 % of all
     */
    public HeavyHitters(int places) {
        if (places < 1 || places > PLACES_MAX) {
            throw new IllegalArgumentException(places + " places");
        }
        capacity = places;
        values = new long[places];
        counts = new long[places];
        excesses = new long[places];
        heap = new int[places];
        heapPlaces = new int[places];
        index = new int[Integer.highestOneBit(places) * 4];
    }

    /**
     * @param count how often it came; less than 1 is nothing
     */
    public void add(long value, long count) {
        if (count < 1) {
            return;
        }
        total += count;
        int slot = find(value);
        if (index[slot] != 0) {
            int place = index[slot] - 1;
            counts[place] += count;
            sink(heapPlaces[place]);
        } else if (size < capacity) {
            append(value, count, 0);
        } else {
            int place = heap[0];
            remove(find(values[place]));
            excesses[place] = counts[place];
            counts[place] += count;
            values[place] = value;
            index[find(value)] = place + 1;
            sink(0);
        }
    }

    private void append(long value, long count, long excess) {
        int place = size++;
        values[place] = value;
        counts[place] = count;
        excesses[place] = excess;
        index[find(value)] = place + 1;
        heap[place] = place;
        heapPlaces[place] = place;
        rise(place);
    }

    /** Where the index has a value, or the gap where it would have it. */
    private int find(long value) {
        int mask = index.length - 1;
        int slot = home(value);
        while (index[slot] != 0 && values[index[slot] - 1] != value) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private int home(long value) {
        return (int) Randomness.seed(value, 0) & (index.length - 1);
    }

    /** Makes a gap, and closes it by those that were put behind it for want of room. */
    private void remove(int slot) {
        int mask = index.length - 1;
        int gap = slot;
        int next = (slot + 1) & mask;
        while (index[next] != 0) {
            int home = home(values[index[next] - 1]);
            if (((next - home) & mask) >= ((next - gap) & mask)) {
                index[gap] = index[next];
                gap = next;
            }
            next = (next + 1) & mask;
        }
        index[gap] = 0;
    }

    private void sink(int from) {
        int place = heap[from];
        int at = from;
        while (2 * at + 1 < size) {
            int child = 2 * at + 1;
            if (child + 1 < size && counts[heap[child + 1]] < counts[heap[child]]) {
                child++;
            }
            if (counts[heap[child]] >= counts[place]) {
                break;
            }
            put(at, heap[child]);
            at = child;
        }
        put(at, place);
    }

    private void rise(int from) {
        int place = heap[from];
        int at = from;
        while (at > 0 && counts[heap[(at - 1) / 2]] > counts[place]) {
            put(at, heap[(at - 1) / 2]);
            at = (at - 1) / 2;
        }
        put(at, place);
    }

    private void put(int at, int place) {
        heap[at] = place;
        heapPlaces[place] = at;
    }

    /** How many values came. */
    public long total() {
        return total;
    }

    /** The values that came most often, the most frequent first; of equally frequent ones the smaller first. */
    public List<Hit> top(int count) {
        List<Hit> hits = hits();
        return List.copyOf(hits.subList(0, Math.min(count, hits.size())));
    }

    private List<Hit> hits() {
        List<Hit> hits = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            hits.add(new Hit(values[i], counts[i], excesses[i]));
        }
        hits.sort(Comparator.comparingLong(Hit::count).reversed().thenComparingLong(Hit::value));
        return hits;
    }

    /** What a value that is not among those counted came at most. */
    private long rarest() {
        return size < capacity ? 0 : counts[heap[0]];
    }

    /** Adds what another sketch has seen, which stays as it is. */
    public void merge(HeavyHitters other) {
        List<Hit> merged = new ArrayList<>();
        for (Hit hit : hits()) {
            int slot = other.find(hit.value);
            int place = other.index[slot] - 1;
            long count = place < 0 ? other.rarest() : other.counts[place];
            long excess = place < 0 ? other.rarest() : other.excesses[place];
            merged.add(new Hit(hit.value, hit.count + count, hit.excess + excess));
        }
        for (Hit hit : other.hits()) {
            if (index[find(hit.value)] == 0) {
                merged.add(new Hit(hit.value, hit.count + rarest(), hit.excess + rarest()));
            }
        }
        merged.sort(Comparator.comparingLong(Hit::count).reversed().thenComparingLong(Hit::value));
        long all = total + other.total;
        clear();
        for (Hit hit : merged.subList(0, Math.min(capacity, merged.size()))) {
            append(hit.value, hit.count, hit.excess);
        }
        total = all;
    }

    private void clear() {
        size = 0;
        total = 0;
        Arrays.fill(index, 0);
    }

    @Override
    public void write(DataOutput out) throws IOException {
        out.writeLong(total);
        out.writeInt(size);
        for (int i = 0; i < size; i++) {
            out.writeLong(values[i]);
            out.writeLong(counts[i]);
            out.writeLong(excesses[i]);
            out.writeInt(heap[i]);
        }
    }

    @Override
    public void read(DataInput in) throws IOException {
        clear();
        total = in.readLong();
        size = in.readInt();
        for (int i = 0; i < size; i++) {
            values[i] = in.readLong();
            counts[i] = in.readLong();
            excesses[i] = in.readLong();
            put(i, in.readInt());
            index[find(values[i])] = i + 1;
        }
    }

    @Override
    public long bytes() {
        return 96 + 32L * capacity + 4L * index.length;
    }
}
