package io.millrace.learn.pipeline;

import io.millrace.core.learn.Features;
import io.millrace.core.learn.Transformer;
import io.millrace.learn.preprocess.Stateless;
import io.millrace.learn.preprocess.Supervised;
import io.millrace.learn.preprocess.Traced;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A chain of transformers, which is a transformer too. */
final class Preparation implements Transformer {
    private final Features input;
    private final List<Transformer> stages = new ArrayList<>();
    /** Which stages transform a row before they learn it. */
    private final List<Boolean> isSupervised = new ArrayList<>();
    /** The input place that each place of the output comes from, or -1. */
    private int[] sources;

    private boolean isStateless = true;
    private double[][] scratch = {};

    /**
     * @param classes how many classes the targets have; 0 for numbers, or none
     */
    Preparation(List<Step> steps, Features features, int classes) {
        input = features;
        sources = new int[features.size()];
        for (int i = 0; i < sources.length; i++) {
            sources[i] = i;
        }
        for (Step step : steps) {
            add(step, classes);
        }
        scratch =
                stages.stream().map(stage -> new double[stage.output().size()]).toArray(double[][]::new);
    }

    private void add(Step step, int classes) {
        Features before = output();
        Transformer stage;
        Transformer core;
        if (step.columns().isEmpty()) {
            stage = step.algorithm().create(before, classes, step.parameters());
            core = stage;
        } else {
            SomeColumns some = new SomeColumns(
                    before, step.columns(), chosen -> step.algorithm().create(chosen, classes, step.parameters()));
            stage = some;
            core = some.inner();
        }
        int[] traced = new int[stage.output().size()];
        for (int i = 0; i < traced.length; i++) {
            int source = stage instanceof Traced known ? known.source(i) : -1;
            traced[i] = source < 0 ? -1 : sources[source];
        }
        sources = traced;
        isStateless &= core instanceof Stateless;
        stages.add(stage);
        isSupervised.add(core instanceof Supervised);
    }

    /** Whether rows never become anything else, whatever is learned. */
    boolean isStateless() {
        return isStateless;
    }

    /** The input place that an output place comes from, or -1 when it comes from several. */
    int source(int place) {
        return sources[place];
    }

    @Override
    public Features output() {
        return stages.isEmpty() ? input : stages.get(stages.size() - 1).output();
    }

    /** The transformed row, in an array that the caller keeps: the row itself when there is nothing to do. */
    double[] transform(double[] row) {
        double[] current = row;
        for (Transformer stage : stages) {
            double[] next = new double[stage.output().size()];
            stage.transform(current, next);
            current = next;
        }
        return current;
    }

    /** The same for whoever learns: the array is good until the next call. */
    double[] transformBeforeLearning(double[] row) {
        double[] current = row;
        for (int i = 0; i < scratch.length; i++) {
            stages.get(i).transform(current, scratch[i]);
            current = scratch[i];
        }
        return current;
    }

    /** Learns a row, and transforms it for a learner that is to learn it; the array is good until the next call. */
    double[] learnAndTransform(double[] row, double target) {
        double[] current = row;
        for (int i = 0; i < scratch.length; i++) {
            Transformer stage = stages.get(i);
            if (isSupervised.get(i)) {
                stage.transform(current, scratch[i]);
                stage.learn(current, target);
            } else {
                stage.learn(current, target);
                stage.transform(current, scratch[i]);
            }
            current = scratch[i];
        }
        return current;
    }

    @Override
    public void transform(double[] row, double[] transformed) {
        System.arraycopy(transform(row), 0, transformed, 0, transformed.length);
    }

    @Override
    public void learn(double[] row, double target) {
        learnAndTransform(row, target);
    }

    @Override
    public void write(DataOutput out) throws IOException {
        for (Transformer stage : stages) {
            stage.write(out);
        }
    }

    @Override
    public void read(DataInput in) throws IOException {
        for (Transformer stage : stages) {
            stage.read(in);
        }
    }

    @Override
    public long bytes() {
        long sum = 128 + 8L * sources.length;
        for (int i = 0; i < scratch.length; i++) {
            sum += stages.get(i).bytes() + 32 + 8L * scratch[i].length;
        }
        return sum;
    }
}
