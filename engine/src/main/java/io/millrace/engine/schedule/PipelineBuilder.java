package io.millrace.engine.schedule;

import io.millrace.core.env.Environment;
import io.millrace.core.operator.OperatorContext.Share;
import io.millrace.engine.EngineOptions;
import io.millrace.engine.checkpoint.KeptStates;
import io.millrace.engine.learn.Models;
import io.millrace.engine.learn.ReportChannel;
import io.millrace.engine.pipeline.LearnSpecification.Learn;
import io.millrace.engine.pipeline.LearnSpecification.LearnerTable;
import io.millrace.engine.pipeline.Pipeline;
import io.millrace.engine.pipeline.Pipeline.Exchange;
import io.millrace.engine.pipeline.Pipeline.Input;
import io.millrace.engine.pipeline.Pipeline.Node;
import io.millrace.engine.pipeline.Specification;
import io.millrace.engine.scan.LateMarker;
import io.millrace.engine.scan.RejectedTables;
import io.millrace.engine.scan.ScanChannel;
import io.millrace.engine.scan.ScannedTable;
import io.millrace.engine.scan.SideTableChannel;
import io.millrace.engine.scan.ValuesChannel;
import io.millrace.engine.time.Channel;
import io.millrace.engine.time.EpochClock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Lays a pipeline out over workers: nodes joined by forward edges form a stage, which has a lane on every worker, or
 * only on the first when its rows are gathered there; the edges between stages become queues. With one worker there is
 * one stage and no queue.
 */
final class PipelineBuilder {
    private final Pipeline pipeline;
    private final EngineOptions options;
    private final Environment environment;
    private final ZoneId zone;
    private final EpochClock epochs;
    private final Map<Integer, ScannedTable> tables;
    private final int[] stageOf;
    private final boolean[] gathered;
    private final List<Stopwatch> stopwatches = new ArrayList<>();
    private final NodeInstance[][] instances;
    private final List<List<List<Channel>>> channels = new ArrayList<>();
    private final List<ScanChannel> scans = new ArrayList<>();
    private final List<List<Lane>> built = new ArrayList<>();
    private final RejectedTables rejected;
    private final Models models;
    private final boolean keeping;

    /**
     * What a pipeline is built in.
     *
     * @param keeping whether state is kept over restarts
     */
    record Site(
            EngineOptions options,
            Environment environment,
            ZoneId zone,
            EpochClock epochs,
            RejectedTables rejected,
            Models models,
            boolean keeping) {}

    PipelineBuilder(Pipeline pipeline, Site site, Map<Integer, ScannedTable> tables) {
        this.pipeline = pipeline;
        this.options = site.options();
        this.environment = site.environment();
        this.zone = site.zone();
        this.epochs = site.epochs();
        this.tables = tables;
        this.rejected = site.rejected();
        this.models = site.models();
        keeping = site.keeping();
        int nodes = pipeline.nodes().size();
        stageOf = stages();
        gathered = gatheredStages();
        instances = new NodeInstance[options.parallelism()][nodes];
        for (int worker = 0; worker < options.parallelism(); worker++) {
            stopwatches.add(new Stopwatch(environment.clock(), nodes));
            List<List<Channel>> perStage = new ArrayList<>();
            for (int i = 0; i < nodes; i++) {
                perStage.add(new ArrayList<>());
            }
            channels.add(perStage);
        }
    }

    private boolean isForward(Exchange exchange) {
        return options.parallelism() == 1 || exchange instanceof Exchange.Forward;
    }

    /**
     * Stages whose rows are all on the first worker, because they were gathered there or came from such stages only.
     */
    private boolean[] gatheredStages() {
        boolean[] byNode = new boolean[stageOf.length];
        boolean[] byStage = new boolean[stageOf.length];
        for (Node node : pipeline.nodes()) {
            boolean gathers = false;
            boolean allGathered = !node.inputs().isEmpty();
            for (Input input : node.inputs()) {
                gathers |= !isForward(input.exchange()) && input.exchange() instanceof Exchange.Gather;
                allGathered &= isForward(input.exchange()) && byNode[input.node()];
            }
            byNode[node.index()] = gathers || allGathered;
            byStage[stageOf[node.index()]] |= byNode[node.index()];
        }
        return byStage;
    }

