package io.millrace.connect.jdbc;

import io.millrace.core.connect.Connector;
import java.util.List;

/** The connectors of this module. */
public final class JdbcConnectors {
    public static final List<Connector> ALL = List.of(new JdbcConnector());

    private JdbcConnectors() {}
}
