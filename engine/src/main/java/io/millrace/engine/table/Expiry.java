package io.millrace.engine.table;

import io.millrace.core.env.Environment.Clock;
import io.millrace.core.operator.OperatorContext;
import io.millrace.core.operator.OperatorContext.Lifetime;
import io.millrace.core.state.StateInput;
import io.millrace.core.state.StateOutput;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Says which of what is kept under dense ids has not been written for its time to live. Keeps the ids in the order of
 * their last writes, so that a write and an end cost O(1) each, and nothing is ever searched. Without a time to live it
 * does nothing. One thread at a time.
 */
public final class Expiry {
    private static final int NONE = -1;

    private final long lifetimeMicros;
    private final @Nullable Clock clock;
    private final @Nullable Lifetime counter;
    private long now;
    /** Lists by id + 1; position 0 is before the oldest and behind the newest. */
    private int[] older = new int[1];

    private int[] newer = new int[1];
    private long[] written = new long[1];
    private final List<Restored> restored = new ArrayList<>();

    private record Restored(int id, long micros) {}

    private Expiry(long lifetimeMicros, @Nullable Clock clock, @Nullable Lifetime counter) {
        this.lifetimeMicros = lifetimeMicros;
        this.clock = clock;
        this.counter = counter;
    }

    /** Nothing is ever over. */
    public static Expiry never() {
        return new Expiry(0, null, null);
    }

    /** With the time to live of what an operator keeps of an input. */
    public static Expiry of(OperatorContext context, int input) {
        long micros = context.lifetime().micros(input);
        return micros == 0 ? never() : new Expiry(micros, context.environment().clock(), context.lifetime());
    }

    /** Whether anything is ever over. */
    public boolean isOn() {
        return lifetimeMicros > 0;
    }

    /** Looks at the clock: what is said from now on, until the next call, is said of this moment. */
    public void tick() {
        if (clock != null) {
            now = clock.steadyMicros();
        }
        if (!restored.isEmpty()) {
            linkRestored();
        }
    }

    /** Writes for a checkpoint when what is kept under an id was written. */
    public void save(int id, StateOutput out) {
        if (lifetimeMicros > 0) {
            out.writeLong(id + 1 < written.length ? written[id + 1] : now);
        }
    }

    /** Takes back what {@link #save} wrote, of another id perhaps; in any order, and before anything else. */
    public void restore(int id, StateInput in) {
        if (lifetimeMicros > 0) {
            restored.add(new Restored(id, in.readLong()));
        }
    }

    /** Puts what was restored into the order of its writes. */
    private void linkRestored() {
        List<Restored> all = new ArrayList<>(restored);
        restored.clear();
        long moment = now;
        all.sort(Comparator.comparingLong(Restored::micros));
        for (Restored each : all) {
            now = each.micros;
            write(each.id);
        }
        now = moment;
    }

    /** What is kept under an id was written now. */
    public void write(int id) {
        if (lifetimeMicros == 0) {
            return;
        }
        int place = id + 1;
        if (place >= older.length) {
            int capacity = Math.max(place + 1, older.length * 2);
            older = Arrays.copyOf(older, capacity);
            newer = Arrays.copyOf(newer, capacity);
            written = Arrays.copyOf(written, capacity);
        }
        unlink(place);
        int last = older[0];
        older[place] = last;
        newer[last] = place;
        newer[place] = 0;
        older[0] = place;
        written[place] = now;
    }

    /** Nothing is kept under an id any more. */
    public void forget(int id) {
        if (id + 1 < older.length) {
            unlink(id + 1);
        }
    }

    private void unlink(int place) {
        boolean linked = older[place] != 0 || newer[0] == place;
        if (linked) {
            newer[older[place]] = newer[place];
            older[newer[place]] = older[place];
            older[place] = 0;
            newer[place] = 0;
        }
    }

    /** The id that was written least recently, if its time is over now; else -1. It stays until something is said of it. */
    public int due() {
        int first = newer[0];
        return first != 0 && now - written[first] >= lifetimeMicros ? first - 1 : NONE;
    }

    /** What is kept under an id is forgotten because its time is over. */
    public void expire(int id) {
        forget(id);
        if (counter != null) {
            counter.count(1);
        }
    }

    /**
     * Forgets what has not been written for its time to live.
     *
     * @param most so much of it at most
     * @param isTouched whether the open epoch has to do with what is kept under an id: then it counts as written now
     * @param forget lets go of what is kept under an id
     * @return whether that was all
     */
    public boolean forgetDue(int most, IntPredicate isTouched, IntConsumer forget) {
        int id = due();
        for (int i = 0; i < most && id >= 0; i++) {
            if (isTouched.test(id)) {
                write(id);
            } else {
                expire(id);
                forget.accept(id);
            }
            id = due();
        }
        return id < 0;
    }

    public long bytes() {
        return lifetimeMicros == 0 ? 0 : 16L * older.length;
    }
}
