package io.millrace.engine.learn;

import io.millrace.core.state.Entries;
import io.millrace.core.state.Marks;
import io.millrace.core.state.OperatorStates;
import io.millrace.core.state.StateInput;
import io.millrace.core.state.StateOutput;
import io.millrace.core.state.Whole;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The models of a part, for checkpoints: an entry is a model with its key. What is read back takes the place of all that
 * the part had before.
 */
final class KeptModels implements Entries {
    private final ModelPart part;
    private final boolean first;
    private final List<Restored> restored = new ArrayList<>();
    private boolean told;
    private long rows;
    private long forgotten;

    /**
     * A model as it was written.
     *
     * @param learned how often models had been asked for to learn when this one was last
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Restored(long learned, byte[] content) {}

    /** @param first whether this is the part that counts for those that are no more */
    KeptModels(ModelPart part, boolean first) {
        this.part = part;
        this.first = first;
    }

    void keep(OperatorStates states) {
        Marks marks = states.keep("models", this);
        states.keepWhole("learned", new Learned());
        states.whenRestored(this::replace);
        part.mark(marks);
    }

    @Override
    public int group(int id) {
        return part.group(id);
    }

    @Override
    public void write(int id, StateOutput out) {
        part.write(id, out);
    }

    @Override
    public void read(StateInput in) {
        long learned = in.readLong();
        int length = in.remaining();
        byte[] content = new byte[length];
        System.arraycopy(in.data(), in.skip(length), content, 0, length);
        restored.add(new Restored(learned, content));
    }

    /** What the part counts. */
    private final class Learned implements Whole {
        @Override
        public void write(StateOutput out) {
            out.writeNumber(part.learnedRows());
            out.writeNumber(part.forgotten());
        }

        @Override
        public void read(StateInput in) {
            told = true;
            rows += in.readNumber();
            forgotten += in.readNumber();
        }
    }

    private void replace() {
        if (told) {
            restored.sort(Comparator.comparingLong(Restored::learned));
            part.replace(restored.stream().map(Restored::content).toList(), first ? rows : 0, first ? forgotten : 0);
        }
        restored.clear();
    }
}
