package io.millrace.connect.kafka.client;

import io.millrace.core.connect.Connector;
import io.millrace.core.connect.ConnectorContext;
import io.millrace.core.connect.Option;
import io.millrace.core.connect.Sink;
import io.millrace.core.connect.Source;
import io.millrace.core.connect.Table;
import java.util.List;

/** Opens tables of connector {@code upsert-kafka}. */
public final class UpsertTables implements Connector.SourceConnector, Connector.SinkConnector {
    @Override
    public String name() {
        return "upsert-kafka";
    }

    /** None: they are declared where nothing of Kafka's is needed. */
    @Override
    public List<Option> options() {
        return List.of();
    }

    @Override
    public boolean takesDeletions(Table table) {
        return true;
    }

    @Override
    public Source source(Table table, ConnectorContext context) {
        RecordLayout layout = RecordLayout.ofUpserts(table, context.zone());
        return new KafkaSource(TopicTable.of(table, context), layout, "earliest-offset");
    }

    @Override
    public Sink sink(Table table, ConnectorContext context) {
        TopicTable topic = TopicTable.of(table, context);
        RecordLayout layout = RecordLayout.ofUpserts(table, context.zone());
        return KafkaTables.sink(topic, TopicWriter.of(topic, layout));
    }
}
