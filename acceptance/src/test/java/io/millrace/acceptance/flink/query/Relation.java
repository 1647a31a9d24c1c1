package io.millrace.acceptance.flink.query;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Something to select from.
 *
 * @param sql as it stands behind FROM
 * @param fields its columns, without {@code ts}
 */
record Relation(String sql, List<Field> fields, Set<Trait> traits) {
    /** What is known of the rows. */
    enum Trait {
        /** There is an event time, {@code ts}. */
        TIMED,
        /** Rows come in an order that does not depend on chance. */
        ORDERED,
        /** No row is late. */
        PUNCTUAL,
        /** There is at least one row. */
        FILLED,
        /** {@code id} is another one in each row. */
        KEYED,
        /** Rows may be taken back. */
        CHANGING
    }

    boolean is(Trait trait) {
        return traits.contains(trait);
    }

    /** The columns of some shapes. */
    List<Field> fields(Set<Shape> shapes) {
        return fields.stream().filter(field -> shapes.contains(field.shape())).toList();
    }

    Set<Trait> without(Trait trait) {
        return traits.stream().filter(each -> each != trait).collect(Collectors.toSet());
    }
}
