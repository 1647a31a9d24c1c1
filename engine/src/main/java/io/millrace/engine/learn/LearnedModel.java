package io.millrace.engine.learn;

import io.millrace.core.learn.ModelType;
import io.millrace.core.operator.OperatorContext.Share;
import io.millrace.core.type.Type;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** All that a model has learned, in as many parts as there are workers that own keys of it. */
final class LearnedModel {
    private volatile String name;
    private final ModelType type;
    private final List<Type> keyTypes;
    private List<ModelPart> parts;

    /**
     * One that knows nothing yet.
     *
     * @param keyTypes of the columns that tell its models apart; none when there is one for all rows
     */
    LearnedModel(String name, ModelType type, List<Type> keyTypes) {
        this.name = name;
        this.type = type;
        this.keyTypes = List.copyOf(keyTypes);
        parts = List.of(part());
    }

    private ModelPart part() {
        return new ModelPart(name, type, keyTypes);
    }

    String name() {
        return name;
    }

    ModelType type() {
        return type;
    }

    void rename(String other) {
        name = other;
        parts.forEach(part -> part.rename(other));
    }

    /** The part of a worker, or the only one. */
    ModelPart part(Share share) {
        int count = keyTypes.isEmpty() ? 1 : share.count();
        if (parts.size() != count) {
            List<ModelPart> dealt = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                dealt.add(part());
            }
            parts.forEach(old -> old.deal(dealt));
            parts = dealt;
        }
        return parts.get(count == 1 ? 0 : share.index());
    }

    List<LearnerReport> reports() {
        List<LearnerReport> reports = new ArrayList<>();
        parts.forEach(part -> reports.addAll(part.allReports()));
        return reports;
    }

    long learnedRows() {
        return parts.stream().mapToLong(ModelPart::learnedRows).sum();
    }

    /** A copy that another of these can become. */
    byte[] state() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            new StoredKeys(keyTypes).writeTypes(out);
            out.writeLong(learnedRows());
            out.writeInt(parts.stream().mapToInt(ModelPart::size).sum());
            for (ModelPart part : parts) {
                part.write(out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("bug: a model cannot be written", e);
        }
        return bytes.toByteArray();
    }

    /**
     * The model of a copy.
     *
     * @throws IOException when the copy is not of a model of this kind; nothing has changed then
     */
    LearnedModel at(byte[] state) throws IOException {
        LearnedModel model = new LearnedModel(name, type, keyTypes);
        ModelPart all = model.parts.get(0);
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(state))) {
            new StoredKeys(keyTypes).checkTypes(in);
            all.count(in.readLong());
            all.read(in, StoredBytes.count(in, keyTypes.isEmpty() ? 1 : Integer.MAX_VALUE));
            if (in.read() >= 0) {
                throw new IOException("there is more than a model");
            }
        }
        return model;
    }

    /**
     * The model of a copy from elsewhere, which is mistrusted: whoever reads it must write the same again.
     *
     * @throws IOException when the copy is not of a model of this kind
     */
    LearnedModel checked(byte[] state) throws IOException {
        LearnedModel model;
        try {
            model = at(state);
        } catch (RuntimeException | OutOfMemoryError e) {
            throw new IOException("what is in it makes no sense", e);
        }
        if (!Arrays.equals(model.state(), state)) {
            throw new IOException("what is in it is not what such a model writes");
        }
        return model;
    }
}
