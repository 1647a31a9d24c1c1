package io.millrace.core.connect;

import io.millrace.core.type.Column;
import java.util.List;

/**
 * The columns of a table whose connector decides them, as data: the reference is made from it. A table declares those
 * that it wants, by name.
 *
 * @param option the option that chooses it
 * @param value that option's value
 * @param doc what a row is, one or more sentences
 */
public record Shape(String option, String value, String doc, List<Known> columns) {
    public Shape {
        columns = List.copyOf(columns);
    }

    /**
     * One column.
     *
     * @param doc what it says, with its unit, without a full stop
     */
    public record Known(Column column, String doc) {}
}
