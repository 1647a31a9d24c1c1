package io.millrace.connect.jdbc;

import io.millrace.core.connect.Reader;
import io.millrace.core.connect.Source;
import io.millrace.core.error.ConnectorException;
import io.millrace.core.text.Suggestions;
import io.millrace.core.type.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A table that is read as it is, in one part or in several. */
final class JdbcSource implements Source {
    private static final List<String> PARTITION = List.of(
            "scan.partition.column", "scan.partition.num", "scan.partition.lower-bound", "scan.partition.upper-bound");
    private static final int MOST_PARTS = 10_000;

    private final JdbcTable table;
    private final Map<Split, String> parts = new LinkedHashMap<>();

    private JdbcSource(JdbcTable table) {
        this.table = table;
    }

    /** @throws ConnectorException when the table cannot be read */
    static JdbcSource open(JdbcTable table) {
        JdbcSource source = new JdbcSource(table);
        source.divide();
        table.check();
        return source;
    }

    /** Conditions that divide the rows among parts of about equal ranges; one part without a condition when there are none. */
    private void divide() {
        List<String> missing = PARTITION.stream()
                .filter(option -> table.options().text(option).isEmpty())
                .toList();
        if (missing.size() == PARTITION.size()) {
            parts.put(new Split(table.name()), "");
            return;
        } else if (!missing.isEmpty()) {
            throw new ConnectorException(
                    "option '" + missing.get(0) + "' is missing", "reading in parts takes all of " + PARTITION);
        }
        String column = table.options().require(PARTITION.get(0));
        Kind kind = table.schema().names().contains(column)
                ? table.schema().type(table.schema().indexOf(column)).kind()
                : Kind.NULL;
        if (!kind.isInteger() && kind != Kind.DECIMAL) {
            throw new ConnectorException(
                    "option 'scan.partition.column' is '" + column + "', which is no column of whole numbers",
                    Suggestions.didYouMean(column, table.schema().names()));
        }
        long lower = table.options().integer(PARTITION.get(2)).orElse(0);
        long upper = table.options().integer(PARTITION.get(3)).orElse(0);
        int count = table.number(PARTITION.get(1));
        if (count < 1 || count > MOST_PARTS || lower > upper || upper - lower < 0) {
            throw new ConnectorException(
                    "options 'scan.partition.*' make no parts",
                    "'num' is 1 to " + MOST_PARTS + ", and 'lower-bound' not above 'upper-bound'");
        }
        String name = table.dialect().quoted(column);
        long values = upper - lower + 1 <= 0 ? Long.MAX_VALUE : upper - lower + 1;
        long used = Math.min(count, values);
        long from = lower;
        for (long i = 0; i < used; i++) {
            long size = values / used + (i < values % used ? 1 : 0);
            long to = i == used - 1 ? upper : from + size - 1;
            parts.put(new Split(table.name() + " " + from + ".." + to), name + " BETWEEN " + from + " AND " + to);
            from = to + 1;
        }
    }

    @Override
    public boolean bounded() {
        return true;
    }

    @Override
    public List<Split> splits() {
        return List.copyOf(parts.keySet());
    }

    @Override
    public Reader open(Split split, Position position, int[] columns, Runnable waker) {
        String condition = parts.get(split);
        if (condition == null) {
            throw new ConnectorException(
                    "there is no part '" + split.id() + "' any more",
                    "the options 'scan.partition.*' have changed since the run was interrupted");
        }
        return new JdbcReader(table, condition, position, columns);
    }
}
