package io.millrace.engine.checkpoint;

import io.millrace.core.state.Entries;
import io.millrace.core.state.StateInput;
import io.millrace.engine.checkpoint.BlockFile.Sealed;
import io.millrace.engine.checkpoint.Manifest.Container;
import io.millrace.engine.checkpoint.Manifest.Keeper;
import io.millrace.engine.table.Hashes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A checkpoint as the beginning of a run. What operators kept goes to those of the same id and fingerprint, each entry to
 * the worker that has its key now.
 */
public final class Restore {
    private final StateStore store;
    private final Manifest manifest;

    Restore(StateStore store, Manifest manifest) {
        this.store = store;
        this.manifest = manifest;
    }

    Manifest manifest() {
        return manifest;
    }

    /** The last epoch that is over. */
    public long epoch() {
        return manifest.identity().epoch();
    }

    /** Whether all inputs had ended. */
    public boolean isFinished() {
        return manifest.identity().finished();
    }

    /** What was added to the checkpoint under a name; empty when nothing was. */
    public List<StateInput> sections(String name) {
        byte[] joined = manifest.sections().get(name);
        return joined == null ? List.of() : Sections.split(joined);
    }

    /**
     * Whether an operator takes up what it kept: it does the same as it did, and so do the tables that its rows come from.
     *
     * @param operators all that there are
     */
    public boolean survives(Keeping operator, List<Keeping> operators) {
        return isSame(operator)
                && operators.stream()
                        .filter(each -> operator.sources().contains(each.node()))
                        .allMatch(this::isSame);
    }

    private boolean isSame(Keeping operator) {
        return manifest.keepers().stream()
                .anyMatch(keeper -> keeper.node().equals(operator.node())
                        && keeper.fingerprint().equals(operator.fingerprint()));
    }

    /** What was kept that none of these operators takes up, by label. */
    public List<String> lost(List<Keeping> operators) {
        Set<String> surviving = new HashSet<>();
        for (Keeping operator : operators) {
            if (survives(operator, operators)) {
                surviving.add(operator.node());
            }
        }
        List<String> lost = new ArrayList<>();
        for (int k = 0; k < manifest.keepers().size(); k++) {
            Keeper kept = manifest.keepers().get(k);
            int number = k;
            boolean any = manifest.sections().containsKey(splits(kept.node()))
                    || manifest.containers().stream().anyMatch(container -> container.keeper() == number);
            if (any && !surviving.contains(kept.node())) {
                lost.add(kept.label());
            }
        }
        return lost;
    }

    /** Under which name a checkpoint has where the splits of a scan stood. */
    public static String splits(String node) {
        return "splits-" + node;
    }

    /**
     * An operator that may keep state.
     *
     * @param node the id of its node
     * @param fingerprint of what it does
     * @param sources the ids of the scans that its rows come from
     */
    public record Keeping(String node, String fingerprint, String label, List<String> sources) {}

    /**
     * Gives operators what they kept.
     *
     * @param operators all that there are
     * @param states the state of each operator, by its node's id: one for each worker that it is on, all opened
     * @throws StateException when a file cannot be read
     */
    public void read(List<Keeping> operators, Map<String, List<KeptStates>> states) {
        List<@Nullable List<KeptStates>> byContainer = new ArrayList<>();
        for (Container container : manifest.containers()) {
            Keeper keeper = manifest.keepers().get(container.keeper());
            boolean same = operators.stream()
                    .anyMatch(each -> each.node().equals(keeper.node())
                            && each.fingerprint().equals(keeper.fingerprint()));
            byContainer.add(same ? states.get(keeper.node()) : null);
        }
        SeenEntries seen = new SeenEntries();
        List<Sealed> runs = manifest.runs();
        for (int i = runs.size() - 1; i >= 0; i--) {
            seen.beginRun();
            try (BlockReader reader = store.open(runs.get(i))) {
                for (StateInput in = reader.next(); in != null; in = reader.next()) {
                    EntryBlock block = EntryBlock.read(in);
                    List<KeptStates> targets = byContainer.get(block.container());
                    if (targets != null) {
                        read(block, in, targets, seen);
                    }
                }
            } catch (IOException e) {
                throw StateException.notWritten("cannot read the state in '" + store.folder() + "'", e);
            }
        }
        states.values().forEach(each -> each.forEach(KeptStates::endRestore));
    }

    private void read(EntryBlock block, StateInput in, List<KeptStates> targets, SeenEntries seen) {
        String name = manifest.containers().get(block.container()).name();
        switch (block.kind()) {
            case DROPPED -> seen.drop(block.owner());
            case WHOLE -> {
                if (seen.seeWhole(block.owner())) {
                    int length = in.remaining();
                    int at = in.skip(length);
                    boolean known = false;
                    for (KeptStates target : targets) {
                        // What reads for all is on the first worker alone.
                        known |= target.restoreWhole(name, new StateInput(in.data(), at, length));
                    }
                    if (!known) {
                        throw unknown(name);
                    }
                }
            }
            case ENTRIES -> {
                if (!seen.isDropped(block.owner())) {
                    readEntries(block, name, in, targets, seen);
                }
            }
        }
    }

    private void readEntries(EntryBlock block, String name, StateInput in, List<KeptStates> targets, SeenEntries seen) {
        StateInput entry = new StateInput(new byte[0]);
        while (in.hasMore()) {
            int id = in.readCount();
            int code = in.readCount();
            int length = code == EntryBlock.ENDED ? 0 : in.readInt();
            int at = in.skip(length);
            if (seen.see(block.owner(), id) && code != EntryBlock.ENDED) {
                int group = EntryBlock.group(code);
                int first = group == Entries.ALL_WORKERS ? 0 : Hashes.shareOfGroup(group, targets.size());
                int last = group == Entries.ALL_WORKERS ? targets.size() - 1 : first;
                for (int target = first; target <= last; target++) {
                    Entries entries = targets.get(target).restored(block, name);
                    if (entries == null) {
                        throw unknown(name);
                    }
                    entry.reset(in.data(), at, length);
                    entries.read(entry);
                }
            }
        }
    }

    private StateException unknown(String name) {
        return StateException.unusable(
                "checkpoint " + manifest.identity().number() + " has state '" + name
                        + "', which this version does not know",
                "run the version that wrote it");
    }
}
