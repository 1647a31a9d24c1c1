package io.millrace.connect.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.connect.Connector;
import io.millrace.core.connect.ConnectorContext;
import io.millrace.core.connect.Reader;
import io.millrace.core.connect.Sink;
import io.millrace.core.connect.Source;
import io.millrace.core.connect.Source.Position;
import io.millrace.core.connect.Source.Split;
import io.millrace.core.connect.Table;
import io.millrace.core.connect.TableOptions;
import io.millrace.core.env.SystemEnvironment;
import io.millrace.core.type.Column;
import io.millrace.core.type.Schema;
import io.millrace.testkit.Rows;
import io.millrace.testkit.SourceRows;
import io.millrace.testkit.Wakings;
import io.millrace.testkit.kafka.Broker;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** A topic of a test's own, at a broker that all tests of a process share, and tables on it. */
final class TopicFixture {
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    /** Started when it is needed first; ended with the process. */
    private static final class Shared {
        static final Broker BROKER = Broker.start(folder());
        static final Admin ADMIN = Admin.create(Map.of("bootstrap.servers", BROKER.address()));

        private static Path folder() {
            try {
                return Files.createTempDirectory(Path.of("target").toAbsolutePath(), "broker");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    final String topic;
    final Schema schema;
    final Connector connector;
    /** What the connector told people. */
    final ByteArrayOutputStream messages = new ByteArrayOutputStream();

    private final String address;
    private final Map<String, String> options = new HashMap<>();
    private List<Integer> primaryKey = List.of();
    private List<Column> metadata = List.of();

    private TopicFixture(String topic, Schema schema, Connector connector, String address) {
        this.topic = topic;
        this.schema = schema;
        this.connector = connector;
        this.address = address;
    }

    /** A new topic, and tables with these columns, in JSON. */
    static TopicFixture create(String name, int partitions, Schema schema) {
        TopicFixture fixture =
                new TopicFixture(name + "-" + NUMBERS.incrementAndGet(), schema, new KafkaConnector(), address());
        fixture.make(partitions);
        return fixture.with("format", "json");
    }

    /** The same, of one partition, at another broker than that of all. */
    static TopicFixture at(String address, String name, Schema schema) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", address))) {
            await(admin.createTopics(List.of(new NewTopic(name, Optional.of(1), Optional.of((short) 1))))
                    .all());
        }
        return new TopicFixture(name, schema, new KafkaConnector(), address).with("format", "json");
    }

    void make(int partitions) {
        await(admin().createTopics(List.of(new NewTopic(topic, Optional.of(partitions), Optional.of((short) 1))))
                .all());
    }

    static Admin admin() {
        return Shared.ADMIN;
    }

    static String address() {
        return Shared.BROKER.address();
    }

    static <T> T await(KafkaFuture<T> answer) {
        try {
            return answer.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        }
    }

    /** The same topic with other columns, or another connector. */
    TopicFixture as(Schema other, Connector otherConnector) {
        TopicFixture fixture = new TopicFixture(topic, other, otherConnector, address);
        fixture.options.putAll(options);
        fixture.primaryKey = primaryKey;
        return fixture;
    }

    /** The same table at another broker. */
    TopicFixture elsewhere(String otherAddress) {
        TopicFixture fixture = new TopicFixture(topic, schema, connector, otherAddress);
        fixture.options.putAll(options);
        return fixture;
    }

    TopicFixture with(String... more) {
        for (int i = 0; i < more.length; i += 2) {
            options.put(more[i], more[i + 1]);
        }
        return this;
    }

    TopicFixture without(String option) {
        options.remove(option);
        return this;
    }

    TopicFixture keyed(Integer... columns) {
        primaryKey = List.of(columns);
        return this;
    }

    TopicFixture metadata(Column... columns) {
        metadata = List.of(columns);
        return this;
    }

    Table table() {
        Map<String, String> given = new HashMap<>(options);
        if (!given.containsKey("topic-pattern")) {
            given.putIfAbsent("topic", topic);
        }
        given.put("properties.bootstrap.servers", address);
        return new Table(
                "t",
                schema,
                primaryKey,
                TableOptions.of(given, connector.options()),
                new Table.Extras(metadata, List.of()));
    }

    private ConnectorContext context() {
        PrintStream told = new PrintStream(messages, true, StandardCharsets.UTF_8);
        return new ConnectorContext(SystemEnvironment.create(), Path.of("."), ZoneOffset.UTC, System.out, told);
    }

    Source source() {
        return ((Connector.SourceConnector) connector).source(table(), context());
    }

    Sink sink() {
        return ((Connector.SinkConnector) connector).sink(table(), context());
    }

    /** All rows of a table that ends. */
    SourceRows read() {
        try (Source source = source()) {
            return SourceRows.all(source, table().readable());
        }
    }

