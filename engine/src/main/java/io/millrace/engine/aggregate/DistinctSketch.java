package io.millrace.engine.aggregate;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.LongVector;
import io.millrace.core.batch.Vector;
import io.millrace.core.state.StateInput;
import io.millrace.core.state.StateOutput;
import io.millrace.engine.table.Hashes;
import java.util.Arrays;

/**
 * APPROX_COUNT_DISTINCT: how many different values there are, roughly, in bounded memory. Up to 256 values an id keeps
 * their 64-bit hashes, and the count is exact; then 4,096 registers of a byte, as in Flajolet, Fusy, Gandouet and Meunier,
 * "HyperLogLog: the analysis of a near-optimal cardinality estimation algorithm", with an error of 1.6 % for two results
 * out of three. It depends neither on the order of rows nor on how they were shared out. Over rows that may be taken back
 * all values are kept instead, and the count is exact.
 */
final class DistinctSketch implements AggregateState.Compact {
    private static final int FEW = 256;
    private static final int[] FIRST = {0};
    private static final int INDEX_BITS = 12;
    private static final int REGISTERS = 1 << INDEX_BITS;
    /** Corrects the harmonic mean of many registers. */
    private static final double ALPHA = 0.7213 / (1 + 1.079 / REGISTERS);

    private static final long SPREAD = 0xD6E8_FEB8_6659_FD93L;

    /** The sorted hashes of an id with few values, or null. */
    private long[][] hashes = new long[16][];

    private int[] counts = new int[16];
    /** The registers of an id with many values, or null. */
    private byte[][] registers = new byte[16][];

    private long bytes;
    private long[] hashed = new long[0];

    @Override
    public void reset(int from, int to) {
        if (to > hashes.length) {
            int capacity = Math.max(to, hashes.length * 2);
            hashes = Arrays.copyOf(hashes, capacity);
            registers = Arrays.copyOf(registers, capacity);
            counts = Arrays.copyOf(counts, capacity);
        }
        for (int id = from; id < to; id++) {
            bytes -= (hashes[id] == null ? 0 : 8L * hashes[id].length) + (registers[id] == null ? 0 : REGISTERS);
            hashes[id] = null;
            registers[id] = null;
            counts[id] = 0;
        }
    }

    @Override
    public void add(Rows rows, Vector[] arguments) {
        int limit = 0;
        for (int i = 0; i < rows.count; i++) {
            limit = Math.max(limit, rows.row(i) + 1);
        }
        if (hashed.length < limit) {
            hashed = new long[limit];
        }
        Hashes.hash(new Batch(arguments, limit), FIRST, null, limit, hashed);
        for (int i = 0; i < rows.count; i++) {
            int row = rows.row(i);
            if (!arguments[0].isNull(row)) {
                offer(rows.ids[i], mix(hashed[row]));
            }
        }
    }

    /** Registers need all bits to be alike. */
    private static long mix(long hash) {
        long mixed = (hash ^ hash >>> 32) * SPREAD;
        mixed = (mixed ^ mixed >>> 29) * SPREAD;
        return mixed ^ mixed >>> 32;
    }

    private void offer(int id, long hash) {
        byte[] many = registers[id];
        if (many != null) {
            register(many, hash);
            return;
        }
        long[] few = hashes[id];
        if (few == null) {
            few = new long[4];
            bytes += 32;
        }
        int place = Arrays.binarySearch(few, 0, counts[id], hash);
        if (place >= 0) {
            return;
        }
        if (counts[id] == FEW) {
            many = new byte[REGISTERS];
            for (int i = 0; i < FEW; i++) {
                register(many, few[i]);
            }
            register(many, hash);
            registers[id] = many;
            hashes[id] = null;
            bytes += REGISTERS - 8L * few.length;
            return;
        }
        if (counts[id] == few.length) {
            few = Arrays.copyOf(few, few.length * 2);
            bytes += 4L * few.length;
        }
        int at = -place - 1;
        System.arraycopy(few, at, few, at + 1, counts[id] - at);
        few[at] = hash;
        counts[id]++;
        hashes[id] = few;
    }

    private static void register(byte[] registers, long hash) {
        int index = (int) (hash >>> 64 - INDEX_BITS);
        int rank = Long.numberOfLeadingZeros(hash << INDEX_BITS | 1L << INDEX_BITS - 1) + 1;
        registers[index] = (byte) Math.max(registers[index], rank);
    }

    @Override
    public void merge(int[] into, AggregateState other, int[] from, int count) {
        DistinctSketch source = (DistinctSketch) other;
        for (int i = 0; i < count; i++) {
            merge(into[i], source, from[i]);
        }
    }

    private void merge(int id, DistinctSketch source, int other) {
        byte[] many = source.registers[other];
        if (many == null) {
            for (int i = 0; i < source.counts[other]; i++) {
                offer(id, source.hashes[other][i]);
            }
            return;
        }
        byte[] own = registers[id];
        if (own == null) {
            own = new byte[REGISTERS];
            for (int i = 0; i < counts[id]; i++) {
                register(own, hashes[id][i]);
            }
            bytes += REGISTERS - (hashes[id] == null ? 0 : 8L * hashes[id].length);
            registers[id] = own;
            hashes[id] = null;
        }
        for (int i = 0; i < REGISTERS; i++) {
            own[i] = (byte) Math.max(own[i], many[i]);
        }
    }

    @Override
    public void result(int[] ids, int count, Vector.Writable out) {
        for (int i = 0; i < count; i++) {
            byte[] many = registers[ids[i]];
            ((LongVector) out).append(many == null ? counts[ids[i]] : estimate(many));
        }
    }

    private static long estimate(byte[] registers) {
        double sum = 0;
        int empty = 0;
        for (byte register : registers) {
            sum += Math.scalb(1.0, -register);
            empty += register == 0 ? 1 : 0;
        }
        double estimate = ALPHA * REGISTERS * REGISTERS / sum;
        if (estimate <= 2.5 * REGISTERS && empty > 0) {
            estimate = REGISTERS * Math.log((double) REGISTERS / empty);
        }
        return Math.round(estimate);
    }

    @Override
    public void write(int id, StateOutput out) {
        byte[] many = registers[id];
        out.writeBoolean(many != null);
        if (many != null) {
            out.writeRaw(many, 0, REGISTERS);
        } else {
            out.writeNumber(counts[id]);
            if (counts[id] > 0) {
                out.writeLongs(hashes[id], 0, counts[id]);
            }
        }
    }

    @Override
    public void read(int id, StateInput in) {
        if (in.readBoolean()) {
            int at = in.skip(REGISTERS);
            registers[id] = Arrays.copyOfRange(in.data(), at, at + REGISTERS);
            bytes += REGISTERS;
            return;
        }
        counts[id] = in.readCount();
        if (counts[id] > 0) {
            hashes[id] = new long[Math.max(4, Integer.highestOneBit(counts[id] * 2 - 1))];
            in.readLongs(hashes[id], 0, counts[id]);
            bytes += 8L * hashes[id].length;
        }
    }

    @Override
    public long bytes() {
        return bytes + 20L * counts.length;
    }
}
