package io.millrace.engine.learn;

import io.millrace.core.state.OperatorStates;
import io.millrace.core.state.StateInput;
import io.millrace.core.state.StateOutput;
import io.millrace.core.state.Whole;
import java.util.ArrayList;
import java.util.List;

/**
 * What models told at the end of the last epoch: those who listen hear it in the next one, which may be the first after a
 * restart.
 */
final class LastReports implements Whole {
    private final Models models;
    private final boolean first;
    private final List<LearnerReport> restored = new ArrayList<>();
    private List<LearnerReport> last = List.of();

    /** @param first whether this is the one of all workers that says again what was said */
    LastReports(Models models, boolean first) {
        this.models = models;
        this.first = first;
    }

    void keep(OperatorStates states) {
        states.keepWhole("told", this);
        states.whenRestored(() -> {
            if (first) {
                models.learners().publish(restored);
            }
            restored.clear();
        });
    }

    void set(List<LearnerReport> reports) {
        last = reports;
    }

    @Override
    public void write(StateOutput out) {
        out.writeNumber(last.size());
        last.forEach(report -> KeptReports.write(report, out));
    }

    @Override
    public void read(StateInput in) {
        for (int count = in.readCount(); count > 0; count--) {
            LearnerReport report = KeptReports.read(in, models::type);
            if (report != null) {
                restored.add(report);
            }
        }
    }
}
