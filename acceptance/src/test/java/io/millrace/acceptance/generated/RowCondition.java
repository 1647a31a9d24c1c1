package io.millrace.acceptance.generated;

import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** What DEFINE says of a variable. */
enum RowCondition {
    NONE("TRUE"),
    POSITIVE("X.v > 0"),
    FLAG("X.f"),
    SMALL("X.d < 1"),
    RISING("LAST(X.v, 1) IS NULL OR X.v > LAST(X.v, 1)"),
    FEW("COUNT(X.v) < 3"),
    ABOVE_FIRST("X.v >= FIRST(A.v)"),
    ABOVE_BEFORE("X.v > PREV(X.v)"),
    HIGHEST("X.v >= MAX(v)");

    private final String text;

    RowCondition(String text) {
        this.text = text;
    }

    static RowCondition random(Random random) {
        return values()[random.nextInt(random.nextBoolean() ? 4 : values().length)];
    }

    String sql(int variable) {
        return text.replace("X.", Piece.name(variable) + ".");
    }

    /** A row of a match with the variable it is of. */
    record Taken(int variable, Event event) {}

    /**
     * Whether a row can follow others as one of a variable.
     *
     * @param before the row before it in its partition
     */
    boolean holds(int variable, Event event, List<Taken> taken, @Nullable Event before) {
        Long value = whole(event);
        Long last = null;
        Long first = variable == 0 ? value : null;
        Long highest = value;
        int count = value == null ? 0 : 1;
        boolean anyFirst = false;
        for (Taken each : taken) {
            Long other = whole(each.event());
            if (each.variable() == variable) {
                last = other;
                count += other == null ? 0 : 1;
            }
            if (each.variable() == 0 && !anyFirst) {
                first = other;
                anyFirst = true;
            }
            highest = highest == null || other != null && other > highest ? other : highest;
        }
        return switch (this) {
            case NONE -> true;
            case POSITIVE -> value != null && value > 0;
            case FLAG -> Objects.equals(event.value(InputRows.FLAG), true);
            case SMALL -> event.value(InputRows.REAL) instanceof Double real && real < 1;
            case RISING -> last == null || value != null && value > last;
            case FEW -> count < 3;
            case ABOVE_FIRST -> value != null && first != null && value >= first;
            case ABOVE_BEFORE -> value != null && before != null && exceeds(value, whole(before));
            case HIGHEST -> value != null && highest != null && value >= highest;
        };
    }

    private static boolean exceeds(long value, @Nullable Long other) {
        return other != null && value > other;
    }

    static @Nullable Long whole(Event event) {
        return (Long) event.value(InputRows.WHOLE);
    }
}
