package io.millrace.acceptance.why;

import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.connect.Connector.SourceConnector;
import io.millrace.core.connect.ConnectorContext;
import io.millrace.core.connect.Option;
import io.millrace.core.connect.Reader;
import io.millrace.core.connect.Source;
import io.millrace.core.connect.Table;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Live tables of columns {@code ts}, {@code k}, {@code n}, whose rows a test gives one by one. Their splits are named in
 * the option {@code splits}, {@code a,b}; option {@code name} is theirs.
 */
final class GivenRows implements SourceConnector {
    private static final String END = "end";

    private final Map<String, Queue<String>> rows = new ConcurrentHashMap<>();

    /** Gives a row: {@code 12:03:46 x 10}. */
    void give(String table, String split, String row) {
        queue(table, split).add(row);
    }

    /** Ends a split. */
    void end(String table, String split) {
        give(table, split, END);
    }

    private Queue<String> queue(String table, String split) {
        return rows.computeIfAbsent(table + "/" + split, name -> new ConcurrentLinkedQueue<>());
    }

    @Override
    public String name() {
        return "given";
    }

    @Override
    public List<Option> options() {
        return List.of(
                Option.required("name", Option.Kind.TEXT, "Its name."),
                Option.required("splits", Option.Kind.TEXT, "The names of its splits, with commas."));
    }

    @Override
    public Source source(Table table, ConnectorContext context) {
        String name = table.options().require("name");
        return new Source() {
            @Override
            public boolean bounded() {
                return false;
            }

            @Override
            public List<Split> splits() {
                List<Split> splits = new ArrayList<>();
                for (String split : table.options().require("splits").split(",")) {
                    splits.add(new Split(split));
                }
                return splits;
            }

            @Override
            public Reader open(Split split, Position position, int[] columns, Runnable waker) {
                return new GivenReader(queue(name, split.id()), columns);
            }
        };
    }

    private static final class GivenReader implements Reader {
        private final Queue<String> rows;
        private final int[] columns;
        private long given;

        GivenReader(Queue<String> rows, int[] columns) {
            this.rows = rows;
            this.columns = columns;
        }

        @Override
        public Poll poll(Rows target, int maxRows) {
            String row = rows.peek();
            if (row == null) {
                return Poll.idle(1_000_000);
            } else if (row.equals(END)) {
                return Poll.END;
            }
            rows.remove();
            String[] values = row.split(" ");
            BatchBuilder builder = target.builder();
            for (int i = 0; i < columns.length; i++) {
                switch (columns[i]) {
                    case 0 -> builder.longs(i).append(micros(values[0]));
                    case 1 -> builder.bytes(i).append(values[1]);
                    default -> builder.longs(i).append(Long.parseLong(values[2]));
                }
            }
            builder.endRow();
            given++;
            return Poll.MORE;
        }

        private static long micros(String time) {
            return LocalDateTime.parse("2026-01-01T" + time).toEpochSecond(ZoneOffset.UTC) * 1_000_000;
        }

        @Override
        public Source.Position position() {
            return new Source.Position(given, "");
        }

        @Override
        public void close() {}
    }
}
