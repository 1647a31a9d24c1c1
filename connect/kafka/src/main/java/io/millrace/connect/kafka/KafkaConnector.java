package io.millrace.connect.kafka;

import io.millrace.connect.format.Formats;
import io.millrace.core.connect.Connector;
import io.millrace.core.connect.ConnectorContext;
import io.millrace.core.connect.Option;
import io.millrace.core.connect.Shape;
import io.millrace.core.connect.Sink;
import io.millrace.core.connect.Source;
import io.millrace.core.connect.Table;
import io.millrace.core.env.ClientLibrary;
import io.millrace.core.type.Column;
import io.millrace.core.type.Type;
import java.util.List;
import java.util.stream.Stream;

/**
 * Topics of Kafka, {@code 'connector' = 'kafka'}. Each partition is a split, named {@code topic/partition}; positions are
 * offsets, of the record to read next. Where reading goes on is up to checkpoints alone: Kafka's own notion of what a
 * group has read is told to it for people to see.
 */
public final class KafkaConnector implements Connector.SourceConnector, Connector.SinkConnector {
    static final ClientLibrary LIBRARY = new ClientLibrary("kafka", KafkaConnector.class);

    private static final String TABLES = "io.millrace.connect.kafka.client.KafkaTables";
    private static final List<Option> OPTIONS = TopicOptions.ofTopics();
    static final List<Shape.Known> METADATA = List.of(
            new Shape.Known(new Column("topic", Type.STRING.notNull()), "The topic's name"),
            new Shape.Known(new Column("partition", Type.INT.notNull()), "The number of the partition"),
            new Shape.Known(new Column("offset", Type.BIGINT.notNull()), "Where in the partition the record is"),
            new Shape.Known(
                    new Column("timestamp", Type.timestampLtz(3).notNull()),
                    "The record's time, of which timestamp-type tells more"),
            new Shape.Known(
                    new Column("timestamp-type", Type.STRING.notNull()),
                    "CreateTime when whoever wrote the record set it, LogAppendTime when the broker did, else"
                            + " NoTimestampType"),
            new Shape.Known(
                    new Column("leader-epoch", Type.INT),
                    "How often the partition had changed its leader when the record was written"),
            new Shape.Known(
                    new Column(
                            "headers",
                            Type.map(Type.STRING.notNull(), Type.BYTES).notNull()),
                    "What was written beside key and value; of equal names the last"));

    @Override
    public String name() {
        return "kafka";
    }

    @Override
    public List<Option> options() {
        return OPTIONS;
    }

    @Override
    public List<Shape.Known> metadata() {
        return METADATA;
    }

    @Override
    public boolean changes(Table table) {
        return Stream.of("format", "value.format")
                .flatMap(option -> table.options().text(option).stream())
                .anyMatch(format -> Formats.named(format).changes());
    }

    @Override
    public boolean takesDeletions(Table table) {
        return changes(table);
    }

    @Override
    public Source source(Table table, ConnectorContext context) {
        return LIBRARY.create(TABLES, SourceConnector.class).source(table, context);
    }

    @Override
    public Sink sink(Table table, ConnectorContext context) {
        return LIBRARY.create(TABLES, SinkConnector.class).sink(table, context);
    }
}
