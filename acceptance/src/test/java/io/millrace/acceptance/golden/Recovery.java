package io.millrace.acceptance.golden;

import io.millrace.core.connect.Sink;
import io.millrace.core.env.Disk;
import io.millrace.core.env.Environment;
import io.millrace.core.env.SystemEnvironment;
import io.millrace.engine.EngineOptions;
import io.millrace.engine.Execution;
import io.millrace.engine.checkpoint.Restore;
import io.millrace.engine.checkpoint.StateException;
import io.millrace.engine.checkpoint.StateFolder;
import io.millrace.engine.pipeline.Pipeline;
import io.millrace.engine.pipeline.Pipeline.Node;
import io.millrace.engine.pipeline.Specification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Runs a pipeline that is killed on its way and goes on from its checkpoints, each of what changed in one epoch, each time with another number of workers:
 * first as it is, to see how many epochs there are, then killed after half of them, then after three quarters, then to
 * its end.
 */
final class Recovery {
    /** So many checkpoints are made before a run is killed, each of what changed in one epoch. */
    private static final int CHECKPOINTS = 6;

    private final Path folder;
    private final EngineOptions options;

    /** Starts a pipeline. */
    interface Starter {
        Execution start(
                EngineOptions options, Map<String, Sink> sinks, Environment environment, @Nullable StateFolder state);
    }

    /**
     * @param folder is written to
     */
    Recovery(Path folder, EngineOptions options) {
        this.folder = folder;
        this.options = options;
    }

    /** Runs it; the results go to {@code sinks} in the end. Returns the last run. */
    Execution run(Pipeline pipeline, Map<String, Sink> sinks, Starter starter) throws InterruptedException {
        Environment environment = new SystemEnvironment(42);
        Execution plain = starter.start(options, recorded(pipeline, new HashMap<>()), environment, null);
        plain.await();
        long epochs = plain.metrics().epoch();
        Path state = newFolder();
        Map<String, RecordedRows> records = new HashMap<>();
        Map<String, Sink> recorded = recorded(pipeline, records);
        long[] stops = {Math.max(1, epochs / 2), Math.max(2, epochs * 3 / 4)};
        if (!isKept(pipeline, state, starter)) {
            return starter.start(options, sinks, environment, null);
        }
        for (int i = 0; i < stops.length; i++) {
            if (!kill(options(i), recorded, state, stops[i], starter)) {
                break;
            }
            long safe = safeEpoch(state);
            records.values().forEach(each -> each.forgetAfter(safe));
        }
        StateFolder folderOfState = open(world(state), state, 0);
        Execution last = starter.start(options(stops.length), recorded, environment, folderOfState);
        last.await();
        records.forEach((name, rows) -> {
            Sink sink = sinks.get(name);
            if (sink != null) {
                rows.giveTo(sink);
            }
        });
        return last;
    }

    /** Whether all that the pipeline keeps can be kept over a restart. */
    private boolean isKept(Pipeline pipeline, Path state, Starter starter) throws InterruptedException {
        Environment environment = new SystemEnvironment(42);
        Map<String, Sink> nowhere = recorded(pipeline, new HashMap<>());
        try {
            Path asked = state.resolve("asked");
            starter.start(options, nowhere, environment, open(world(asked), asked, 0))
                    .await();
            return true;
        } catch (StateException e) {
            if (e.kind() == StateException.Kind.NOT_KEPT) {
                return false;
            }
            throw e;
        }
    }

    private Path newFolder() {
        try {
            Files.createDirectories(folder);
            return Files.createTempDirectory(folder, "state");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private EngineOptions options(int run) {
        int[] workers = {1, 3, 2};
        return new EngineOptions(workers[run], options.batchRows(), options.epochRows());
    }

    private static Map<String, Sink> recorded(Pipeline pipeline, Map<String, RecordedRows> records) {
        Map<String, Sink> sinks = new HashMap<>();
        for (Node node : pipeline.nodes()) {
            if (node.spec() instanceof Specification.Result result) {
                RecordedRows rows = new RecordedRows(node.output());
                records.put(result.name(), rows);
                sinks.put(result.name(), rows);
            }
        }
        return sinks;
    }

    /** The state of different pipelines has different names, which are made by chance: they share files of results. */
    private static Environment world(Path state) {
        return new SystemEnvironment(state.hashCode());
    }

    private static StateFolder open(Environment environment, Path state, long epoch) {
        return StateFolder.open(
                environment,
                state,
                new StateFolder.Options(
                        (ending, nanos) -> ending <= epoch && ending > epoch - CHECKPOINTS, false, text -> {
                            throw new AssertionError(text);
                        }));
    }

    /** Runs with a checkpoint for each of some epochs, the last a given one; false when the run ends before. */
    private static boolean kill(EngineOptions options, Map<String, Sink> sinks, Path state, long epoch, Starter starter)
            throws InterruptedException {
        Environment world = new SystemEnvironment(42);
        long before = safeEpoch(state);
        CrashingDisk disk = new CrashingDisk(world.disk(), (int) Math.max(1, Math.min(CHECKPOINTS, epoch - before)));
        StateFolder folder = open(new CrashingWorld(world(state), disk), state, epoch);
        Execution run = starter.start(options, sinks, world, folder);
        try {
            run.await();
        } catch (StateException e) {
            if (!disk.hasCrashed()) {
                throw e;
            }
        }
        return disk.hasCrashed();
    }

    private static long safeEpoch(Path state) {
        try (StateFolder folder = open(world(state), state, 0)) {
            Restore restore = folder.restore();
            return restore == null ? 0 : restore.epoch();
        }
    }

    private record CrashingWorld(Environment world, CrashingDisk crashing) implements Environment {
        @Override
        public Clock clock() {
            return world.clock();
        }

        @Override
        public RandomGenerator random(String name) {
            return world.random(name);
        }

        @Override
        public Threads threads() {
            return world.threads();
        }

        @Override
        public Disk disk() {
            return crashing;
        }
    }
}
