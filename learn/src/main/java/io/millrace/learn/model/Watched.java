package io.millrace.learn.model;

import io.millrace.core.learn.DriftDetector;
import io.millrace.core.learn.DriftDetector.Signal;
import io.millrace.core.learn.Learner;
import io.millrace.core.learn.ModelEvent;
import io.millrace.learn.model.DriftPolicy.Reaction;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A learner whose errors are watched, and which begins anew or gives its place to another when they change for the worse. */
final class Watched {
    private static final int EVENTS_MOST = 1000;
    private static final double RECENT = 0.05;

    private final Supplier<? extends Learner> factory;
    private final Reaction reaction;
    private final @Nullable DriftDetector detector;
    private final @Nullable DriftDetector warning;
    private final List<ModelEvent> events = new ArrayList<>();
    /** Rows since the last drift, the mean of their errors, and one in which only some twenty rows count. */
    private long since;

    private double mean;
    private double recent;
    private Learner learner;
    private @Nullable Learner background;

    /** @param factory makes a learner that knows nothing yet */
    Watched(Supplier<? extends Learner> factory, DriftPolicy policy) {
        this.factory = factory;
        reaction = policy.reaction();
        detector = policy.detector().get();
        warning = policy.warning().get();
        learner = factory.get();
    }

    /** The one that predicts. */
    Learner learner() {
        return learner;
    }

    /** The one that learns besides, to take its place; null when there is none. */
    @Nullable Learner background() {
        return background;
    }

    /**
     * Takes the error of a prediction.
     *
     * @param error from 0 to 1
     * @param row the number of the row that was learned
     */
    void update(double error, long row) {
        if (detector == null) {
            return;
        }
        since++;
        mean += (error - mean) / since;
        recent += (error - recent) * Math.max(1.0 / since, RECENT);
        Signal signal = detector.update(error);
        Signal early = warning == null ? Signal.NONE : warning.update(error);
        if (signal == Signal.DRIFT) {
            drift(row);
            since = 0;
        } else if ((signal == Signal.WARNING || early == Signal.DRIFT) && background == null) {
            event(row, "warning", "its errors may be changing");
            if (reaction == Reaction.SWAP) {
                background = factory.get();
            }
        }
    }

    private void drift(long row) {
        event(row, "drift", "the mean of its errors was " + rounded(mean) + ", and lately " + rounded(recent));
        // Fewer errors than before are no reason to forget what brought that about.
        boolean isWorse = recent > mean;
        if (isWorse && reaction == Reaction.SWAP && background != null) {
            learner = background;
            event(row, "swap", "a learner that began at the last warning has taken its place");
        } else if (isWorse && (reaction == Reaction.RESET || reaction == Reaction.SWAP)) {
            learner = factory.get();
            event(row, "reset", "it begins anew");
        }
        background = null;
    }

    static String rounded(double value) {
        return Double.toString(Math.rint(value * 1000) / 1000);
    }

    private void event(long row, String kind, String detail) {
        if (events.size() < EVENTS_MOST) {
            events.add(new ModelEvent(row, kind, detail));
        }
    }

    /** What has happened since this was asked last. */
    List<ModelEvent> events() {
        if (events.isEmpty()) {
            return List.of();
        }
        List<ModelEvent> taken = List.copyOf(events);
        events.clear();
        return taken;
    }

    void write(DataOutput out) throws IOException {
        learner.write(out);
        out.writeLong(since);
        out.writeDouble(mean);
        out.writeDouble(recent);
        out.writeBoolean(background != null);
        if (background != null) {
            background.write(out);
        }
        if (detector != null) {
            detector.write(out);
        }
        if (warning != null) {
            warning.write(out);
        }
    }

    void read(DataInput in) throws IOException {
        learner.read(in);
        since = in.readLong();
        mean = in.readDouble();
        recent = in.readDouble();
        Learner second = in.readBoolean() ? factory.get() : null;
        if (second != null) {
            second.read(in);
        }
        background = second;
        if (detector != null) {
            detector.read(in);
        }
        if (warning != null) {
            warning.read(in);
        }
    }

    long bytes() {
        return learner.bytes()
                + (background == null ? 0 : background.bytes())
                + (detector == null ? 0 : detector.bytes())
                + (warning == null ? 0 : warning.bytes());
    }
}
