package io.millrace.engine.learn;

import io.millrace.core.type.Schema;
import io.millrace.engine.pipeline.LearnSpecification.ModelUse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What models have learned, from one run of this process to the next. Safe for use by any thread; what is in a model
 * belongs to the run that uses it.
 */
public final class Models {
    private final Map<String, List<@Nullable ModelPart>> models = new HashMap<>();

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
            part = new ModelPart(use.type(), input, use.partition());
            parts.set(index, part);
        }
        return part;
    }

    /** Forgets a model and all it has learned. */
    public synchronized void drop(String id) {
        models.remove(id);
    }
}
