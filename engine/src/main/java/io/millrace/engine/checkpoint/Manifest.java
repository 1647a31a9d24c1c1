package io.millrace.engine.checkpoint;

import io.millrace.core.state.StateInput;
import io.millrace.core.state.StateOutput;
import io.millrace.engine.checkpoint.BlockFile.Sealed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * What a checkpoint consists of. A checkpoint is there once its manifest is.
 *
 * @param identity how it is told from others
 * @param keepers the operators that keep state, as they were in the pipeline
 * @param containers what they keep: blocks say by position in this list whose they are
 * @param runs the files with the entries, the oldest first: of an id the newest one that says anything of it counts
 * @param outboxes results that a sink outside had not confirmed when this was written, the oldest first
 * @param sections what else the run needs to go on, by name
 */
record Manifest(
        Identity identity,
        List<Keeper> keepers,
        List<Container> containers,
        List<Sealed> runs,
        List<Results> outboxes,
        Map<String, byte[]> sections) {
    /**
     * How a checkpoint is told from others.
     *
     * @param store the folder's own name, made with it
     * @param number counts the checkpoints of the folder, from 1
     * @param epoch the last epoch that is in it
     * @param before the last epoch that is in the checkpoint before this one
     * @param finished whether all inputs had ended
     */
    record Identity(UUID store, long number, long epoch, long before, boolean finished) {}

    /**
     * An operator that keeps state.
     *
     * @param node the id of its node
     * @param fingerprint of what it and all before it do
     * @param label what it does, for people
     */
    record Keeper(String node, String fingerprint, String label) {}

    /**
     * Something that an operator keeps.
     *
     * @param keeper its position in {@link #keepers}
     * @param name its name in the operator
     */
    record Container(int keeper, String name) {}

    /**
     * A file of results.
     *
     * @param first its first epoch
     * @param last its last epoch
     */
    record Results(Sealed file, long first, long last) {}

    byte[] encode() {
        StateOutput out = new StateOutput(1024);
        out.writeLong(identity.store.getMostSignificantBits());
        out.writeLong(identity.store.getLeastSignificantBits());
        out.writeNumber(identity.number);
        out.writeNumber(identity.epoch);
        out.writeNumber(identity.before);
        out.writeBoolean(identity.finished);
        out.writeNumber(keepers.size());
        for (Keeper keeper : keepers) {
            out.writeText(keeper.node);
            out.writeText(keeper.fingerprint);
            out.writeText(keeper.label);
        }
        out.writeNumber(containers.size());
        for (Container container : containers) {
            out.writeNumber(container.keeper);
            out.writeText(container.name);
        }
        out.writeNumber(runs.size());
        runs.forEach(run -> write(run, out));
        out.writeNumber(outboxes.size());
        for (Results outbox : outboxes) {
            write(outbox.file, out);
            out.writeNumber(outbox.first);
            out.writeNumber(outbox.last);
        }
        out.writeNumber(sections.size());
        new TreeMap<>(sections).forEach((name, content) -> {
            out.writeText(name);
            out.writeBytes(content, 0, content.length);
        });
        return out.toByteArray();
    }

    private static void write(Sealed file, StateOutput out) {
        out.writeText(file.name());
        out.writeNumber(file.bytes());
        out.writeText(file.sha256());
    }

    static Manifest decode(StateInput in) {
        UUID store = new UUID(in.readLong(), in.readLong());
        Identity identity = new Identity(store, in.readNumber(), in.readNumber(), in.readNumber(), in.readBoolean());
        List<Keeper> keepers = new ArrayList<>();
        for (int left = in.readCount(); left > 0; left--) {
            keepers.add(new Keeper(in.readText(), in.readText(), in.readText()));
        }
        List<Container> containers = new ArrayList<>();
        for (int left = in.readCount(); left > 0; left--) {
            containers.add(new Container(in.readCount(), in.readText()));
        }
        List<Sealed> runs = new ArrayList<>();
        for (int left = in.readCount(); left > 0; left--) {
            runs.add(sealed(in));
        }
        List<Results> outboxes = new ArrayList<>();
        for (int left = in.readCount(); left > 0; left--) {
            outboxes.add(new Results(sealed(in), in.readNumber(), in.readNumber()));
        }
        Map<String, byte[]> sections = new TreeMap<>();
        for (int left = in.readCount(); left > 0; left--) {
            sections.put(in.readText(), in.readBytes());
        }
        return new Manifest(identity, keepers, containers, runs, outboxes, sections);
    }

    private static Sealed sealed(StateInput in) {
        return new Sealed(in.readText(), in.readNumber(), in.readText());
    }
}
