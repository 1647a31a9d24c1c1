package io.millrace.acceptance.generated;

import io.millrace.core.connect.Connector.SinkConnector;
import io.millrace.core.connect.ConnectorContext;
import io.millrace.core.connect.Option;
import io.millrace.core.connect.Sink;
import io.millrace.core.connect.Table;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** Hands what is written to a table to whoever asked for it, by the table's name. */
final class CollectingConnector implements SinkConnector {
    private final Map<String, Sink> sinks = new ConcurrentHashMap<>();

    void put(String table, Sink sink) {
        sinks.put(table, sink);
    }

    @Override
    public String name() {
        return "collect";
    }

    @Override
    public List<Option> options() {
        return List.of();
    }

    @Override
    public boolean takesDeletions(Table table) {
        return true;
    }

    @Override
    public Sink sink(Table table, ConnectorContext context) {
        return Objects.requireNonNull(sinks.remove(table.name()), "a table is opened once a run");
    }
}
