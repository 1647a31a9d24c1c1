package io.millrace.connect.system;

import io.millrace.core.connect.Connector;
import java.util.List;

/** The connectors of this module. */
public final class SystemConnectors {
    public static final List<Connector> ALL = List.of(new SystemConnector());

    private SystemConnectors() {}
}
