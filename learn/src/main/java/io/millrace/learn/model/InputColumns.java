package io.millrace.learn.model;

import io.millrace.core.learn.Features;
import java.util.List;

/**
 * Which columns of INPUT are features, and of what kind.
 *
 * @param columns positions in INPUT
 */
record InputColumns(List<Integer> columns, Features features) {
    InputColumns {
        columns = List.copyOf(columns);
    }
}
