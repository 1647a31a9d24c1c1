package io.millrace.engine.table;

import io.millrace.core.state.Entries;
import io.millrace.core.state.Marks;
import io.millrace.core.state.OperatorStates;
import io.millrace.core.state.StateInput;
import io.millrace.core.state.StateOutput;

/**
 * When keys were last written, as checkpoints see it: for an operator with a time to live that keeps the rows of its keys
 * one by one. Without a time to live it does nothing. One thread at a time.
 */
public final class KeyTimes implements Entries {
    private final KeyIndex keys;
    private final Expiry expiry;
    private final Marks marks;

    public KeyTimes(OperatorStates states, KeyIndex keys, Expiry expiry) {
        this.keys = keys;
        this.expiry = expiry;
        marks = states.keep("times", this);
    }

    /** A key was written now. */
    public void write(int key) {
        if (expiry.isOn()) {
            marks.touch(key);
            expiry.write(key);
        }
    }

    /** A key is about to be forgotten. */
    public void forget(int key) {
        if (expiry.isOn()) {
            marks.remove(key);
            expiry.forget(key);
        }
    }

    @Override
    public int group(int key) {
        return keys.group(key);
    }

    @Override
    public void write(int key, StateOutput out) {
        keys.write(key, out);
        expiry.save(key, out);
    }

    @Override
    public void read(StateInput in) {
        int key = keys.read(in);
        marks.touch(key);
        expiry.restore(key, in);
    }
}
