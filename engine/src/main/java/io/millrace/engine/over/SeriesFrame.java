package io.millrace.engine.over;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.BytesVector;
import io.millrace.core.batch.DoubleVector;
import io.millrace.core.batch.LongVector;
import io.millrace.core.batch.Vector;
import io.millrace.core.learn.Series;
import io.millrace.core.learn.SeriesType;
import io.millrace.core.nested.NestedWriter;
import io.millrace.core.state.StateInput;
import io.millrace.core.state.StateOutput;
import io.millrace.core.type.Storage;
import io.millrace.engine.checkpoint.StateException;
import io.millrace.engine.pipeline.AggregateCall;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A function that learns: one model a key, which answers for each row by the rows before it. Rows of equal time come one
 * after the other, too, so that none is judged by what it brought itself.
 */
final class SeriesFrame implements FrameFunction {
    private final AggregateCall call;
    private final SeriesType type;
    private final boolean hasTime;
    private final double[] values;
    private final NestedWriter answer = new NestedWriter();
    private @Nullable Series[] known = {};
    private long held;

    SeriesFrame(AggregateCall call, SeriesType type) {
        this.call = call;
        this.type = type;
        int last = call.arguments().size() - 1;
        hasTime = call.argumentTypes().get(last).storage() == Storage.LONG;
        values = new double[hasTime ? last : last + 1];
    }

    @Override
    public void apply(Batch rows, int[] ids, long[] times, Vector.Writable out) {
        DoubleVector[] columns = new DoubleVector[values.length];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = (DoubleVector) rows.column(call.arguments().get(i)).flat();
        }
        LongVector clock = hasTime
                ? (LongVector) rows.column(call.arguments().get(values.length)).flat()
                : null;
        BytesVector answers = (BytesVector) out;
        for (int row = 0; row < rows.size(); row++) {
            for (int i = 0; i < values.length; i++) {
                values[i] = columns[i].isNull(row) ? Double.NaN : columns[i].get(row);
            }
            long time = clock == null || clock.isNull(row) ? Series.NO_TIME : clock.get(row);
            Series series = series(ids[row]);
            long before = series.bytes();
            answer.clear();
            if (series.next(values, time, answer)) {
                answers.append(answer.data(), 0, answer.length());
            } else {
                answers.appendNull();
            }
            held += series.bytes() - before;
        }
    }

    private Series series(int id) {
        if (id >= known.length) {
            known = Arrays.copyOf(known, Math.max(id + 1, known.length * 2));
        }
        Series series = known[id];
        if (series == null) {
            series = type.create();
            known[id] = series;
            held += series.bytes();
        }
        return series;
    }

    @Override
    public void write(int id, StateOutput out) {
        throw StateException.notKept(call.function());
    }

    @Override
    public void read(int id, StateInput in) {
        throw new IllegalStateException("bug: nobody wrote this");
    }

    @Override
    public void requireKept() {
        throw StateException.notKept(call.function());
    }

    @Override
    public void forget(int id) {
        Series series = id < known.length ? known[id] : null;
        if (series != null) {
            held -= series.bytes();
            known[id] = null;
        }
    }

    @Override
    public long bytes() {
        return held + 8L * known.length;
    }
}
