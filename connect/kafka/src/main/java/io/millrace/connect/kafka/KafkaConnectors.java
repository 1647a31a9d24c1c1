package io.millrace.connect.kafka;

import io.millrace.core.connect.Connector;
import java.util.List;

/** The connectors of this module. */
public final class KafkaConnectors {
    public static final List<Connector> ALL = List.of(new KafkaConnector(), new UpsertKafkaConnector());

    private KafkaConnectors() {}
}
