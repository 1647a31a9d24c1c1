package io.millrace.connect.kafka.client;

import io.millrace.core.connect.Connector;
import io.millrace.core.connect.ConnectorContext;
import io.millrace.core.connect.Option;
import io.millrace.core.connect.Sink;
import io.millrace.core.connect.Source;
import io.millrace.core.connect.Table;
import java.util.List;

/** Opens tables of connector {@code kafka}. */
public final class KafkaTables implements Connector.SourceConnector, Connector.SinkConnector {
    @Override
    public String name() {
        return "kafka";
    }

    /** None: they are declared where nothing of Kafka's is needed. */
    @Override
    public List<Option> options() {
        return List.of();
    }

    @Override
    public boolean takesDeletions(Table table) {
        return false;
    }

    @Override
    public Source source(Table table, ConnectorContext context) {
        RecordLayout layout = RecordLayout.of(table, context.zone());
        return new KafkaSource(
                TopicTable.of(table, context), layout, table.options().require("scan.startup.mode"));
    }

    @Override
    public Sink sink(Table table, ConnectorContext context) {
        TopicTable topic = TopicTable.of(table, context);
        return sink(topic, TopicWriter.of(topic, RecordLayout.of(table, context.zone())));
    }

    static Sink sink(TopicTable topic, TopicWriter writer) {
        String guarantee = topic.options().text("sink.delivery-guarantee").orElse("exactly-once");
        return guarantee.equals("exactly-once") ? new KafkaSink(topic, writer) : new PlainSink(topic, writer);
    }
}
