package io.millrace.learn.series;

import io.millrace.core.learn.Series;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/** How far apart the times of a series are: the median of the last few differences, so that one gap changes nothing. */
final class Pace {
    static final long BYTES = 160;

    private static final int SPAN = 9;

    private final long[] differences = new long[SPAN];
    private int count;
    private int next;
    private long last = Series.NO_TIME;

    /** Takes the time of the next row; one that is not after the last says nothing. */
    void add(long time) {
        if (time == Series.NO_TIME) {
            return;
        }
        if (last != Series.NO_TIME && time > last) {
            differences[next] = time - last;
            next = (next + 1) % SPAN;
            count = Math.min(count + 1, SPAN);
        }
        last = Math.max(time, last);
    }

    /** When the step after so many others is; none as long as nothing is known. */
    long after(int steps) {
        if (count == 0) {
            return Series.NO_TIME;
        }
        long[] sorted = Arrays.copyOf(differences, count);
        Arrays.sort(sorted);
        return last + steps * sorted[(count - 1) / 2];
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(count);
        out.writeInt(next);
        out.writeLong(last);
        for (long difference : differences) {
            out.writeLong(difference);
        }
    }

    void read(DataInput in) throws IOException {
        count = in.readInt();
        next = in.readInt();
        last = in.readLong();
        for (int i = 0; i < SPAN; i++) {
            differences[i] = in.readLong();
        }
    }
}