    /** Whether a node is fed by calls. A node with several inputs has queues: else a stage could wait for itself. */
    private boolean isDirect(Node node, Exchange exchange) {
        return isForward(exchange)
                && (options.parallelism() == 1 || node.inputs().size() == 1);
    }

    /** A stage is known by the lowest index of its nodes. */
    private int[] stages() {
        int[] stage = new int[pipeline.nodes().size()];
        for (Node node : pipeline.nodes()) {
            stage[node.index()] = node.index();
            for (Input input : node.inputs()) {
                if (isDirect(node, input.exchange())) {
                    int a = stage[node.index()];
                    int b = stage[input.node()];
                    for (int i = 0; i <= node.index(); i++) {
                        if (stage[i] == Math.max(a, b)) {
                            stage[i] = Math.min(a, b);
                        }
                    }
                }
            }
        }
        return stage;
    }

    private boolean hasLane(int stage, int worker) {
        return worker == 0 || !gathered[stage];
    }

    /**
     * @param wakes makes a worker look again, by worker
     * @return the lanes of each worker
     */
    List<List<Lane>> build(OperatorFactory factory, List<Runnable> wakes) {
        OperatorServices.LateRegistry late = (row, offset) -> {
            ScannedTable table = tables.get(LateMarker.scan(row, offset));
            if (table == null) {
                throw new IllegalStateException("bug: a late row of no table");
            }
            return table.late();
        };
        for (int worker = 0; worker < options.parallelism(); worker++) {
            for (Node node : pipeline.nodes()) {
                if (hasLane(stageOf[node.index()], worker)) {
                    OperatorServices services = new OperatorServices(
                            environment,
                            new Share(worker, options.parallelism()),
                            node,
                            late,
                            new KeptStates(keeping),
                            epochs.latest().epoch());
                    instances[worker][node.index()] =
                            new NodeInstance(node, factory.create(node, worker), stopwatches.get(worker), services);
                }
            }
        }
        for (Node node : pipeline.nodes()) {
            addSources(node, wakes);
            for (int i = 0; i < node.inputs().size(); i++) {
                connect(node, i, wakes);
            }
        }
        return lanes();
    }

    private void addSources(Node node, List<Runnable> wakes) {
        int stage = stageOf[node.index()];
        if (node.spec() instanceof Specification.Values values) {
            channels.get(0)
                    .get(stage)
                    .add(new ValuesChannel(
                            values, node.output(), zone, epochs.latest().epoch() > 0, instances[0][node.index()]));
        } else if (node.spec() instanceof Specification.SideTable side) {
            addSideTable(node, side);
        } else if (node.spec() instanceof LearnerTable learners) {
            addLearnerTable(node, learners);
        } else if (node.spec() instanceof Specification.Scan) {
            ScannedTable table = tables.get(node.index());
            for (int worker = 0; worker < options.parallelism(); worker++) {
                if (table != null && table.isReadBy(worker) && hasLane(stage, worker)) {
                    ScanChannel channel = new ScanChannel(
                            table,
                            new ScanChannel.Limits(options.batchRows(), options.epochRows()),
                            new ScanChannel.Times(epochs, environment.clock(), zone),
                            new ScanChannel.Place(worker, options.parallelism(), wakes.get(worker)),
                            instances[worker][node.index()]);
                    epochs.join(table.live());
                    channels.get(worker).get(stage).add(channel);
                    scans.add(channel);
                }
            }
        }
    }

    private void addLearnerTable(Node node, LearnerTable learners) {
        boolean streaming = pipeline.nodes().stream().anyMatch(each -> each.spec() instanceof Learn);
        if (streaming) {
            epochs.drain();
        }
        LongSupplier completed = streaming ? this::completedEpoch : () -> Long.MAX_VALUE;
        NodeInstance output = instances[0][node.index()];
        channels.get(0)
                .get(stageOf[node.index()])
                .add(ReportChannel.open(
                        learners.told(),
                        models,
                        node.output(),
                        new ReportChannel.Place(
                                completed,
                                epochs.latest().epoch(),
                                output.services().states()),
                        output));
    }

