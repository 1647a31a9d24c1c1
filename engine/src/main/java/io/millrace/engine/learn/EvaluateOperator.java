package io.millrace.engine.learn;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.batch.BooleanVector;
import io.millrace.core.batch.BytesVector;
import io.millrace.core.batch.Vector;
import io.millrace.core.error.DataException;
import io.millrace.core.learn.ModelType;
import io.millrace.core.learn.Scoring;
import io.millrace.core.nested.NestedWriter;
import io.millrace.core.nested.RowLayout;
import io.millrace.core.operator.Frontier;
import io.millrace.core.operator.Operator;
import io.millrace.core.operator.OperatorContext;
import io.millrace.core.operator.Output;
import io.millrace.core.operator.Progress;
import io.millrace.core.state.Entries;
import io.millrace.core.state.Marks;
import io.millrace.core.state.StateInput;
import io.millrace.core.state.StateInput.DamagedStateException;
import io.millrace.core.state.StateOutput;
import io.millrace.core.state.Waiting;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;
import io.millrace.engine.over.OrderedEpochs;
import io.millrace.engine.pipeline.LearnSpecification.Evaluate;
import io.millrace.engine.table.EpochState;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Predicts rows at the end of their epoch, in the order in which they were read, and says how good all predictions so far
 * were: one row, which changes. Classes are told by their values, as models of unlike keys number them in unlike ways.
 */
public final class EvaluateOperator implements Operator, Entries {
    private final Evaluate spec;
    private final List<ModelGate> gates;
    private final List<AtomicLong> predicted;
    private final OrderedEpochs rows;
    private final BatchPredictions predictions;
    private final Type labelType;
    private final Dictionary classes;
    private final Scoring scoring;
    private final IdentityHashMap<StoredModel, int[]> translations = new IdentityHashMap<>();
    private final double[] translated;
    private final EpochState counted = new EpochState();
    private final RowLayout item;
    private final NestedWriter writer = new NestedWriter();
    private final BatchBuilder changes;
    private byte[] published = new byte[0];
    private boolean isPublished;
    private boolean hasCounted;
    private Marks marks = Marks.OFF;

    /**
     * @param parts of the models of all keys
     * @param gates of these parts
     * @param output a map of measures
     */
    public EvaluateOperator(Evaluate spec, List<ModelPart> parts, List<ModelGate> gates, Schema input, Schema output) {
        this.spec = spec;
        this.gates = List.copyOf(gates);
        predicted = gates.stream().map(ModelGate::joinPredictor).toList();
        rows = new OrderedEpochs(input, -1, -1, spec.ordinal());
        predictions = new BatchPredictions(spec.model(), parts, input);
        labelType = input.type(spec.label());
        ModelType type = spec.model().type();
        classes = StoredModel.labels(type);
        scoring = spec.method().create(type, spec.rows());
        translated = new double[type.classes()];
        item = RowLayout.of(output.type(0));
        changes = new BatchBuilder(output, 2);
    }

    @Override
    public void open(OperatorContext context) {
        context.states().count("rows", rows);
        context.states().count("measures", counted);
        rows.open(context, new int[0]);
        marks = context.states().keep("measures", this);
    }

    @Override
    public int group(int id) {
        return 0;
    }

