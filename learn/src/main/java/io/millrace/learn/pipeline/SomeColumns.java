package io.millrace.learn.pipeline;

import io.millrace.core.learn.Feature;
import io.millrace.core.learn.Features;
import io.millrace.core.learn.Transformer;
import io.millrace.learn.preprocess.Traced;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/** A transformer of some of the features; the others come first, in their order, and then what it makes. */
final class SomeColumns implements Traced {
    private final int[] passed;
    private final int[] chosen;
    private final Transformer inner;
    private final Features output;
    private final double[] scratch;

    /**
     * @param names of the features to transform
     * @param factory makes the transformer for these features
     * @throws IllegalArgumentException when there is no feature of a name
     */
    SomeColumns(Features features, List<String> names, Function<Features, Transformer> factory) {
        List<String> known = features.all().stream().map(Feature::name).toList();
        for (String name : names) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException("no feature '" + name + "' among " + known);
            }
        }
        chosen = IntStream.range(0, features.size())
                .filter(i -> names.contains(features.get(i).name()))
                .toArray();
        passed = IntStream.range(0, features.size())
                .filter(i -> !names.contains(features.get(i).name()))
                .toArray();
        inner = factory.apply(
                Features.of(IntStream.of(chosen).mapToObj(features::get).toList()));
        List<Feature> all = new ArrayList<>();
        for (int place : passed) {
            all.add(features.get(place));
        }
        all.addAll(inner.output().all());
        output = Features.of(all);
        scratch = new double[chosen.length];
    }

    Transformer inner() {
        return inner;
    }

    @Override
    public Features output() {
        return output;
    }

    @Override
    public int source(int place) {
        if (place < passed.length) {
            return passed[place];
        }
        int source = inner instanceof Traced traced ? traced.source(place - passed.length) : -1;
        return source < 0 ? -1 : chosen[source];
    }

    @Override
    public void transform(double[] row, double[] transformed) {
        double[] part = gather(row, new double[chosen.length]);
        double[] made = new double[transformed.length - passed.length];
        inner.transform(part, made);
        for (int i = 0; i < passed.length; i++) {
            transformed[i] = row[passed[i]];
        }
        System.arraycopy(made, 0, transformed, passed.length, made.length);
    }

    private double[] gather(double[] row, double[] part) {
        for (int i = 0; i < chosen.length; i++) {
            part[i] = row[chosen[i]];
        }
        return part;
    }

    @Override
    public void learn(double[] row, double target) {
        inner.learn(gather(row, scratch), target);
    }

    @Override
    public void write(DataOutput out) throws IOException {
        inner.write(out);
    }

    @Override
    public void read(DataInput in) throws IOException {
        inner.read(in);
    }

    @Override
    public long bytes() {
        return 96 + inner.bytes() + 16L * scratch.length + 40L * output.size();
    }
}
