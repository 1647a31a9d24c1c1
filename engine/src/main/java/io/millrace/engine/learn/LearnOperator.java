package io.millrace.engine.learn;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.batch.BooleanVector;
import io.millrace.core.batch.Vector;
import io.millrace.core.error.DataException;
import io.millrace.core.operator.Frontier;
import io.millrace.core.operator.Operator;
import io.millrace.core.operator.OperatorContext;
import io.millrace.core.operator.Output;
import io.millrace.core.operator.Progress;
import io.millrace.core.state.OperatorStates;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;
import io.millrace.engine.over.OrderedEpochs;
import io.millrace.engine.pipeline.LearnSpecification.Learn;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Learns rows one after the other, each after it was predicted, at the end of the epoch. Keeps rows until then, or until
 * the watermark reaches them; the models themselves belong to whoever runs the pipeline.
 */
public final class LearnOperator implements Operator {
    /** So many rows are learned in one go, so that others on the worker get their turn. */
    private static final int SLICE_ROWS = 64;

    private final Learn spec;
    private final Models models;
    private final ModelPart part;
    private final ModelGate gate;
    private final OrderedEpochs rows;
    private final int[] partition;
    private final RowReader reader;
    private final PredictionWriter writer;
    private final @Nullable Type labelType;
    private final BatchBuilder slice;
    private final double[] values;
    private final double[] prediction;
    private @Nullable KeptVersions versions;
    private @Nullable LastReports last;
    private @Nullable Batch ready;
    private int next;

    /**
     * @param models where what the models tell of themselves is published
     * @param part the models that learn
     * @param gate of the same part
     */
    public LearnOperator(Learn spec, Models models, ModelPart part, ModelGate gate, Schema input, Schema output) {
        this.spec = spec;
        this.models = models;
        this.part = part;
        this.gate = gate;
        gate.joinLearner();
        rows = new OrderedEpochs(
                input, spec.order().time(), spec.order().late(), spec.order().ordinal());
        partition =
                spec.model().partition().stream().mapToInt(Integer::intValue).toArray();
        reader = new RowReader(spec.model(), input);
        writer = new PredictionWriter(spec.model().type(), output);
        labelType = spec.label() < 0 ? null : input.type(spec.label());
        slice = new BatchBuilder(input, SLICE_ROWS);
        values = new double[spec.model().features().size()];
        prediction = new double[spec.model().type().width()];
    }

    @Override
    public void open(OperatorContext context) {
        context.states().count("models", part);
        context.states().count("rows", rows);
        rows.open(context, partition);
        OperatorStates states = context.states();
        boolean first = context.share().index() == 0;
        new KeptModels(part, first).keep(states);
        versions = new KeptVersions(models, spec.model(), first);
        versions.keep(states);
        last = new LastReports(models, first);
        last.keep(states);
    }

    @Override
    public Progress process(int input, Batch batch, Output output) {
        rows.add(batch);
        return Progress.DONE;
    }

    @Override
    public Progress advance(Frontier frontier, Output output) {
        if (!gate.isPredicted(frontier.epoch()) || !output.hasRoom()) {
            return Progress.MORE;
        }
        if (ready == null) {
            ready = rows.take(frontier);
            next = 0;
        }
        Batch batch = ready;
        if (batch == null) {
            part.endEpoch();
            tell(frontier.epoch());
            rows.endEpoch();
            gate.learned(frontier.epoch());
            return Progress.DONE;
        }
        int to = Math.min(batch.size(), next + SLICE_ROWS);
        learn(batch, next, to, output);
        next = to;
        if (next == batch.size()) {
            ready = null;
        }
        return Progress.MORE;
    }

    private void tell(long epoch) {
        if (models.learners().isHeard()) {
            List<LearnerReport> reports = part.newReports(epoch);
            models.learners().publish(reports);
            if (last != null) {
                last.set(reports);
            }
        }
        if (spec.model().versions().everyRows() > 0) {
            models.endEpoch(spec.model(), epoch);
            if (versions != null) {
                versions.look();
            }
        }
    }

    private void learn(Batch batch, int from, int to, Output output) {
        slice.clear();
        for (int c = 0; c < batch.columnCount(); c++) {
            slice.column(c).append(batch.column(c), from, to);
        }
        slice.endRows(to - from);
        Batch some = slice.build();
        reader.open(some);
        writer.begin(some.size());
        Vector labels = spec.label() < 0 ? null : some.column(spec.label()).flat();
        Vector earlier =
                spec.predicted() < 0 ? null : some.column(spec.predicted()).flat();
        int unlabelled = 0;
        for (int row = 0; row < some.size(); row++) {
            StoredModel model = part.learning(some, partition, row);
            reader.read(row, model, true, values);
            if (labels == null) {
                model.model().predictThenLearn(values, Double.NaN, prediction);
            } else if (labels.isNull(row)) {
                model.model().predict(values, prediction);
                unlabelled++;
            } else if (earlier == null) {
                model.model().predictThenLearn(values, label(labels, row, model), prediction);
            } else {
                double label = label(labels, row, model);
                predictedEarlier(earlier, row, model);
                model.model().learn(values, label, prediction);
            }
            writer.add(model, prediction);
        }
        part.count(some.size() - unlabelled);
        if (spec.emits()) {
            output.emit(writer.end(some));
        }
    }

    /** What was predicted when the row was seen first: all that is known of it is the answer. */
    private void predictedEarlier(Vector earlier, int row, StoredModel model) {
        boolean isNumber = spec.model().type().classes() == 0;
        Arrays.fill(prediction, isNumber ? Double.NaN : 0);
        if (!earlier.isNull(row)) {
            double answer = label(earlier, row, model);
            prediction[isNumber ? 0 : (int) answer] = isNumber ? answer : 1;
        }
    }

    private double label(Vector labels, int row, StoredModel model) {
        Type type = Objects.requireNonNull(labelType);
        if (spec.model().type().classes() == 0 || labels instanceof BooleanVector) {
            return RowReader.number(labels, type, row);
        }
        int index = RowReader.index(labels, type, row, model.labels(), true);
        if (index < 0) {
            throw new DataException(
                    "the label of model '" + spec.model().name() + "' has more than "
                            + spec.model().type().classes() + " different values",
                    "allow more with 'max-classes' = '...', or predict a number: 'task' = 'regression'");
        }
        return index;
    }
}
