package io.millrace.learn.series;

import io.millrace.core.learn.Algorithm;
import io.millrace.core.learn.DriftDetector;
import io.millrace.core.learn.Features;
import io.millrace.core.learn.Parameters;
import io.millrace.core.learn.Series;
import io.millrace.core.learn.SeriesFunction;
import io.millrace.core.learn.SeriesType;
import io.millrace.core.learn.Task;
import io.millrace.core.nested.NestedWriter;
import io.millrace.core.nested.RowLayout;
import io.millrace.core.type.Column;
import io.millrace.core.type.Type;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/**
 * {@code ML_DETECT_DRIFT(x, JSON_OBJECT('algorithm' VALUE 'adwin'))}: whether numbers are not what they were; also of the
 * errors of a model, which may be BOOLEAN.
 */
final class DriftFunction implements SeriesFunction {
    /** What watches where a call names nothing. */
    static final String DEFAULT = "adwin";

    private static final Type RESULT = Type.row(List.of(
            new Column("is_drift", Type.BOOLEAN),
            new Column("is_warning", Type.BOOLEAN),
            new Column("estimate", Type.DOUBLE),
            new Column("previous_estimate", Type.DOUBLE)));

    private final List<Algorithm<?>> algorithms;

    DriftFunction(List<Algorithm<?>> algorithms) {
        this.algorithms = algorithms;
    }

    @Override
    public String name() {
        return "ML_DETECT_DRIFT";
    }

    @Override
    public String example() {
        return "ML_DETECT_DRIFT(x, JSON_OBJECT('algorithm' VALUE 'adwin', 'delta' VALUE 0.002))";
    }

    @Override
    public boolean takesTime() {
        return false;
    }

    @Override
    public SeriesType define(Request request) {
        CallOptions options = new CallOptions(name(), List.of(), request.options());
        Algorithm<?> algorithm = options.algorithm(algorithms, List.of(Task.DRIFT_DETECTION), DEFAULT);
        options.checkSingle(algorithm, request.values());
        Parameters parameters = options.parameters(algorithm);
        return new SeriesType(
                CallOptions.description(algorithm, parameters),
                RESULT,
                () -> new Watch((DriftDetector) algorithm.create(Features.of(), 0, parameters)));
    }

    /** A NULL is no number: it changes nothing. */
    private static final class Watch implements Series {
        private static final RowLayout LAYOUT = RowLayout.of(RESULT);

        private final DriftDetector detector;
        private boolean hasNumbers;

        Watch(DriftDetector detector) {
            this.detector = detector;
        }

        @Override
        public boolean next(double[] values, long time, NestedWriter answer) {
            double before = hasNumbers ? detector.estimate() : Double.NaN;
            boolean isNumber = Double.isFinite(values[0]);
            hasNumbers |= isNumber;
            DriftDetector.Signal signal = isNumber ? detector.update(values[0]) : DriftDetector.Signal.NONE;
            answer.beginRow(LAYOUT);
            answer.writeBoolean(signal == DriftDetector.Signal.DRIFT);
            answer.writeBoolean(signal == DriftDetector.Signal.WARNING);
            Fields.number(answer, hasNumbers ? detector.estimate() : Double.NaN);
            Fields.number(answer, before);
            answer.end();
            return true;
        }

        @Override
        public void write(DataOutput out) throws IOException {
            out.writeBoolean(hasNumbers);
            detector.write(out);
        }

        @Override
        public void read(DataInput in) throws IOException {
            hasNumbers = in.readBoolean();
            detector.read(in);
        }

        @Override
        public long bytes() {
            return 16 + detector.bytes();
        }
    }
}
