package io.millrace.engine.learn;

import io.millrace.core.operator.OperatorContext.Share;
import io.millrace.core.type.Schema;
import io.millrace.engine.pipeline.LearnSpecification.ModelUse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What models have learned, from one run of this process to the next. Safe for use by any thread; what is in a model
 * belongs to the run that uses it.
 */
public final class Models {
    private final Map<String, List<ModelPart>> models = new TreeMap<>();
    private final List<Queue<LearnerReport>> listeners = new CopyOnWriteArrayList<>();

    /**
     * The models that one worker owns, or the only one. A run asks for them before it starts; where an earlier run had more
     * workers, or fewer, models go to those that own their keys now.
     *
     * @param share which share of the keys, and of how many
     */
    public synchronized ModelPart part(ModelUse use, Schema input, Share share) {
        int count = use.partition().isEmpty() ? 1 : share.count();
        List<ModelPart> parts = models.getOrDefault(use.id(), List.of());
        if (parts.size() != count) {
            List<ModelPart> before = parts;
            parts = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                parts.add(new ModelPart(use, input));
            }
            for (ModelPart old : before) {
                old.deal(parts);
            }
            models.put(use.id(), parts);
        }
        return parts.get(count == 1 ? 0 : share.index());
    }

    /** What models tell of themselves as they stand; only while nothing runs that teaches them. */
    synchronized List<LearnerReport> reports() {
        List<LearnerReport> reports = new ArrayList<>();
        for (List<ModelPart> parts : models.values()) {
            parts.forEach(part -> reports.addAll(part.allReports()));
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
