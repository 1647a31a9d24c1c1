package io.millrace.engine.learn;

import io.millrace.core.type.Schema;
import io.millrace.engine.pipeline.LearnSpecification.ModelUse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * What models have learned, from one run of this process to the next. Safe for use by any thread; what is in a model
 * belongs to the run that uses it.
 */
public final class Models {
    private final Map<String, List<@Nullable ModelPart>> models = new TreeMap<>();
    private final List<Queue<LearnerReport>> listeners = new CopyOnWriteArrayList<>();

    /**
     * The models that one worker owns, or the only one.
     *
     * @param worker which share of the keys, from 0
     */
    public synchronized ModelPart part(ModelUse use, Schema input, int worker) {
        List<@Nullable ModelPart> parts = models.computeIfAbsent(use.id(), id -> new ArrayList<>());
        int index = use.partition().isEmpty() ? 0 : worker;
        while (parts.size() <= index) {
            parts.add(null);
        }
        ModelPart part = parts.get(index);
        if (part == null) {
            part = new ModelPart(use, input);
            parts.set(index, part);
        }
        return part;
    }

    /** What models tell of themselves as they stand; only while nothing runs that teaches them. */
    synchronized List<LearnerReport> reports() {
        List<LearnerReport> reports = new ArrayList<>();
        for (List<@Nullable ModelPart> parts : models.values()) {
            for (ModelPart part : parts) {
                if (part != null) {
                    reports.addAll(part.allReports());
                }
            }
        }
        return reports;
    }

    /** A queue that gets all that is published from now on, until it is given to {@link #forget}. */
    Queue<LearnerReport> listen() {
        Queue<LearnerReport> queue = new ConcurrentLinkedQueue<>();
        listeners.add(queue);
        return queue;
    }

    void forget(Queue<LearnerReport> queue) {
        listeners.removeIf(each -> each == queue);
    }

    /** Whether anybody wants to know what models tell of themselves. */
    boolean isHeard() {
        return !listeners.isEmpty();
    }

    /** Tells all who listen. */
    void publish(List<LearnerReport> reports) {
        listeners.forEach(queue -> queue.addAll(reports));
    }

    /** Forgets a model and all it has learned. */
    public synchronized void drop(String id) {
        models.remove(id);
    }
}
