package io.millrace.learn.series;

import io.millrace.core.learn.Series;
import io.millrace.core.learn.SeriesFunction;
import io.millrace.core.learn.SeriesType;
import io.millrace.core.nested.Nested;
import io.millrace.core.nested.NestedWriter;
import io.millrace.core.nested.RowLayout;
import io.millrace.core.type.Kind;
import io.millrace.core.type.Type;
import io.millrace.learn.Learners;
import java.util.Arrays;
import java.util.Map;

/** A series and its answers, field by field. */
final class Answers {
    private static final long MINUTE = 60_000_000;

    final Series series;
    private final NestedWriter writer = new NestedWriter();
    private final RowLayout layout;
    private final boolean isArray;
    private long rows;

    Answers(String function, int values, Map<String, String> options) {
        this(type(function, values, options));
    }

    Answers(SeriesType type) {
        series = type.create();
        isArray = type.result().kind() == Kind.ARRAY;
        layout = RowLayout.of(isArray ? type.result().children().get(0).type() : type.result());
    }

    static SeriesType type(String name, int values, Map<String, String> options) {
        SeriesFunction function = SeriesFunctions.of(Learners.ALL).stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
        return function.define(
                new SeriesFunction.Request(values, function.takesTime() ? Type.timestamp(3) : null, options));
    }

    /** Goes on where another one stands in time. */
    Answers after(Answers other) {
        rows = other.rows;
        return this;
    }

    /** The bytes of the answer for the next row, a minute after the one before; none for NULL. */
    byte[] next(double... row) {
        writer.clear();
        boolean isThere = series.next(row, rows++ * MINUTE, writer);
        return isThere ? Arrays.copyOf(writer.data(), writer.length()) : new byte[0];
    }

    /** A number in an answer, in its element of that index if it is an array; NaN for NULL. */
    double number(byte[] answer, int element, int field) {
        int from = isArray ? Nested.start(answer, 0, answer.length, element) : 0;
        return Nested.bitAt(answer, from, field) ? Double.NaN : Nested.doubleAt(answer, from + layout.slot(field));
    }

    boolean isTrue(byte[] answer, int field) {
        return !Nested.bitAt(answer, 0, field) && Nested.booleanAt(answer, layout.slot(field));
    }

    boolean isNull(byte[] answer, int field) {
        return Nested.bitAt(answer, 0, field);
    }
}