    /** All rows until now. */
    List<List<@Nullable Object>> rows() {
        return as(schema, connector)
                .metadata(metadata.toArray(new Column[0]))
                .with("scan.startup.mode", "earliest-offset", "scan.bounded.mode", "latest-offset")
                .read()
                .rows();
    }

    /** All changes of the first partition until now, each as its weight and the row. */
    List<String> weights() {
        TopicFixture table = as(schema, connector)
                .metadata(metadata.toArray(new Column[0]))
                .with("scan.startup.mode", "earliest-offset", "scan.bounded.mode", "latest-offset");
        BatchBuilder builder = new BatchBuilder(table.table().readable(), 16);
        Reader.Rows rows = new Reader.Rows() {
            @Override
            public BatchBuilder builder() {
                return builder;
            }

            @Override
            public void error(byte[] raw, int start, int length, String reason, long offset) {
                throw new AssertionError(reason);
            }
        };
        try (Source source = table.source();
                Reader reader = table.open(source, 0, Position.START, new Wakings())) {
            while (reader.poll(rows, 100).state() != Reader.State.END) {}
        }
        Batch read = builder.build();
        List<List<@Nullable Object>> values = Rows.of(read, table.table().readable());
        List<String> found = new ArrayList<>();
        for (int i = 0; i < read.size(); i++) {
            found.add(read.weight(i) + " " + values.get(i));
        }
        return found;
    }

    int[] all() {
        return IntStream.range(0, table().readable().size()).toArray();
    }

    Reader open(Source source, int partition, Position position, Wakings wakings) {
        return source.open(new Split(topic + "/" + partition), position, all(), wakings);
    }

    /** So many rows of a partition from a position on, and the position behind them. */
    Part part(int partition, Position position, int count) {
        Wakings wakings = new Wakings();
        SourceRows rows = new SourceRows(table().readable());
        try (Source source = source();
                Reader reader = open(source, partition, position, wakings)) {
            rows.drainUntil(reader, count, wakings);
            return new Part(rows.rows(), reader.position());
        }
    }

    record Part(List<List<@Nullable Object>> rows, Position position) {}

    /** Writes rows with a sink, as a run without state does. */
    @SafeVarargs
    final void write(List<@Nullable Object>... rows) {
        try (Sink sink = sink()) {
            sink.write(Rows.batch(schema, List.of(rows)));
            sink.endEpoch(1, 0);
        }
    }

    /** Changes of rows: each is its weight, then its values. */
    @SafeVarargs
    final Batch changes(List<@Nullable Object>... rows) {
        BatchBuilder builder = new BatchBuilder(schema, rows.length);
        for (List<@Nullable Object> row : rows) {
            Rows.append(builder, schema, ((Number) row.get(0)).longValue(), row.subList(1, row.size()));
        }
        return builder.build();
    }

    /** Sends one record as others do; key and value may be null. */
    void send(int partition, @Nullable String key, @Nullable String value) {
        send(new ProducerRecord<>(
                topic, partition, key, value == null ? null : value.getBytes(StandardCharsets.UTF_8)));
    }

    void send(ProducerRecord<@Nullable String, byte @Nullable []> record) {
        try (KafkaProducer<String, byte[]> producer = producer(Map.of())) {
            producer.send(record);
        }
    }

    KafkaProducer<String, byte[]> producer(Map<String, Object> more) {
        Map<String, Object> settings = new HashMap<>(more);
        settings.put("bootstrap.servers", address);
        return new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    }

    /** The same when no transaction is open: readers see what was committed a moment after the writer has heard of it. */
    TopicFixture settled() {
        TopicPartition partition = new TopicPartition(topic, 0);
        Map<TopicPartition, OffsetSpec> latest = Map.of(partition, OffsetSpec.latest());
        try (Admin own = Admin.create(Map.of("bootstrap.servers", address))) {
            long until = System.nanoTime() + Duration.ofSeconds(30).toNanos();
            while (true) {
                long all = await(own.listOffsets(latest, new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
                                .partitionResult(partition))
                        .offset();
                long stable = await(own.listOffsets(latest, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                                .partitionResult(partition))
                        .offset();
                if (stable == all) {
                    return this;
                }
                assertThat(System.nanoTime()).as("a transaction stays open").isLessThan(until);
            }
        }
    }

    /** All committed records of the topic's first partition, as {@code key=value}. */
    List<String> records() {
        Map<String, Object> settings = Map.of("bootstrap.servers", address, "isolation.level", "read_committed");
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            TopicPartition partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            List<String> found = new ArrayList<>();
            while (consumer.position(partition) < end) {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(100))) {
                    found.add(record.key() + "=" + record.value());
                }
            }
            return found;
        }
    }
}
