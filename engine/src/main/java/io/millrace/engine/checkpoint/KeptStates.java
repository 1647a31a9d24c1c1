package io.millrace.engine.checkpoint;

import io.millrace.core.state.Entries;
import io.millrace.core.state.Marks;
import io.millrace.core.state.OperatorStates;
import io.millrace.core.state.Parts;
import io.millrace.core.state.State;
import io.millrace.core.state.StateInput;
import io.millrace.core.state.StateOutput;
import io.millrace.core.state.Whole;
import io.millrace.engine.checkpoint.EntryBlock.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * The state of one operator on one worker, as checkpoints see it. Called by that worker only, but for {@link #counted}.
 */
public final class KeptStates implements OperatorStates {
    private final boolean keeping;
    private final Set<String> countedNames = new HashSet<>();
    private final List<State> counted = new CopyOnWriteArrayList<>();
    private final Map<String, Container> containers = new LinkedHashMap<>();
    private final Map<String, PartList> parts = new LinkedHashMap<>();
    private final Map<String, Whole> wholes = new LinkedHashMap<>();
    private final List<Runnable> actions = new ArrayList<>();

    /** A container that is always there, or one part of those that come and go. */
    private record Container(long part, long label, long detail, Entries entries, Marks marks) {}

    /**
     * @param keeping whether checkpoints are made; otherwise nothing is marked
     */
    public KeptStates(boolean keeping) {
        this.keeping = keeping;
    }

    @Override
    public void count(String name, State state) {
        if (!countedNames.add(name)) {
            throw new IllegalStateException("bug: state " + name + " is counted twice");
        }
        counted.add(state);
    }

    @Override
    public Marks keep(String name, Entries entries) {
        Marks marks = new Marks(entries, dropped -> {
            throw new IllegalStateException("bug: " + name + " is always there and cannot be dropped");
        });
        once(containers.put(name, new Container(0, 0, 0, entries, marks)), name);
        return keeping ? marks : Marks.OFF;
    }

    @Override
    public Parts keepParts(String name, Parts.Opener opener) {
        PartList list = new PartList(opener);
        once(parts.put(name, list), name);
        return list;
    }

    @Override
    public void keepWhole(String name, Whole state) {
        once(wholes.put(name, state), name);
    }

    @Override
    public void whenRestored(Runnable action) {
        actions.add(action);
    }

    private static void once(@Nullable Object before, String name) {
        if (before != null) {
            throw new IllegalStateException("bug: state " + name + " is kept twice");
        }
    }

    /** What counts against the memory bound; for any thread. */
    public List<State> counted() {
        return counted;
    }

    /** Whether anything survives a restart. */
    public boolean isEmpty() {
        return containers.isEmpty() && parts.isEmpty() && wholes.isEmpty();
    }

    /** Where what a checkpoint writes goes. */
    interface Taking {
        /** The number of a container in the manifest, by its name. */
        int container(String name);

        /** Takes a block. */
        void take(byte[] block);

        /** A container has more to write, in slices. */
        void add(Marks marks, ContainerCapture capture);
    }

    /**
     * A checkpoint begins: what is to be written from now on is what is there now.
     *
     * @param all whether it writes everything
     */
    void begin(int lane, boolean all, Taking taking) {
        containers.forEach((name, container) -> begin(name, lane, container, all, taking));
        parts.forEach((name, list) -> {
            for (Container part : list.live.values()) {
                begin(name, lane, part, all, taking);
            }
            list.written.addAll(list.live.keySet());
            for (long dropped : list.dropped) {
                StateOutput out = new StateOutput(16);
                new EntryBlock(Kind.DROPPED, taking.container(name), lane, dropped, 0, 0).write(out);
                taking.take(out.toByteArray());
            }
            list.dropped.clear();
        });
        wholes.forEach((name, whole) -> {
            StateOutput out = new StateOutput(64);
            new EntryBlock(Kind.WHOLE, taking.container(name), lane, 0, 0, 0).write(out);
            whole.write(out);
            taking.take(out.toByteArray());
        });
    }

    private static void begin(String name, int lane, Container container, boolean all, Taking taking) {
        EntryBlock block = new EntryBlock(
                Kind.ENTRIES, taking.container(name), lane, container.part, container.label, container.detail);
        ContainerCapture capture = new ContainerCapture(block, taking::take);
        container.marks.begin(capture, all);
        taking.add(container.marks, capture);
    }

    /** What reads what was kept under a name; for a part, it is opened if need be. Null when the name is not known. */
    @Nullable Entries restored(EntryBlock block, String name) {
        Container container = containers.get(name);
        if (container != null) {
            return container.entries;
        }
        PartList list = parts.get(name);
        return list == null ? null : list.restored(block.label(), block.detail());
    }

    /** Reads what is written whole; false when the name is not known. */
    boolean restoreWhole(String name, StateInput in) {
        Whole whole = wholes.get(name);
        if (whole != null) {
            whole.read(in);
        }
        return whole != null;
    }

    /** The containers of one name that come and go. */
    private final class PartList implements Parts, Marks.Dropping {
        private final Opener opener;
        private final Map<Long, Container> live = new LinkedHashMap<>();
        private final Map<Marks, Long> numbers = new HashMap<>();
        /** Of those that are live, the ones that some checkpoint knows. */
        private final Set<Long> written = new HashSet<>();

        private final List<Long> dropped = new ArrayList<>();
        private final Map<Label, Entries> restored = new HashMap<>();
        private long last;

        private record Label(long label, long detail) {}

        PartList(Opener opener) {
            this.opener = opener;
        }

        @Override
        public Marks begin(long label, long detail, Entries entries) {
            if (!keeping) {
                return Marks.OFF;
            }
            Marks marks = new Marks(entries, this);
            long part = ++last;
            live.put(part, new Container(part, label, detail, entries, marks));
            numbers.put(marks, part);
            return marks;
        }

        @Override
        public void dropped(Marks marks) {
            Long part = numbers.remove(marks);
            if (part != null) {
                live.remove(part);
                if (written.remove(part)) {
                    dropped.add(part);
                }
            }
        }

        Entries restored(long label, long detail) {
            return restored.computeIfAbsent(new Label(label, detail), key -> opener.open(label, detail));
        }
    }

    /** Says that nothing more is read back. */
    void endRestore() {
        parts.values().forEach(list -> list.restored.clear());
        actions.forEach(Runnable::run);
    }
}
