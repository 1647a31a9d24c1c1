package io.millrace.engine.checkpoint;

import io.millrace.engine.checkpoint.EntryBlock.Owner;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What newer runs have said, while runs are read from the newest to the oldest. One thread at a time. */
final class SeenEntries {
    private final Map<Owner, BitSet> ids = new HashMap<>();
    private final Set<Owner> wholes = new HashSet<>();
    private final Set<Owner> dropped = new HashSet<>();
    private final List<Owner> droppedInRun = new ArrayList<>();

    /** The blocks of an older run follow. */
    void beginRun() {
        dropped.addAll(droppedInRun);
        droppedInRun.clear();
    }

    /** Whether this is the first that is said of an id. */
    boolean see(Owner owner, int id) {
        BitSet seen = ids.computeIfAbsent(owner, key -> new BitSet());
        boolean first = !seen.get(id);
        seen.set(id);
        return first;
    }

    /** Whether this is the first that is said of something that is written whole. */
    boolean seeWhole(Owner owner) {
        return wholes.add(owner);
    }

    /** A part is no more: what older runs say of it is void. */
    void drop(Owner owner) {
        droppedInRun.add(owner);
    }

    boolean isDropped(Owner owner) {
        return dropped.contains(owner);
    }
}
