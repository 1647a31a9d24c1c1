package io.millrace.learn.series;

import io.millrace.core.nested.NestedWriter;

/** Writes fields of answers. */
final class Fields {
    private Fields() {}

    /** A number, or NULL for one that is not finite. */
    static void number(NestedWriter answer, double value) {
        if (Double.isFinite(value)) {
            answer.writeDouble(value);
        } else {
            answer.writeNull();
        }
    }

    /** A time, or NULL for none. */
    static void time(NestedWriter answer, long time) {
        if (time == io.millrace.core.learn.Series.NO_TIME) {
            answer.writeNull();
        } else {
            answer.writeLong(time);
        }
    }
}
