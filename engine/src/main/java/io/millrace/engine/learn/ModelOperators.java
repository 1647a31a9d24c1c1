package io.millrace.engine.learn;

import io.millrace.core.operator.Operator;
import io.millrace.core.operator.OperatorContext.Share;
import io.millrace.core.type.Schema;
import io.millrace.engine.pipeline.LearnSpecification;
import io.millrace.engine.pipeline.LearnSpecification.Evaluate;
import io.millrace.engine.pipeline.LearnSpecification.Learn;
import io.millrace.engine.pipeline.LearnSpecification.ModelUse;
import io.millrace.engine.pipeline.LearnSpecification.Predicting;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes the operators of one run that use models, those of the same model behind the same gate. */
public final class ModelOperators {
    private final Models models;
    private final int workers;
    private final long start;
    private final Map<String, ModelGate> gates = new HashMap<>();
    /** The versions that the run uses. */
    private final Map<String, LearnedModel> fixed = new HashMap<>();

    /**
     * @param workers how many the run has
     * @param start the epoch that was over before the run
     */
    public ModelOperators(Models models, int workers, long start) {
        this.models = models;
        this.workers = workers;
        this.start = start;
    }

    /** @param worker which of the run's workers the operator is for, from 0 */
    public Operator create(LearnSpecification spec, Schema input, Schema output, int worker) {
        if (spec instanceof Learn learn) {
            ModelUse use = learn.model();
            models.settle(use, input);
            return new LearnOperator(learn, models, part(use, input, worker), gate(use, worker), input, output);
        } else if (spec instanceof Evaluate evaluate) {
            return evaluate(evaluate, input, output);
        }
        Predicting predicting = (Predicting) spec;
        ModelUse use = predicting.model();
        return new PredictOperator(predicting, part(use, input, worker), gate(use, worker), input, output);
    }

    private Operator evaluate(Evaluate spec, Schema input, Schema output) {
        List<ModelPart> parts = new ArrayList<>();
        List<ModelGate> all = new ArrayList<>();
        for (int i = 0; i < (spec.model().partition().isEmpty() ? 1 : workers); i++) {
            parts.add(part(spec.model(), input, i));
            all.add(gate(spec.model(), i));
        }
        return new EvaluateOperator(spec, parts, all, input, output);
    }

    private ModelPart part(ModelUse use, Schema input, int worker) {
        Share owned = new Share(worker, workers);
        return use.isFixed()
                ? fixed.computeIfAbsent(version(use), id -> models.version(use)).part(owned)
                : models.part(use, input, owned);
    }

    private ModelGate gate(ModelUse use, int worker) {
        int share = use.partition().isEmpty() ? 0 : worker;
        return gates.computeIfAbsent(version(use) + " " + share, id -> new ModelGate(start));
    }

    private static String version(ModelUse use) {
        return use.id() + " " + use.versions().number();
    }
}