    /** The newest epoch that all lanes have completed. */
    private long completedEpoch() {
        return built.stream()
                .flatMap(List::stream)
                .mapToLong(Lane::completedEpoch)
                .min()
                .orElse(0);
    }

    private void addSideTable(Node node, Specification.SideTable side) {
        boolean streaming = tables.values().stream()
                .anyMatch(table -> table.name().equals(side.table().name()));
        if (streaming) {
            epochs.drain();
        }
        NodeInstance output = instances[0][node.index()];
        channels.get(0)
                .get(stageOf[node.index()])
                .add(new SideTableChannel(
                        rejected.find(side.table().name(), side.kind()),
                        node.output(),
                        streaming,
                        new SideTableChannel.Place(
                                this::completedEpoch,
                                epochs.latest().epoch(),
                                output.services().states()),
                        output));
    }

    private void connect(Node node, int input, List<Runnable> wakes) {
        Input edge = node.inputs().get(input);
        int workers = options.parallelism();
        if (isForward(edge.exchange())) {
            for (int worker = 0; worker < workers; worker++) {
                NodeInstance producer = instances[worker][edge.node()];
                if (producer != null && isDirect(node, edge.exchange())) {
                    producer.connect(instances[worker][node.index()], input);
                } else if (producer != null) {
                    List<ExchangeQueue> own = new ArrayList<>();
                    addQueue(node, input, worker, worker, wakes, own);
                    producer.connect(
                            new ExchangeWriter(pipeline.nodes().get(edge.node()).output(), new int[0], own));
                }
            }
            return;
        }
        int[] keys = edge.exchange() instanceof Exchange.ByKey byKey
                ? byKey.columns().stream().mapToInt(Integer::intValue).toArray()
                : new int[0];
        for (int from = 0; from < workers; from++) {
            NodeInstance producer = instances[from][edge.node()];
            if (producer == null) {
                continue;
            }
            List<ExchangeQueue> queues = new ArrayList<>();
            for (int to = 0; to < workers; to++) {
                addQueue(node, input, from, to, wakes, queues);
            }
            producer.connect(
                    new ExchangeWriter(pipeline.nodes().get(edge.node()).output(), keys, queues));
        }
    }

    /** Adds the queue from a worker to another, if the consumer has an instance there. */
    private void addQueue(Node node, int input, int from, int to, List<Runnable> wakes, List<ExchangeQueue> queues) {
        NodeInstance consumer = instances[to][node.index()];
        if (consumer != null) {
            ExchangeQueue queue = new ExchangeQueue(wakes.get(to), wakes.get(from));
            queues.add(queue);
            channels.get(to).get(stageOf[node.index()]).add(new QueueChannel(queue, consumer, input));
        }
    }

    private List<List<Lane>> lanes() {
        for (int worker = 0; worker < options.parallelism(); worker++) {
            List<Lane> lanes = new ArrayList<>();
            for (int stage = 0; stage < stageOf.length; stage++) {
                List<NodeInstance> members = new ArrayList<>();
                for (int i = 0; i < stageOf.length; i++) {
                    NodeInstance instance = instances[worker][i];
                    if (stageOf[i] == stage && instance != null) {
                        members.add(instance);
                    }
                }
                if (!members.isEmpty()) {
                    lanes.add(new Lane(worker, channels.get(worker).get(stage), members, epochs.latest()));
                }
            }
            built.add(lanes);
        }
        return built;
    }

    /** What an operator keeps, on each worker that it is on. */
    List<KeptStates> states(Node node) {
        List<KeptStates> states = new ArrayList<>();
        for (NodeInstance[] own : instances) {
            NodeInstance instance = own[node.index()];
            if (instance != null) {
                states.add(instance.services().states());
            }
        }
        return states;
    }

    /** The instance of a node on a worker, or null when it has none there. */
    @Nullable NodeInstance instance(int worker, int node) {
        return instances[worker][node];
    }

    List<ScanChannel> scans() {
        return scans;
    }

    List<Stopwatch> stopwatches() {
        return stopwatches;
    }
}
