package io.millrace.engine.learn;

import io.millrace.core.learn.Features;
import io.millrace.core.learn.Model;
import io.millrace.core.learn.ModelType;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A model with the numbers that stand for texts in its rows: all that it is. */
final class StoredModel {
    private final Model model;
    private final Dictionary[] categories;
    private final Dictionary labels;

    StoredModel(ModelType type) {
        model = type.create();
        Features features = type.features();
        categories = new Dictionary[features.size()];
        for (int i = 0; i < categories.length; i++) {
            categories[i] = new Dictionary(features.values(i));
        }
        labels = labels(type);
    }

    /** The texts of the classes as far as they are known before anything is learned. */
    static Dictionary labels(ModelType type) {
        Dictionary labels = new Dictionary(type.classes());
        for (String label : type.labels()) {
            byte[] text = label.getBytes(StandardCharsets.UTF_8);
            labels.add(text, 0, text.length);
        }
        return labels;
    }

    Model model() {
        return model;
    }

    /** The texts of a nominal feature. */
    Dictionary categories(int feature) {
        return categories[feature];
    }

    /** The texts of the classes. */
    Dictionary labels() {
        return labels;
    }

    long bytes() {
        long sum = model.bytes() + labels.bytes();
        for (Dictionary each : categories) {
            sum += each.bytes();
        }
        return sum;
    }

    void write(DataOutput out) throws IOException {
        labels.write(out);
        for (Dictionary each : categories) {
            each.write(out);
        }
        model.write(out);
    }

    void read(DataInput in) throws IOException {
        labels.read(in);
        for (Dictionary each : categories) {
            each.read(in);
        }
        model.read(in);
    }
}
