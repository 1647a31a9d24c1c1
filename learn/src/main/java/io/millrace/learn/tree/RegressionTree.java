package io.millrace.learn.tree;

import io.millrace.core.learn.Algorithm;
import io.millrace.core.learn.Explained;
import io.millrace.core.learn.Features;
import io.millrace.core.learn.Parameter;
import io.millrace.core.learn.Regressor;
import io.millrace.core.learn.Task;
import io.millrace.learn.drift.Adwin;
import io.millrace.learn.random.Randomness;
import io.millrace.learn.tree.RegressionTreeSettings.Monitoring;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A model tree that grows row by row (FIMT-DD: Ikonomovska, Gama and Dzeroski, "Learning model trees from evolving data
 * streams", Data Mining and Knowledge Discovery 23, 2011): a leaf is cut in two as soon as the Hoeffding bound says that
 * the cut that explains most is the best one, by the ratio of what the best and the second best gain.
 *
 * <p>Where it goes other ways than the paper and MOA:
 *
 * <ul>
 *   <li>Leaves have linear functions by least squares with a ridge, not perceptrons: these cannot diverge, need no
 *       scaling, and begin as their parent's function. What a leaf says stays within a standard deviation of the targets
 *       it saw.
 *   <li>Cuts are chosen for what they explain of the <em>rests</em> that the linear function leaves, not of the targets:
 *       trends are left to the function, and cuts go where it is wrong. With {@code leaf-prediction = mean}, which has
 *       none, it is the targets, as in the paper.
 *   <li>Candidates for cuts come from a bounded number of bins (after Mastelini and de Carvalho 2021), not from a tree of
 *       all values.
 *   <li>An adaptive leaf chooses between three: its mean, its linear function, and that with the mean of its last rests
 *       added, which is best where the target wanders; whichever had the smallest faded error.
 *   <li>A cut also has to gain more than chance would from noise.
 *   <li>Nominal features are cut in two sets of values. A missing value, or one that never came, goes where most rows
 *       went; a linear function takes it for the mean.
 * </ul>
 *
 * <p>Inner nodes watch the errors below them: the test of Page and Hinkley for {@code hoeffding-tree}, ADWIN for {@code
 * hoeffding-adaptive-tree} (after Bifet and Gavaldà 2009). Where errors grow, an alternate tree begins beside the node
 * and takes its place once it errs clearly less. Errors are measured in standard deviations of the target.
 *
 * <pre>{@code
 * Regressor tree = RegressionTree.ALGORITHM.create(Features.numeric(3));
 * double expected = tree.predictThenLearn(row, target, 1);
 * }</pre>
 */
public final class RegressionTree implements Regressor, Explained {
    public static final Algorithm<Regressor> ALGORITHM = new Algorithm<>(
            "hoeffding-tree",
            Task.REGRESSION,
            "A tree with a linear function in each leaf, which grows where that is wrong: fast, and good on most data.",
            "Ikonomovska, Gama and Dzeroski, Learning model trees from evolving data streams, 2011 (FIMT-DD)",
            Set.of(),
            parameters("page-hinkley", "none", "adwin"),
            (features, classes, parameters) -> new RegressionTree(features, RegressionTreeSettings.of(parameters)));

    public static final Algorithm<Regressor> ADAPTIVE = new Algorithm<>(
            "hoeffding-adaptive-tree",
            Task.REGRESSION,
            "The same tree, whose nodes watch their errors with ADWIN: for data that change now and then.",
            "Bifet and Gavaldà, Adaptive learning from evolving data streams, 2009; Ikonomovska et al. 2011",
            Set.of(),
            parameters("adwin", "page-hinkley", "none"),
            (features, classes, parameters) -> new RegressionTree(features, RegressionTreeSettings.of(parameters)));

    private static final double WEIGHT_MAX = 1e9;
    private static final double ADWIN_DELTA = 0.002;

    private final RegressionInputs inputs;
    private final RegressionTreeSettings settings;
    private final RegressionNodes nodes;
    private final Randomness randomness;
    private final double[] differences;
    private @Nullable RegressionMonitor[] monitors = new RegressionMonitor[1];
    private int leafCount = 1;
    private double weights;
    private double mean;
    private double squares;

    public RegressionTree(Features features, RegressionTreeSettings settings) {
        inputs = RegressionInputs.of(features);
        this.settings = settings;
        nodes = new RegressionNodes(features);
        randomness = new Randomness(settings.seed());
        differences = new double[inputs.fitted().length];
        nodes.add(leaf(null, Prior.NONE));
    }

    private static List<Parameter> parameters(String... monitoring) {
        List<Parameter> parameters = new ArrayList<>(RegressionTreeSettings.GROWTH);
        parameters.add(Parameter.choice(
                "drift-detector",
                List.of(monitoring),
                "How an inner node finds that its errors grow, so that another tree should begin beside it."));
        return List.copyOf(parameters);
    }

    private RegressionLeaf leaf(@Nullable RegressionLeaf parent, Prior prior) {
        return new RegressionLeaf(inputs, settings, watched(), parent, prior);
    }

    private int[] watched() {
        int size = inputs.features().size();
        int[] all = new int[size];
        Arrays.setAll(all, i -> i);
        if (settings.watched() == 0 || settings.watched() >= size) {
            return all;
        }
        for (int i = 0; i < settings.watched(); i++) {
            int other = i + randomness.nextInt(size - i);
            int feature = all[i];
            all[i] = all[other];
            all[other] = feature;
        }
        int[] some = Arrays.copyOf(all, settings.watched());
        Arrays.sort(some);
        return some;
    }

    @Override
    public double predict(double[] row) {
        return nodes.leaf(nodes.leafNode(0, row)).predict(row);
    }

    @Override
    public void learn(double[] row, double target, double weight) {
        if (!(weight > 0) || !Double.isFinite(target)) {
            return;
        }
        double bounded = Math.max(-LinearFit.LIMIT, Math.min(LinearFit.LIMIT, target));
        double boundedWeight = Math.min(weight, WEIGHT_MAX);
        weights += boundedWeight;
        double difference = bounded - mean;
        mean += difference * (boundedWeight / weights);
        squares += boundedWeight * difference * (bounded - mean);
        if (settings.monitoring() != Monitoring.NONE) {
            watch(row, bounded, boundedWeight);
        }
        grow(0, row, bounded, boundedWeight);
    }

    private void grow(int from, double[] row, double target, double weight) {
        int node = nodes.leafNode(from, row);
        RegressionLeaf leaf = nodes.leaf(node);
        leaf.learn(row, target, weight, differences);
        if (leafCount < settings.leavesMax()) {
            Cut cut = leaf.cut();
            if (cut != null) {
                nodes.cut(node, cut, leaf(leaf, cut.below()), leaf(leaf, cut.above()));
                leafCount++;
            }
        }
    }

    /** Tells the nodes on the way of a row the error for it, and lets alternate trees learn it. */
    private void watch(double[] row, double target, double weight) {
        double deviation = Math.sqrt(squares / weights);
        if (nodes.isLeaf(0) || !(deviation > 0)) {
            return;
        }
        double error = Math.abs(target - predict(row)) / deviation;
        int node = 0;
        while (!nodes.isLeaf(node)) {
            RegressionMonitor monitor = monitor(node);
            int alternate = monitor.alternate();
            if (alternate != RegressionMonitor.NONE) {
                compete(node, monitor, row, target, weight);
                return;
            }
            if (monitor.isChanged(error) && leafCount < settings.leavesMax()) {
                forget(node);
                monitor(node).alternate(nodes.add(leaf(null, Prior.NONE)));
                leafCount++;
                return;
            }
            node = nodes.next(node, row);
        }
    }

    private void compete(int node, RegressionMonitor monitor, double[] row, double target, double weight) {
        int alternate = monitor.alternate();
        double deviation = Math.sqrt(squares / weights);
        double error = Math.abs(target - nodes.leaf(nodes.leafNode(node, row)).predict(row)) / deviation;
        double other =
                Math.abs(target - nodes.leaf(nodes.leafNode(alternate, row)).predict(row)) / deviation;
        switch (monitor.compare(error, other)) {
            case OPEN -> grow(alternate, row, target, weight);
            case BETTER -> {
                monitor.alternate(RegressionMonitor.NONE);
                forget(node);
                nodes.replace(node, alternate);
                leafCount = nodes.leafCount();
            }
            case USELESS -> {
                monitor.alternate(RegressionMonitor.NONE);
                nodes.remove(alternate);
                leafCount = nodes.leafCount();
            }
        }
    }

    /** Takes away the monitors of a subtree, with alternate trees. */
    private void forget(int node) {
        if (nodes.isLeaf(node)) {
            return;
        }
        RegressionMonitor monitor = node < monitors.length ? monitors[node] : null;
        if (monitor != null) {
            if (monitor.alternate() != RegressionMonitor.NONE) {
                nodes.remove(monitor.alternate());
                leafCount = nodes.leafCount();
            }
            monitors[node] = null;
        }
        forget(nodes.child(node, 0));
        forget(nodes.child(node, 1));
    }

    private RegressionMonitor monitor(int node) {
        if (node >= monitors.length) {
            monitors = Arrays.copyOf(monitors, nodes.count() * 2);
        }
        RegressionMonitor monitor = monitors[node];
        if (monitor == null) {
            monitor = new RegressionMonitor(settings.monitoring() == Monitoring.ADWIN ? new Adwin(ADWIN_DELTA) : null);
            monitors[node] = monitor;
        }
        return monitor;
    }

    /**
     * Predicts, and says how far a row is from the middle of its leaf.
     *
     * @param precisions what a squared difference of each feature counts
     * @param distances where the answer goes: the weighted sum of squared differences of all numbers
     * @param at which place of it
     */
    public double predict(double[] row, double[] precisions, double[] distances, int at) {
        RegressionLeaf leaf = nodes.leaf(nodes.leafNode(0, row));
        distances[at] = leaf.distance(row, precisions);
        return leaf.predict(row);
    }

    /** How many leaves there are, with those of alternate trees. */
    public int leafCount() {
        return leafCount;
    }

    /**
     * What features add: each cut on the way adds the difference of the means on its sides to its feature, and a linear
     * function what its slopes give against a row in the middle of the leaf.
     */
    @Override
    public double explain(double[] row, int output, double[] contributions) {
        Arrays.fill(contributions, 0);
        int node = 0;
        while (!nodes.isLeaf(node)) {
            int next = nodes.next(node, row);
            contributions[nodes.feature(node)] += nodes.mean(next) - nodes.mean(node);
            node = next;
        }
        RegressionLeaf leaf = nodes.leaf(node);
        leaf.explain(row, contributions);
        double sum = 0;
        for (double contribution : contributions) {
            sum += contribution;
        }
        return leaf.predict(row) - sum;
    }

    @Override
    public void write(DataOutput out) throws IOException {
        out.writeDouble(weights);
        out.writeDouble(mean);
        out.writeDouble(squares);
        randomness.write(out);
        nodes.write(out);
        for (int i = 0; i < nodes.count(); i++) {
            if (nodes.isLeaf(i)) {
                nodes.leaf(i).write(out);
            } else if (settings.monitoring() != Monitoring.NONE && !nodes.isFree(i)) {
                RegressionMonitor monitor = i < monitors.length ? monitors[i] : null;
                out.writeBoolean(monitor != null);
                if (monitor != null) {
                    monitor.write(out);
                }
            }
        }
    }

    @Override
    public void read(DataInput in) throws IOException {
        weights = in.readDouble();
        mean = in.readDouble();
        squares = in.readDouble();
        randomness.read(in);
        nodes.read(in);
        monitors = new RegressionMonitor[nodes.count()];
        for (int i = 0; i < nodes.count(); i++) {
            if (nodes.isLeaf(i)) {
                RegressionLeaf leaf = RegressionLeaf.read(in, inputs, settings);
                nodes.put(i, leaf);
            } else if (settings.monitoring() != Monitoring.NONE && !nodes.isFree(i) && in.readBoolean()) {
                monitor(i).read(in);
            }
        }
        leafCount = nodes.leafCount();
    }

    @Override
    public long bytes() {
        long bytes = 200 + nodes.bytes() + 8L * monitors.length;
        for (int i = 0; i < nodes.count(); i++) {
            if (nodes.isLeaf(i)) {
                bytes += nodes.leaf(i).bytes();
            }
        }
        for (RegressionMonitor monitor : monitors) {
            bytes += monitor == null ? 0 : monitor.bytes();
        }
        return bytes;
    }
}
