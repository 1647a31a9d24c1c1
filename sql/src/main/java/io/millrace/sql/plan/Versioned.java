package io.millrace.sql.plan;

import java.util.List;

/**
 * A table of versions: each row is valid from its time until that of the next row with its key.
 *
 * @param rows the versions, as rows that stay, with the columns of the relation that this is about
 * @param key what the versions are of, by columns; none when any columns will do
 * @param time from when a version is valid, an event time
 * @param filtered whether conditions may leave out versions: then the one before stays valid
 */
record Versioned(Relation rows, List<Integer> key, int time, boolean filtered) {
    Versioned {
        key = List.copyOf(key);
    }
}
