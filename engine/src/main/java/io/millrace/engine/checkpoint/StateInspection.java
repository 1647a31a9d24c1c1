package io.millrace.engine.checkpoint;

import io.millrace.core.env.Environment;
import io.millrace.core.state.StateInput;
import io.millrace.engine.checkpoint.BlockFile.Sealed;
import io.millrace.engine.checkpoint.Manifest.Container;
import io.millrace.engine.checkpoint.Manifest.Keeper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Looks into a folder of state while no run has it, or beside one, and changes nothing. */
public final class StateInspection {
    private final StateStore store;

    /**
     * A folder with checkpoints.
     *
     * @param folder one that a {@link StateFolder} was opened on
     */
    public StateInspection(Environment environment, Path folder) {
        store = StateStore.look(environment, folder);
    }

    /**
     * What was found.
     *
     * @param lines for people
     * @param isSound whether nothing is damaged
     */
    public record Report(List<String> lines, boolean isSound) {}

    /** Whether a folder has checkpoints. */
    public boolean hasCheckpoints() {
        return !store.numbers().isEmpty();
    }

    /** Reads every byte of every checkpoint and tells which are whole. */
    public Report verify() {
        List<String> lines = new ArrayList<>();
        boolean sound = true;
        for (long number : store.numbers()) {
            String damage = null;
            Manifest manifest = null;
            try {
                manifest = store.read(number);
                store.verify(manifest);
            } catch (IOException | RuntimeException e) {
                damage = e.getMessage();
            }
            sound &= damage == null;
            lines.add("checkpoint " + number + (manifest == null ? "" : summary(manifest)) + ": "
                    + (damage == null ? "sound" : "damaged: " + damage));
        }
        return new Report(lines, sound);
    }

    private static String summary(Manifest manifest) {
        long bytes = manifest.runs().stream().mapToLong(Sealed::bytes).sum()
                + manifest.outboxes().stream()
                        .mapToLong(outbox -> outbox.file().bytes())
                        .sum();
        int files = manifest.runs().size() + manifest.outboxes().size();
        return String.format(
                Locale.ROOT,
                ", after epoch %,d%s, %d %s, %,d bytes",
                manifest.identity().epoch(),
                manifest.identity().finished() ? " (all inputs ended)" : "",
                files,
                files == 1 ? "file" : "files",
                bytes);
    }

    /** Tells what is in the newest checkpoint, and which others there are. */
    public Report inspect() {
        List<String> lines = new ArrayList<>();
        boolean sound = true;
        boolean newest = true;
        for (long number : store.numbers()) {
            try {
                Manifest manifest = store.read(number);
                lines.add("checkpoint " + number + summary(manifest));
                if (newest) {
                    lines.add("  format " + BlockFile.VERSION + ", folder "
                            + manifest.identity().store());
                    operators(manifest, lines);
                    splits(manifest, lines);
                    manifest.outboxes()
                            .forEach(outbox -> lines.add(String.format(
                                    Locale.ROOT,
                                    "  results of epochs %,d to %,d that wait for sinks: %,d bytes",
                                    outbox.first(),
                                    outbox.last(),
                                    outbox.file().bytes())));
                }
                newest = false;
            } catch (IOException | RuntimeException e) {
                sound = false;
                lines.add("checkpoint " + number + ": damaged: " + e.getMessage());
            }
        }
        return new Report(lines, sound);
    }

    /** What one container has. */
    private static final class Size {
        long entries;
        long bytes;
    }

    private void operators(Manifest manifest, List<String> lines) throws IOException {
        Map<Integer, Size> sizes = new TreeMap<>();
        SeenEntries seen = new SeenEntries();
        for (int i = manifest.runs().size() - 1; i >= 0; i--) {
            seen.beginRun();
            try (BlockReader reader = store.open(manifest.runs().get(i))) {
                for (@Nullable StateInput in = reader.next(); in != null; in = reader.next()) {
                    EntryBlock block = EntryBlock.read(in);
                    count(block, in, seen, sizes.computeIfAbsent(block.container(), key -> new Size()));
                }
            }
        }
        for (int k = 0; k < manifest.keepers().size(); k++) {
            Keeper keeper = manifest.keepers().get(k);
            List<String> states = new ArrayList<>();
            for (Map.Entry<Integer, Size> entry : sizes.entrySet()) {
                Container container = manifest.containers().get(entry.getKey());
                if (container.keeper() == k) {
                    Size size = entry.getValue();
                    states.add(String.format(
                            Locale.ROOT, "%s: %,d in %,d bytes", container.name(), size.entries, size.bytes));
                }
            }
            if (!states.isEmpty()) {
                lines.add("  " + keeper.label() + " [" + keeper.node() + "]: " + String.join("; ", states));
            }
        }
    }

    private static void count(EntryBlock block, StateInput in, SeenEntries seen, Size size) {
        switch (block.kind()) {
            case DROPPED -> seen.drop(block.owner());
            case WHOLE -> {
                if (seen.seeWhole(block.owner())) {
                    size.entries++;
                    size.bytes += in.remaining();
                }
            }
            case ENTRIES -> {
                boolean dropped = seen.isDropped(block.owner());
                while (in.hasMore()) {
                    int id = in.readCount();
                    int code = in.readCount();
                    int length = code == EntryBlock.ENDED ? 0 : in.readInt();
                    in.skip(length);
                    if (!dropped && seen.see(block.owner(), id) && code != EntryBlock.ENDED) {
                        size.entries++;
                        size.bytes += length;
                    }
                }
            }
        }
    }

    private static void splits(Manifest manifest, List<String> lines) {
        manifest.sections().forEach((name, joined) -> {
            if (name.startsWith("splits-")) {
                for (StateInput in : Sections.split(joined)) {
                    while (in.hasMore()) {
                        in.readCount();
                        String split = in.readText();
                        long offset = in.readNumber();
                        in.readText();
                        long rows = in.readNumber();
                        long errors = in.readNumber();
                        in.skip(2 * Long.BYTES + 1);
                        boolean ended = in.readBoolean();
                        lines.add(String.format(
                                Locale.ROOT,
                                "  %s, %s: read up to %,d%s, %,d rows%s",
                                name.substring("splits-".length()),
                                split,
                                offset,
                                ended ? " (its end)" : "",
                                rows,
                                errors == 0 ? "" : String.format(Locale.ROOT, ", %,d bad records", errors)));
                    }
                }
            }
        });
    }
}
