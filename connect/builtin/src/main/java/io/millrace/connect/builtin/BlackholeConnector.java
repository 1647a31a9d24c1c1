package io.millrace.connect.builtin;

import io.millrace.core.connect.Connector;
import io.millrace.core.connect.ConnectorContext;
import io.millrace.core.connect.Option;
import io.millrace.core.connect.Sink;
import io.millrace.core.connect.Table;
import java.util.List;

/** Takes everything and keeps nothing: to run a query for its speed alone. */
public final class BlackholeConnector implements Connector.SinkConnector {
    @Override
    public String name() {
        return "blackhole";
    }

    @Override
    public List<Option> options() {
        return List.of();
    }

    @Override
    public boolean partitions() {
        return true;
    }

    @Override
    public boolean takesDeletions(Table table) {
        return true;
    }

    @Override
    public Sink sink(Table table, ConnectorContext context) {
        return changes -> {};
    }
}
