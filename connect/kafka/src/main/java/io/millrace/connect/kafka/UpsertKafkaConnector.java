package io.millrace.connect.kafka;

import io.millrace.core.connect.Connector;
import io.millrace.core.connect.ConnectorContext;
import io.millrace.core.connect.Option;
import io.millrace.core.connect.Shape;
import io.millrace.core.connect.Sink;
import io.millrace.core.connect.Source;
import io.millrace.core.connect.Table;
import java.util.List;

/**
 * Topics of Kafka as tables that change, {@code 'connector' = 'upsert-kafka'}: a record's key is the primary key, its value
 * the newest row of that key; a record without a value takes the row away. Reading starts at the beginning.
 */
public final class UpsertKafkaConnector implements Connector.UpsertingConnector, Connector.SinkConnector {
    private static final String TABLES = "io.millrace.connect.kafka.client.UpsertTables";
    private static final List<Option> OPTIONS = TopicOptions.ofUpserts();

    @Override
    public String name() {
        return "upsert-kafka";
    }

    @Override
    public List<Option> options() {
        return OPTIONS;
    }

    @Override
    public List<Shape.Known> metadata() {
        return KafkaConnector.METADATA;
    }

    @Override
    public boolean takesDeletions(Table table) {
        return true;
    }

    @Override
    public Source source(Table table, ConnectorContext context) {
        return KafkaConnector.LIBRARY.create(TABLES, SourceConnector.class).source(table, context);
    }

    @Override
    public Sink sink(Table table, ConnectorContext context) {
        return KafkaConnector.LIBRARY.create(TABLES, SinkConnector.class).sink(table, context);
    }
}
