package io.millrace.engine.expression;

import io.millrace.engine.value.Utf8;
import java.util.HashSet;
import java.util.Set;

/** The literals of an IN: numbers or texts, for a question a row. Built once, then only read. */
public final class LiteralSet {
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private final Set<Utf8> texts = new HashSet<>();
    private long[] slots = new long[16];
    private boolean[] taken = new boolean[16];
    private int count;

    /** A {@code Boolean}, {@code Long}, {@code Double}, {@code String} or {@code byte[]}; all of one kind. */
    void add(Object value) {
        if (value instanceof Double number) {
            addLong(bits(number));
        } else if (value instanceof Number number) {
            addLong(number.longValue());
        } else if (value instanceof byte[] bytes) {
            texts.add(Utf8.of(bytes));
        } else {
            texts.add(Utf8.of(value.toString()));
        }
    }

    private void addLong(long value) {
        if (contains(value)) {
            return;
        }
        if (count * 2 >= slots.length) {
            long[] old = slots;
            boolean[] held = taken;
            slots = new long[old.length * 2];
            taken = new boolean[slots.length];
            for (int i = 0; i < old.length; i++) {
                if (held[i]) {
                    place(old[i]);
                }
            }
        }
        place(value);
        count++;
    }

    private void place(long value) {
        int at = slot(value);
        while (taken[at]) {
            at = at + 1 & slots.length - 1;
        }
        slots[at] = value;
        taken[at] = true;
    }

    private int slot(long value) {
        return (int) (value * SPREAD >>> 32) & slots.length - 1;
    }

    public boolean contains(long value) {
        int at = slot(value);
        while (taken[at]) {
            if (slots[at] == value) {
                return true;
            }
            at = at + 1 & slots.length - 1;
        }
        return false;
    }

    /** NaN equals nothing, and both zeros are one. */
    public boolean contains(double value) {
        return !Double.isNaN(value) && contains(bits(value));
    }

    private static long bits(double value) {
        return Double.doubleToLongBits(value + 0.0);
    }

    public boolean contains(Utf8 value) {
        return texts.contains(value);
    }
}
