package io.millrace.engine.schedule;

import io.millrace.core.connect.Connector;
import io.millrace.core.connect.Connector.SourceConnector;
import io.millrace.core.connect.ConnectorContext;
import io.millrace.core.connect.GrowingSource;
import io.millrace.core.connect.Sink;
import io.millrace.core.env.Environment;
import io.millrace.core.state.Waiting;
import io.millrace.engine.EngineOptions;
import io.millrace.engine.Execution;
import io.millrace.engine.Metrics;
import io.millrace.engine.Metrics.NodeMetrics;
import io.millrace.engine.Metrics.SplitMetrics;
import io.millrace.engine.checkpoint.StateFolder;
import io.millrace.engine.learn.ModelOperators;
import io.millrace.engine.learn.Models;
import io.millrace.engine.pipeline.LearnSpecification.Learn;
import io.millrace.engine.pipeline.Pipeline;
import io.millrace.engine.pipeline.Pipeline.Node;
import io.millrace.engine.pipeline.Specification.Scan;
import io.millrace.engine.scan.Discovery;
import io.millrace.engine.scan.RejectedTables;
import io.millrace.engine.scan.ScanChannel;
import io.millrace.engine.scan.ScannedTable;
import io.millrace.engine.scan.SplitReader;
import io.millrace.engine.time.EpochClock;
import io.millrace.engine.time.EpochEnd;
import io.millrace.engine.why.Explainer;
import io.millrace.engine.why.Explanation;
import io.millrace.engine.why.Situation;
import io.millrace.engine.why.Situation.ReadTable;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A pipeline on its workers. */
public final class RunningPipeline implements Execution {
    private final Pipeline pipeline;
    private final Environment environment;
    private final ZoneId zone;
    private final Map<Integer, ScannedTable> tables = new LinkedHashMap<>();
    private final Models models;
    private final EpochClock epochs;
    private final @Nullable Durability durability;
    private final PipelineBuilder builder;
    private final List<Worker> workers = new ArrayList<>();
    private final List<Lane> lanes = new ArrayList<>();
    private final List<Discovery> discoveries = new ArrayList<>();
    private final CountDownLatch running;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private volatile long endedNanos = Long.MIN_VALUE;
    private volatile long seenEpoch;
    private volatile long seenEpochWallMicros;

    /**
     * What a pipeline runs in.
     *
     * @param rejected where its tables leave what they could not use
     * @param models where its models are kept
     * @param state where its state is kept and taken from, for this run alone, which closes it; null when none is
     */
    public record Surroundings(
            EngineOptions options,
            RejectedTables rejected,
            Models models,
            @Nullable StateFolder state) {}

    /**
     * Opens everything and starts the workers.
     *
     * @param results where the rows of each {@code Result} node go, by name
     */
    public RunningPipeline(
            Pipeline pipeline,
            Map<String, Sink> results,
            List<Connector> connectors,
            ConnectorContext context,
            Surroundings surroundings) {
        EngineOptions options = surroundings.options();
        this.pipeline = pipeline;
        models = surroundings.models();
        this.environment = context.environment();
        this.zone = context.zone();
        epochs = new EpochClock(pipeline, environment.clock(), this::wakeAll);
        try {
            durability = surroundings.state() == null
                    ? null
                    : new Durability(pipeline, surroundings.state(), environment, this::fail);
            if (durability != null) {
                durability.restore(epochs);
            }
            for (Node node : pipeline.nodes()) {
                if (node.spec() instanceof Scan scan) {
                    SourceConnector connector = OperatorFactory.connector(
                            connectors,
                            scan.connector(),
                            SourceConnector.class,
                            scan.table().name());
                    tables.put(
                            node.index(),
                            new ScannedTable(
                                    node,
                                    connector.source(scan.table(), context),
                                    () -> epochs.latest().epoch() + 1,
                                    zone,
                                    durability == null ? null : durability.restored(node)));
                }
            }
            tables.values().forEach(surroundings.rejected()::add);
            builder = new PipelineBuilder(
                    pipeline,
                    new PipelineBuilder.Site(
                            options,
                            environment,
                            context.zone(),
                            epochs,
                            surroundings.rejected(),
                            surroundings.models(),
                            durability != null),
                    tables);
            List<Runnable> wakes = new ArrayList<>();
            for (int i = 0; i < options.parallelism(); i++) {
                int worker = i;
                wakes.add(() -> wake(worker));
            }
            OperatorFactory factory = new OperatorFactory(
                    pipeline,
                    results,
                    connectors,
                    context,
                    new ModelOperators(
                            surroundings.models(),
                            options.parallelism(),
                            epochs.latest().epoch()),
                    durability);
            for (List<Lane> own : builder.build(factory, wakes)) {
                workers.add(new Worker(own, this::fail));
                lanes.addAll(own);
            }
            if (durability != null) {
                durability.begin(epochs, lanes, builder, tables.values());
            }
        } catch (RuntimeException | Error e) {
            tables.values().forEach(ScannedTable::close);
            if (surroundings.state() != null) {
                surroundings.state().close();
            }
            throw e;
        }
        running = new CountDownLatch(workers.size());
        epochs.begin();
        for (int i = 0; i < workers.size(); i++) {
            Worker worker = workers.get(i);
            environment.threads().start("millrace-worker-" + (i + 1), () -> {
                try {
                    worker.run();
                } finally {
                    endedNanos = environment.clock().nanos();
                    running.countDown();
                }
            });
        }
        tables.values().forEach(this::startDiscovery);
    }