    @Override
    public void write(int id, StateOutput out) {
        out.writeBoolean(isPublished);
        out.writeBytes(published, 0, published.length);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream content = new DataOutputStream(bytes)) {
            classes.write(content);
            scoring.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException("bug: measures cannot be written", e);
        }
        out.writeBytes(bytes.toByteArray(), 0, bytes.size());
    }

    @Override
    public void read(StateInput in) {
        marks.touch(0);
        isPublished = in.readBoolean();
        published = in.readBytes();
        try (DataInputStream content = new DataInputStream(new ByteArrayInputStream(in.readBytes()))) {
            classes.read(content);
            scoring.read(content);
        } catch (IOException e) {
            throw new DamagedStateException("measures cannot be read: " + e.getMessage());
        }
    }

    @Override
    public Progress process(int input, Batch batch, Output output) {
        rows.add(batch);
        return Progress.DONE;
    }

    @Override
    public Progress advance(Frontier frontier, Output output) {
        long before = frontier.epoch() - 1;
        if (!gates.stream().allMatch(gate -> gate.isLearned(before)) || !output.hasRoom()) {
            return Progress.MORE;
        }
        Batch batch = rows.take(frontier);
        if (batch != null) {
            score(batch);
            return Progress.MORE;
        }
        publish(output);
        rows.endEpoch();
        counted.update(scoring.bytes() + classes.bytes(), 1, Waiting.NOTHING);
        translations.clear();
        predicted.forEach(each -> each.set(frontier.epoch()));
        return Progress.DONE;
    }

    private void score(Batch batch) {
        marks.touch(0);
        predictions.predict(batch);
        Vector labels = batch.column(spec.label()).flat();
        for (int row = 0; row < batch.size(); row++) {
            StoredModel model = predictions.model(row);
            if (model == null || labels.isNull(row)) {
                continue;
            }
            double[] prediction = predictions.prediction(row);
            if (spec.model().type().classes() == 0) {
                if (!Double.isNaN(prediction[0])) {
                    scoring.add(RowReader.number(labels, labelType, row), prediction);
                    hasCounted = true;
                }
            } else if (isKnown(prediction)) {
                double[] shares = labels instanceof BooleanVector ? prediction : translate(model, prediction);
                scoring.add(label(labels, row), shares);
                hasCounted = true;
            }
        }
    }

    private static boolean isKnown(double[] shares) {
        for (double share : shares) {
            if (share > 0) {
                return true;
            }
        }
        return false;
    }

    private double label(Vector labels, int row) {
        if (labels instanceof BooleanVector) {
            return RowReader.number(labels, labelType, row);
        }
        int index = RowReader.index(labels, labelType, row, classes, true);
        if (index < 0) {
            throw tooMany();
        }
        return index;
    }

    private DataException tooMany() {
        ModelType type = spec.model().type();
        return type.labels().isEmpty()
                ? new DataException(
                        "the label has more than " + type.classes() + " different values",
                        "allow more with 'max-classes' = '...'")
                : new DataException(
                        "a label is none of the model's classes, which are " + String.join(", ", type.labels()),
                        "leave such rows out with WHERE");
    }

    /** The same shares by the classes of this evaluation. */
    private double[] translate(StoredModel model, double[] shares) {
        int[] places = translations.computeIfAbsent(model, this::places);
        Arrays.fill(translated, 0);
        for (int i = 0; i < places.length; i++) {
            translated[places[i]] = shares[i];
        }
        return translated;
    }

    private int[] places(StoredModel model) {
        int[] places = new int[model.labels().size()];
        for (int i = 0; i < places.length; i++) {
            byte[] text = model.labels().get(i);
            places[i] = classes.add(text, 0, text.length);
            if (places[i] < 0) {
                throw tooMany();
            }
        }
        return places;
    }

    /** Says what is new; NULL as long as nothing was counted. */
    private void publish(Output output) {
        if (isPublished && !hasCounted) {
            return;
        }
        marks.touch(0);
        writer.clear();
        Map<String, Double> measures = scoring.measures();
        if (!measures.isEmpty()) {
            write(measures);
        }
        changes.clear();
        if (isPublished) {
            append(published, published.length, -1);
        }
        append(writer.data(), writer.length(), 1);
        published = Arrays.copyOf(writer.data(), writer.length());
        isPublished = true;
        hasCounted = false;
        output.emit(changes.build());
    }

    private void write(Map<String, Double> measures) {
        writer.beginMap(item);
        measures.forEach((name, value) -> {
            byte[] text = name.getBytes(StandardCharsets.UTF_8);
            writer.beginRow(item);
            writer.writeBytes(text, 0, text.length);
            writer.writeDouble(value);
            writer.end();
        });
        writer.end();
    }

    private void append(byte[] result, int length, int weight) {
        BytesVector column = changes.bytes(0);
        if (length == 0) {
            column.appendNull();
        } else {
            column.append(result, 0, length);
        }
        changes.endRow(weight);
    }
}
