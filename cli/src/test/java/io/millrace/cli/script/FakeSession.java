package io.millrace.cli.script;

import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.connect.Sink;
import io.millrace.core.error.QueryException;
import io.millrace.core.type.Column;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;
import io.millrace.engine.Execution;
import io.millrace.engine.Metrics;
import io.millrace.engine.pipeline.Pipeline;
import io.millrace.engine.pipeline.Specification;
import io.millrace.engine.pipeline.Specification.Order;
import io.millrace.engine.scan.ScannedTable;
import io.millrace.engine.why.Explanation;
import io.millrace.sql.Step;
import java.io.PrintStream;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** A session whose every text counts upwards, one number an epoch. */
final class FakeSession implements Statements {
    static final Schema NUMBERS = Schema.of(new Column("n", Type.BIGINT));

    private final boolean bounded;
    private final Order order;
    private final List<Step> steps;

    @Nullable RuntimeException failure;

    final CountDownLatch firstEpoch = new CountDownLatch(1);

    FakeSession(boolean bounded, Order order, List<Step> steps) {
        this.bounded = bounded;
        this.order = order;
        this.steps = steps;
    }

    static final String WHY = "EXPLAIN WHY";
    static final String WHY_SELECT = "EXPLAIN WHY SELECT";

    @Override
    public List<Step> plan(String text) {
        if (!steps.isEmpty()) {
            return steps;
        }
        Specification.Result result = new Specification.Result("numbers", NUMBERS, List.of(), order);
        Pipeline pipeline = new Pipeline(
                List.of(new Pipeline.Node(0, "r", "numbers", result, List.of(), NUMBERS, false, List.of(), false)));
        Step.Run run = new Step.Run(
                pipeline,
                List.of(new Step.Query("numbers", "", "")),
                ZoneOffset.UTC,
                List.of("mind the gap"),
                List.of());
        QueryException.Position place = new QueryException.Position(1, 1);
        return switch (text) {
            case WHY -> List.of(new Step.Why(null, place));
            case WHY_SELECT -> List.of(new Step.Why(run, place));
            default -> List.of(run);
        };
    }

    @Override
    public List<Step> planTogether(String text) {
        return plan(text);
    }

    @Override
    public String explain(String name, String text, boolean together) {
        return "plan of " + text;
    }

    @Override
    public boolean isBounded(Pipeline pipeline) {
        return bounded;
    }

    @Override
    public Execution start(Step.Run run, Map<String, Sink> results, PrintStream standardOutput) {
        Counting counting = new Counting(results.get("numbers"), standardOutput);
        Thread thread = new Thread(counting::count, "counting");
        thread.setDaemon(true);
        thread.start();
        return counting;
    }

    @Override
    public ZoneId zone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Vocabulary vocabulary() {
        return new Vocabulary(List.of("rides"), List.of("temperature"), List.of("TUMBLE"));
    }

    private final class Counting implements Execution {
        private final Sink sink;
        private final PrintStream prints;
        private final CountDownLatch over = new CountDownLatch(1);
        private volatile boolean stopped;
        private volatile @Nullable RuntimeException thrown;

        Counting(Sink sink, PrintStream prints) {
            this.sink = sink;
            this.prints = prints;
        }

        private void count() {
            try {
                BatchBuilder batch = new BatchBuilder(NUMBERS, 1);
                for (long n = 1; !stopped && !(bounded && n > 3); n++) {
                    batch.clear();
                    batch.longs(0).append(n);
                    batch.endRow();
                    sink.write(batch.build());
                    sink.endEpoch(n, Long.MIN_VALUE);
                    firstEpoch.countDown();
                    if (failure != null) {
                        throw failure;
                    }
                }
                prints.println("printed by a table");
            } catch (RuntimeException e) {
                thrown = e;
            } finally {
                sink.close();
                over.countDown();
            }
        }

        @Override
        public Ending await() throws InterruptedException {
            over.await();
            RuntimeException problem = thrown;
            if (problem != null) {
                throw new IllegalStateException("the run failed", problem);
            }
            return stopped ? Ending.STOPPED : Ending.FINISHED;
        }

        @Override
        public void stop() {
            stopped = true;
        }

        @Override
        public List<ScannedTable> tables() {
            return List.of();
        }

        @Override
        public Explanation why() {
            return new Explanation(
                    Explanation.State.FINISHED, 3, 3, List.of("It has counted to three."), List.of(), List.of());
        }

        @Override
        public Metrics metrics() {
            return new Metrics(1, 0, Long.MIN_VALUE, List.of(), List.of());
        }
    }
}
