package io.millrace.core.type;

import java.util.ArrayList;
import java.util.List;

/** The columns of a table or of the rows between two operators, in order. */
public record Schema(List<Column> columns) {
    public Schema {
        columns = List.copyOf(columns);
    }

    public static Schema of(Column... columns) {
        return new Schema(List.of(columns));
    }

    public int size() {
        return columns.size();
    }

    public Column column(int index) {
        return columns.get(index);
    }

    public Type type(int index) {
        return columns.get(index).type();
    }

    public List<String> names() {
        return columns.stream().map(Column::name).toList();
    }

    /** The position of the column with exactly this name, or -1. */
    public int indexOf(String name) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equals(name)) {
                return i;
            }
        }
        return -1;
    }

    /** These columns followed by {@code more}. */
    public Schema with(Column... more) {
        List<Column> all = new ArrayList<>(columns);
        all.addAll(List.of(more));
        return new Schema(all);
    }

    /** The columns at the given positions, in the given order. */
    public Schema select(int... indexes) {
        List<Column> chosen = new ArrayList<>(indexes.length);
        for (int index : indexes) {
            chosen.add(columns.get(index));
        }
        return new Schema(chosen);
    }
}
