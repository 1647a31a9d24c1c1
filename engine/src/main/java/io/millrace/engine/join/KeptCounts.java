package io.millrace.engine.join;

import io.millrace.core.state.Entries;
import io.millrace.core.state.StateInput;
import io.millrace.core.state.StateOutput;

/** How many rows of a side there are of each key, for checkpoints: an entry is a key. */
record KeptCounts(JoinKeys keys, JoinSide side, JoinParts.Restored restored) implements Entries {
    @Override
    public int group(int id) {
        return keys.group(id);
    }

    @Override
    public void write(int id, StateOutput out) {
        keys.write(id, out);
        side.writeCount(id, out);
    }

    @Override
    public void read(StateInput in) {
        int key = keys.read(in);
        side.readCount(key, keys.limit(), in);
        restored.key(key);
    }
}
