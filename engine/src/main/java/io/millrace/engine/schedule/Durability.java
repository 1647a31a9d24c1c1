package io.millrace.engine.schedule;

import io.millrace.core.connect.MarkedSink;
import io.millrace.core.connect.Sink;
import io.millrace.core.env.Environment;
import io.millrace.core.type.Schema;
import io.millrace.engine.checkpoint.Checkpointer;
import io.millrace.engine.checkpoint.Fingerprint;
import io.millrace.engine.checkpoint.KeptStates;
import io.millrace.engine.checkpoint.LaneCapture;
import io.millrace.engine.checkpoint.Restore;
import io.millrace.engine.checkpoint.Restore.Keeping;
import io.millrace.engine.checkpoint.StateException;
import io.millrace.engine.checkpoint.StateFolder;
import io.millrace.engine.pipeline.Pipeline;
import io.millrace.engine.pipeline.Pipeline.Node;
import io.millrace.engine.pipeline.Specification.Scan;
import io.millrace.engine.scan.RejectedRows;
import io.millrace.engine.scan.ScannedTable;
import io.millrace.engine.time.EpochClock;
import io.millrace.engine.time.EpochEnd;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a run does for its results to survive accidents: goes on from a checkpoint, and has more of them made. */
final class Durability {
    /** After all is done, sinks outside get so long to take what waits; what they do not take they get from the next run. */
    private static final long PATIENCE_NANOS = 30_000_000_000L;

    /** Behind the id of a scan: what keeps its rejected rows. */
    private static final String LATE = "$late";

    private static final String ERRORS = "$errors";

    private final Pipeline pipeline;
    private final StateFolder folder;
    private final List<Keeping> operators = new ArrayList<>();
    private final Map<String, Rejected> rejected = new LinkedHashMap<>();
    private final Checkpointer checkpointer;
    private final @Nullable Restore restore;

    /**
     * @param onFailure is told what ends the run
     * @throws StateException when state would be lost that may not be
     */
    Durability(Pipeline pipeline, StateFolder folder, Environment environment, Consumer<Throwable> onFailure) {
        this.pipeline = pipeline;
        this.folder = folder;
        for (Node node : pipeline.nodes()) {
            String fingerprint = Fingerprint.of(pipeline, node);
            List<String> sources = new ArrayList<>(sources(node));
            operators.add(new Keeping(node.id(), fingerprint, node.label(), sources));
            if (node.spec() instanceof Scan) {
                operators.add(new Keeping(node.id() + LATE, fingerprint, node.label(), List.of()));
                operators.add(new Keeping(node.id() + ERRORS, fingerprint, node.label(), List.of()));
            }
        }
        restore = folder.restore();
        if (restore != null) {
            List<String> lost = restore.lost(operators);
            if (!lost.isEmpty() && !folder.options().mayLose()) {
                throw StateException.unusable(
                        "the script is not the one whose state is in the folder: what these kept would be lost: "
                                + String.join("; ", lost),
                        "put the script back; or begin these anew and keep the rest: --lose-state");
            }
        }
        checkpointer = folder.checkpointer(operators, onFailure);
    }

    /** The ids of the scans that a node's rows come from. */
    private Set<String> sources(Node node) {
        Set<String> sources = new LinkedHashSet<>();
        for (Pipeline.Input input : node.inputs()) {
            Node from = pipeline.nodes().get(input.node());
            sources.addAll(from.spec() instanceof Scan ? Set.of(from.id()) : sources(from));
        }
        return sources;
    }

    Checkpointer.Figures figures() {
        return checkpointer.figures();
    }

    void restore(EpochClock epochs) {
        if (restore != null) {
            epochs.restore(restore);
        }
    }

    /** Where the splits of a scan stood; null when they are to be read from their beginning. */
    @Nullable Restore restored(Node scan) {
        boolean survives = restore != null
                && operators.stream()
                        .anyMatch(each -> each.node().equals(scan.id()) && restore.survives(each, operators));
        return survives ? restore : null;
    }

    /** Takes results for a sink outside, and brings them there when they are safe. */
    Sink outbox(Node node, Schema schema, MarkedSink sink) {
        return checkpointer.outboxes().open(node.id(), schema, sink);
    }

    /**
     * Opens everything, gives it what it kept, and begins to make checkpoints.
     *
     * @throws StateException when something would not survive
     */
    void begin(EpochClock epochs, List<Lane> lanes, PipelineBuilder builder, Collection<ScannedTable> tables) {
        lanes.forEach(Lane::open);
        Map<String, List<KeptStates>> states = new LinkedHashMap<>();
        for (Node node : pipeline.nodes()) {
            List<KeptStates> own = builder.states(node);
            states.put(node.id(), own);
            if (!node.keeps().isEmpty() && own.stream().allMatch(KeptStates::isEmpty)) {
                throw StateException.notKept(node.label());
            }
        }
        for (ScannedTable table : tables) {
            keep(table.node().id() + LATE, table.late(), states);
            keep(table.node().id() + ERRORS, table.errors(), states);
        }
        if (restore != null) {
            restore.read(operators, states);
        }
        checkpointer.lastly(checkpoint -> rejected.forEach((node, rows) ->
                rows.rows().save(checkpoint.epoch(), () -> LaneCapture.write(checkpoint, node, rows.states()))));
        int count = lanes.size();
        epochs.checkpoint((epoch, ends, finished) -> checkpointer.begin(epoch, ends, finished, count));
    }

    private void keep(String node, RejectedRows rows, Map<String, List<KeptStates>> states) {
        KeptStates own = new KeptStates(true);
        rows.keep(own);
        states.put(node, List.of(own));
        rejected.put(node, new Rejected(rows, own));
    }

    /** What a scan could not use belongs to no worker. */
    private record Rejected(RejectedRows rows, KeptStates states) {}

    /** The run is over: waits until it is safe, and outside. */
    void end(EpochEnd last, AtomicReference<@Nullable Throwable> failure) throws InterruptedException {
        try {
            if (failure.get() == null) {
                checkpointer.await(last.epoch(), () -> failure.get() != null);
                checkpointer
                        .outboxes()
                        .await(last.last() ? Long.MAX_VALUE / 2 : PATIENCE_NANOS, () -> failure.get() != null);
            }
        } catch (StateException e) {
            failure.compareAndSet(null, e);
        } finally {
            folder.close();
        }
    }
}
