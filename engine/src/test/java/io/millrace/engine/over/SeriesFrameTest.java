package io.millrace.engine.over;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.BytesVector;
import io.millrace.core.batch.DoubleVector;
import io.millrace.core.batch.LongVector;
import io.millrace.core.batch.Vector;
import io.millrace.core.learn.Series;
import io.millrace.core.learn.SeriesType;
import io.millrace.core.nested.Nested;
import io.millrace.core.nested.NestedWriter;
import io.millrace.core.nested.RowLayout;
import io.millrace.core.type.Column;
import io.millrace.core.type.Type;
import io.millrace.engine.pipeline.AggregateCall;
import java.io.DataInput;
import java.io.DataOutput;
import java.util.List;
import org.junit.jupiter.api.Test;

class SeriesFrameTest {
    private static final Type RESULT =
            Type.row(List.of(new Column("sum", Type.DOUBLE), new Column("time", Type.timestamp(3))));
    private static final RowLayout LAYOUT = RowLayout.of(RESULT);

    /** The sum of the rows before; NULL for the first row. */
    private static final class Sum implements Series {
        private double sum;
        private int count;

        @Override
        public boolean next(double[] values, long time, NestedWriter answer) {
            double before = sum;
            sum += Double.isNaN(values[0]) ? 1000 : values[0];
            if (count++ == 0) {
                return false;
            }
            answer.beginRow(LAYOUT);
            answer.writeDouble(before);
            if (time == NO_TIME) {
                answer.writeNull();
            } else {
                answer.writeLong(time);
            }
            answer.end();
            return true;
        }

        @Override
        public void write(DataOutput out) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void read(DataInput in) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long bytes() {
            return 100 + count;
        }
    }

    private final SeriesFrame frame = new SeriesFrame(
            new AggregateCall(
                    "SUM_BEFORE", List.of(1, 0), List.of(Type.DOUBLE, Type.timestamp(3)), false, -1, -1, RESULT),
            new SeriesType("sum", RESULT, Sum::new));

    private BytesVector apply(int[] ids, Double... values) {
        LongVector times = new LongVector(values.length);
        DoubleVector numbers = new DoubleVector(values.length);
        for (int i = 0; i < values.length; i++) {
            if (values[i] == null) {
                numbers.appendNull();
                times.appendNull();
            } else {
                numbers.append(values[i]);
                times.append(i);
            }
        }
        BytesVector answers = (BytesVector) Vector.create(RESULT, values.length);
        frame.apply(new Batch(new Vector[] {times, numbers}, values.length), ids, new long[values.length], answers);
        return answers;
    }

    private static double sum(BytesVector answers, int row) {
        return Nested.doubleAt(answers.data(), answers.offset(row) + LAYOUT.slot(0));
    }

    @Test
    void eachKeyHasASeriesWhichSeesRowsOfOneTimeOneByOne() {
        BytesVector answers = apply(new int[] {0, 1, 0, 1, 0}, 1.0, 10.0, 2.0, 20.0, 3.0);
        assertThat(answers.isNull(0)).isTrue();
        assertThat(answers.isNull(1)).isTrue();
        assertThat(sum(answers, 2)).isEqualTo(1);
        assertThat(sum(answers, 3)).isEqualTo(10);
        assertThat(sum(answers, 4)).isEqualTo(3);
        assertThat(Nested.longAt(answers.data(), answers.offset(4) + LAYOUT.slot(1)))
                .isEqualTo(4);
    }

    @Test
    void whatIsNullIsNotANumberAndHasNoTime() {
        BytesVector answers = apply(new int[] {0, 0, 0}, 1.0, null, 2.0);
        assertThat(sum(answers, 1)).isEqualTo(1);
        assertThat(Nested.bitAt(answers.data(), answers.offset(1), 1)).isTrue();
        assertThat(sum(answers, 2)).isEqualTo(1001);
    }

    @Test
    void bytesAreThoseOfAllKeysAndGoWithThem() {
        apply(new int[] {0, 1, 1}, 1.0, 2.0, 3.0);
        long both = frame.bytes();
        frame.forget(1);
        assertThat(frame.bytes()).isEqualTo(both - 102);
        frame.forget(1);
        frame.forget(7);
        assertThat(frame.bytes()).isEqualTo(both - 102);
        assertThat(apply(new int[] {1}, 5.0).isNull(0)).isTrue();
    }
}
