package io.millrace.testkit;

import io.millrace.core.batch.Batch;
import io.millrace.core.connect.Amount;
import io.millrace.core.connect.Connector.SourceConnector;
import io.millrace.core.connect.ConnectorContext;
import io.millrace.core.connect.Option;
import io.millrace.core.connect.Reader;
import io.millrace.core.connect.Source;
import io.millrace.core.connect.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Tables whose rows are batches in memory, each batch a split: {@code 'connector' = 'memory', 'name' = '...'}. */
public final class MemoryConnector implements SourceConnector {
    private final Map<String, List<Batch>> tables = new ConcurrentHashMap<>();

    /** Makes or replaces a table; its columns are those of the table that is declared on it. */
    public void put(String name, List<Batch> splits) {
        tables.put(name, List.copyOf(splits));
    }

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public List<Option> options() {
        return List.of(Option.required("name", Option.Kind.TEXT, "The name under which the rows were put."));
    }

    @Override
    public Source source(Table table, ConnectorContext context) {
        List<Batch> splits = tables.getOrDefault(table.options().require("name"), List.of());
        return new Source() {
            @Override
            public boolean bounded() {
                return true;
            }

            @Override
            public List<Split> splits() {
                List<Split> names = new ArrayList<>();
                for (int i = 0; i < splits.size(); i++) {
                    names.add(new Split(Integer.toString(i)));
                }
                return names;
            }

            @Override
            public Reader open(Split split, Position position, int[] columns, Runnable waker) {
                return new MemoryReader(splits.get(Integer.parseInt(split.id())), columns, (int) position.offset());
            }
        };
    }

    private static final class MemoryReader implements Reader {
        private final Batch rows;
        private final int[] columns;
        private int at;

        MemoryReader(Batch rows, int[] columns, int at) {
            this.rows = rows;
            this.columns = columns;
            this.at = at;
        }

        @Override
        public Poll poll(Rows target, int maxRows) {
            int count = Math.min(maxRows, rows.size() - at);
            for (int i = 0; i < columns.length; i++) {
                target.builder().column(i).append(rows.column(columns[i]), at, at + count);
            }
            target.builder().endRows(count);
            at += count;
            return at == rows.size() ? Poll.END : Poll.MORE;
        }

        @Override
        public Source.Position position() {
            return new Source.Position(at, "");
        }

        @Override
        public Amount amount() {
            return Amount.of(at, rows.size());
        }

        @Override
        public void close() {}
    }
}
