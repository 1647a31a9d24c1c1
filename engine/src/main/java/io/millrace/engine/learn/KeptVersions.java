package io.millrace.engine.learn;

import io.millrace.core.state.Entries;
import io.millrace.core.state.Marks;
import io.millrace.core.state.OperatorStates;
import io.millrace.core.state.StateInput;
import io.millrace.core.state.StateOutput;
import io.millrace.core.state.Whole;
import io.millrace.engine.learn.VersionHistory.Told;
import io.millrace.engine.learn.VersionHistory.Version;
import io.millrace.engine.pipeline.LearnSpecification.ModelUse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The versions of a model that a run teaches, for checkpoints: an entry is a version with its copy of the model. */
final class KeptVersions implements Entries {
    private final Models models;
    private final ModelUse use;
    private final boolean first;
    /** By number; those that checkpoints know of. */
    private final Map<Integer, Version> known = new HashMap<>();

    private final List<Version> restored = new ArrayList<>();
    private @Nullable Told told;
    private Marks marks = Marks.OFF;

    /** @param first whether this is the one of all workers that keeps them */
    KeptVersions(Models models, ModelUse use, boolean first) {
        this.models = models;
        this.use = use;
        this.first = first;
    }

    void keep(OperatorStates states) {
        marks = states.keep("versions", this);
        states.keepWhole("history", new History());
        states.whenRestored(() -> {
            if (first && told != null) {
                models.replaceVersions(use, restored, told);
                look();
            }
        });
        look();
    }

    /** Looks for versions that have come and gone; at the ends of epochs. */
    void look() {
        if (!first || !marks.isOn()) {
            return;
        }
        Map<Integer, Version> now = new HashMap<>();
        models.versions(use)
                .forEach(version -> now.put(Math.toIntExact(version.facts().number()), version));
        now.forEach((number, version) -> {
            if (!version.equals(known.get(number))) {
                marks.touch(number);
                known.put(number, version);
            }
        });
        List.copyOf(known.keySet()).forEach(number -> {
            if (!now.containsKey(number)) {
                marks.remove(number);
                known.remove(number);
            }
        });
    }

    @Override
    public int group(int id) {
        return 0;
    }

    @Override
    public void write(int id, StateOutput out) {
        Version version = Objects.requireNonNull(known.get(id));
        version.facts().write(out);
        byte[] state = Objects.requireNonNull(version.state());
        out.writeBytes(state, 0, state.length);
    }

    @Override
    public void read(StateInput in) {
        restored.add(new Version(ModelVersion.read(in), in.readBytes()));
    }

    /** What the history says beside its versions. */
    private final class History implements Whole {
        @Override
        public void write(StateOutput out) {
            out.writeBoolean(first);
            if (!first) {
                return;
            }
            Told now = models.told(use);
            out.writeNumber(now.current());
            out.writeNumber(now.last());
            out.writeNumber(now.lastRows());
        }

        @Override
        public void read(StateInput in) {
            if (in.readBoolean()) {
                told = new Told(in.readNumber(), in.readNumber(), in.readNumber());
            }
        }
    }
}
