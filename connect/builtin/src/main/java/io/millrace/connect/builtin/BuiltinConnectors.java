package io.millrace.connect.builtin;

import io.millrace.connect.builtin.nexmark.NexmarkConnector;
import io.millrace.core.connect.Connector;
import java.util.List;

/** The connectors of this module. */
public final class BuiltinConnectors {
    public static final List<Connector> ALL =
            List.of(new DatagenConnector(), new NexmarkConnector(), new PrintConnector(), new BlackholeConnector());

    private BuiltinConnectors() {}
}
