package io.millrace.engine.learn;

import io.millrace.core.learn.ModelEvent;
import io.millrace.core.learn.ModelType;
import io.millrace.core.state.StateInput;
import io.millrace.core.state.StateOutput;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes what models tell for checkpoints, and reads it back. */
final class KeptReports {
    private KeptReports() {}

    /** Finds a model's type by its name; null when there is no such model. */
    interface Types {
        @Nullable ModelType find(String model);
    }

    static void write(LearnerReport report, StateOutput out) {
        out.writeText(report.model());
        out.writeBoolean(report.key() != null);
        if (report.key() != null) {
            out.writeText(report.key());
        }
        out.writeNumber(report.epoch());
        out.writeNumber(report.bytes());
        out.writeNumber(report.metrics().size());
        report.metrics().forEach((name, value) -> {
            out.writeText(name);
            out.writeDouble(value);
        });
        out.writeNumber(report.events().size());
        for (ModelEvent event : report.events()) {
            out.writeSigned(event.row());
            out.writeText(event.kind());
            out.writeText(event.detail());
        }
    }

    /** What {@link #write} wrote; null when there is no such model. */
    static @Nullable LearnerReport read(StateInput in, Types types) {
        String model = in.readText();
        String key = in.readBoolean() ? in.readText() : null;
        long epoch = in.readNumber();
        long bytes = in.readNumber();
        Map<String, Double> metrics = new LinkedHashMap<>();
        for (int count = in.readCount(); count > 0; count--) {
            metrics.put(in.readText(), in.readDouble());
        }
        List<ModelEvent> events = new ArrayList<>();
        for (int count = in.readCount(); count > 0; count--) {
            events.add(new ModelEvent(in.readSigned(), in.readText(), in.readText()));
        }
        ModelType type = types.find(model);
        return type == null ? null : new LearnerReport(epoch, model, key, type, metrics, bytes, events);
    }
}
