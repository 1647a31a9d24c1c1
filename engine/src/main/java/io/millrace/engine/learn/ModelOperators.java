package io.millrace.engine.learn;

import io.millrace.core.operator.Operator;
import io.millrace.core.operator.OperatorContext.Share;
import io.millrace.core.type.Schema;
import io.millrace.engine.pipeline.LearnSpecification;
import io.millrace.engine.pipeline.LearnSpecification.Learn;
import io.millrace.engine.pipeline.LearnSpecification.ModelUse;
import io.millrace.engine.pipeline.LearnSpecification.Predict;
import java.util.HashMap;
import java.util.Map;

/** Makes the operators of one run that use models, those of the same model behind the same gate. */
public final class ModelOperators {
    private final Models models;
    private final int workers;
    private final Map<String, ModelGate> gates = new HashMap<>();
    /** The versions that the run uses. */
    private final Map<String, LearnedModel> fixed = new HashMap<>();

    /** @param workers how many the run has */
    public ModelOperators(Models models, int workers) {
        this.models = models;
        this.workers = workers;
    }

    /** @param worker which of the run's workers the operator is for, from 0 */
    public Operator create(LearnSpecification spec, Schema input, Schema output, int worker) {
        ModelUse use = spec instanceof Learn learn ? learn.model() : ((Predict) spec).model();
        if (spec instanceof Learn) {
            models.settle(use, input);
        }
        String version = use.id() + " " + use.versions().number();
        Share owned = new Share(worker, workers);
        ModelPart part = use.isFixed()
                ? fixed.computeIfAbsent(version, id -> models.version(use)).part(owned)
                : models.part(use, input, owned);
        int share = use.partition().isEmpty() ? 0 : worker;
        ModelGate gate = gates.computeIfAbsent(version + " " + share, id -> new ModelGate());
        return spec instanceof Learn learn
                ? new LearnOperator(learn, models, part, gate, input, output)
                : new PredictOperator(use, part, gate, input, output);
    }
}
