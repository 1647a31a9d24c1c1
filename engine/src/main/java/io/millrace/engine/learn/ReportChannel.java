package io.millrace.engine.learn;

import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.operator.Output;
import io.millrace.core.state.OperatorStates;
import io.millrace.core.type.Schema;
import io.millrace.engine.pipeline.LearnSpecification.Told;
import io.millrace.engine.time.Channel;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.LongSupplier;

/**
 * Gives the rows of a table of what models tell of themselves: first what was so before the run, then in each epoch what the
 * epoch before it changed.
 */
public final class ReportChannel<T extends EpochReport> implements Channel {
    private final Listeners<T> told;
    private final List<T> before;
    private final ReportRows<T> makes;
    private final Schema schema;
    private final LongSupplier completedEpoch;
    private final Output output;
    private final Queue<T> reports;
    private long epoch;
    private boolean finished;

    private ReportChannel(Source<T> source, ReportRows<T> makes, Schema schema, Place place, Output output) {
        told = source.told();
        before = source.before();
        this.makes = makes;
        this.schema = schema;
        completedEpoch = place.completedEpoch();
        epoch = place.start() + 1;
        this.output = output;
        makes.keep(place.states());
        reports = told.listen();
    }

    /**
     * Where a table is read.
     *
     * @param completedEpoch tells the newest epoch that all lanes have completed; {@link Long#MAX_VALUE} where nothing learns
     * @param start the epoch that was over before the run
     * @param states where it is kept what was shown
     */
    public record Place(LongSupplier completedEpoch, long start, OperatorStates states) {}

    /** What was told before, and who tells more. */
    private record Source<T>(List<T> before, Listeners<T> told) {}

    /**
     * Opens a table.
     *
     * @param schema its columns
     */
    public static Channel open(Told told, Models models, Schema schema, Place place, Output output) {
        return told == Told.MODEL_VERSIONS
                ? new ReportChannel<>(
                        new Source<>(models.versionReports(), models.versions()),
                        new VersionRows(),
                        schema,
                        place,
                        output)
                : new ReportChannel<>(
                        new Source<>(models.reports(), models.learners()),
                        new LearnerRows(told, models::type),
                        schema,
                        place,
                        output);
    }

    @Override
    public boolean pull() {
        if (finished || completedEpoch.getAsLong() < epoch - 1) {
            return false;
        }
        finished = true;
        List<T> fresh = new ArrayList<>(epoch == 1 ? before : List.of());
        T next = reports.peek();
        while (next != null && next.epoch() < epoch) {
            fresh.add(reports.remove());
            next = reports.peek();
        }
        BatchBuilder rows = new BatchBuilder(schema, 16);
        fresh.forEach(report -> makes.add(report, rows));
        output.emit(rows.build());
        return true;
    }

    @Override
    public boolean finished() {
        return finished;
    }

    @Override
    public void nextEpoch() {
        epoch++;
        finished = false;
    }

    @Override
    public long waitNanos() {
        return finished ? Long.MAX_VALUE : 100_000;
    }

    @Override
    public void close() {
        told.forget(reports);
    }
}
