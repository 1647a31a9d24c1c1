package io.millrace.learn.series;

import io.millrace.core.nested.NestedWriter;
import io.millrace.core.nested.RowLayout;
import io.millrace.core.type.Column;
import io.millrace.core.type.Type;
import java.util.List;

/**
 * What is said of a row, field by field as Confluent Cloud has them, and then how strange it is. What is not known is NaN,
 * which is written as NULL. Filled by its owner and reused.
 */
final class Verdict {
    double actual;
    double expected;
    double reach;
    double rootMeanSquare;
    double akaike;
    double score;
    /** Whether it is known if the row is strange. */
    boolean isKnown;

    boolean isAnomaly;
    private final RowLayout layout;

    Verdict(Type type) {
        layout = RowLayout.of(type);
    }

    static Type type(Type time) {
        return Type.row(List.of(
                new Column("timestamp", time.withNullable(true)),
                new Column("actual_value", Type.DOUBLE),
                new Column("forecast_value", Type.DOUBLE),
                new Column("lower_bound", Type.DOUBLE),
                new Column("upper_bound", Type.DOUBLE),
                new Column("is_anomaly", Type.BOOLEAN),
                new Column("rmse", Type.DOUBLE),
                new Column("aic", Type.DOUBLE),
                new Column("score", Type.DOUBLE)));
    }

    /** Nothing is known but the value. */
    void clear(double newActual) {
        actual = newActual;
        expected = Double.NaN;
        reach = Double.NaN;
        rootMeanSquare = Double.NaN;
        akaike = Double.NaN;
        score = Double.NaN;
        isKnown = false;
    }

    void write(long time, NestedWriter answer) {
        answer.beginRow(layout);
        Fields.time(answer, time);
        Fields.number(answer, actual);
        Fields.number(answer, expected);
        Fields.number(answer, expected - reach);
        Fields.number(answer, expected + reach);
        if (isKnown) {
            answer.writeBoolean(isAnomaly);
        } else {
            answer.writeNull();
        }
        Fields.number(answer, rootMeanSquare);
        Fields.number(answer, akaike);
        Fields.number(answer, score);
        answer.end();
    }
}