    private void startDiscovery(ScannedTable table) {
        GrowingSource growing = table.growing();
        if (growing != null) {
            Discovery discovery = new Discovery(table, growing, this::wakeAll, this::fail);
            discoveries.add(discovery);
            environment.threads().start("millrace-discovery-" + table.name(), discovery);
        }
    }

    private void wake(int worker) {
        if (worker < workers.size()) {
            workers.get(worker).wake();
        }
    }

    private void wakeAll() {
        for (Worker worker : workers) {
            worker.wake();
        }
    }

    private void fail(Throwable cause) {
        Throwable first = failure.get();
        if (first == null && failure.compareAndSet(null, cause)) {
            workers.forEach(Worker::abandon);
        } else if (first != null && first != cause) {
            first.addSuppressed(cause);
        }
    }

    @Override
    public Ending await() throws InterruptedException {
        running.await();
        discoveries.forEach(Discovery::close);
        tables.values().forEach(ScannedTable::close);
        if (durability != null) {
            durability.end(epochs.latest(), failure);
        }
        Throwable cause = failure.get();
        if (cause instanceof RuntimeException exception) {
            throw exception;
        } else if (cause instanceof Error error) {
            throw error;
        } else if (cause != null) {
            throw new IllegalStateException(cause);
        }
        for (Node node : pipeline.nodes()) {
            if (node.spec() instanceof Learn learn) {
                models.endRun(learn.model(), epochs.latest().epoch());
            }
        }
        return epochs.latest().last() ? Ending.FINISHED : Ending.STOPPED;
    }

    @Override
    public void stop() {
        epochs.stop();
    }

    @Override
    public Metrics metrics() {
        long epoch = Long.MAX_VALUE;
        for (Lane lane : lanes) {
            epoch = Math.min(epoch, lane.completedEpoch());
        }
        if (epoch != seenEpoch) {
            seenEpoch = epoch;
            seenEpochWallMicros = environment.clock().wallMicros();
        }
        EpochEnd end = epochs.latest();
        List<NodeMetrics> nodes = new ArrayList<>();
        long lowest = Long.MAX_VALUE;
        for (Node node : pipeline.nodes()) {
            nodes.add(metrics(node, end));
            if (node.spec() instanceof Scan scan && scan.time() != null) {
                lowest = Math.min(lowest, end.watermark(node.index()));
            }
        }
        List<SplitMetrics> splits = new ArrayList<>();
        long now = running.getCount() == 0 ? endedNanos : environment.clock().nanos();
        for (ScanChannel scan : builder.scans()) {
            for (SplitReader reader : scan.readers()) {
                splits.add(new SplitMetrics(
                        scan.node(),
                        reader.id(),
                        reader.rows(),
                        reader.offset(),
                        reader.amount(),
                        reader.currentWatermark(),
                        reader.idle(),
                        reader.ended(),
                        reader.errorRows(),
                        reader.lastTime(),
                        Math.max(0, now - reader.lastRowNanos())));
            }
        }
        boolean timed = lowest != Long.MAX_VALUE || end.last();
        return new Metrics(
                epoch,
                seenEpochWallMicros,
                timed ? lowest : Long.MIN_VALUE,
                nodes,
                splits,
                durability == null ? null : durability.figures());
    }

    private NodeMetrics metrics(Node node, EpochEnd end) {
        int index = node.index();
        long in = 0;
        long out = 0;
        long late = 0;
        long expired = 0;
        long bytes = 0;
        long rows = 0;
        long busy = 0;
        Waiting waiting = Waiting.NOTHING;
        for (int worker = 0; worker < workers.size(); worker++) {
            busy += builder.stopwatches().get(worker).busyNanos(index);
            NodeInstance instance = builder.instance(worker, index);
            if (instance != null) {
                in += instance.rowsIn();
                out += instance.rowsOut();
                late += instance.services().lateCount();
                expired += instance.services().expiredCount();
                bytes += instance.services().stateBytes();
                rows += instance.services().stateRows();
                waiting = waiting.and(instance.services().waiting());
            }
        }
        ScannedTable table = tables.get(index);
        long errors = table == null ? 0 : table.errors().count();
        if (table != null) {
            in = out;
        }
        return new NodeMetrics(index, in, out, end.watermark(index), late, errors, expired, bytes, rows, busy, waiting);
    }

    @Override
    public Explanation why() {
        List<ReadTable> read = new ArrayList<>();
        for (ScannedTable table : tables.values()) {
            read.add(new ReadTable(
                    table.node().index(), table.live(), table.growing() != null, table.idleTimeoutNanos()));
        }
        return Explainer.explain(
                new Situation(pipeline, metrics(), state(), epochs.latest().epoch(), zone, read));
    }

    private Explanation.State state() {
        if (failure.get() != null) {
            return Explanation.State.FAILED;
        } else if (lanes.stream().anyMatch(lane -> !lane.done())) {
            return Explanation.State.RUNNING;
        }
        return epochs.latest().last() ? Explanation.State.FINISHED : Explanation.State.STOPPED;
    }

    @Override
    public List<ScannedTable> tables() {
        return List.copyOf(tables.values());
    }
}
