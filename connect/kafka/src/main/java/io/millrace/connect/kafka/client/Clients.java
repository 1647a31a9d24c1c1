package io.millrace.connect.kafka.client;

import io.millrace.connect.kafka.ClientProperties;
import io.millrace.core.connect.ConnectorContext;
import io.millrace.core.connect.Table;
import io.millrace.core.connect.TableOptions;
import io.millrace.core.error.ConnectorException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Makes Kafka's clients as the options of a table say. */
final class Clients {
    /** How long is tried what is asked before anything runs, unless an option says. */
    private static final String ASK_MILLIS = "15000";

    private final Map<String, String> given;

    private Clients(Map<String, String> given) {
        this.given = given;
    }

    static Clients of(Table table, ConnectorContext context) {
        TableOptions options = table.options();
        Map<String, String> given = new HashMap<>();
        options.given().forEach((name, value) -> {
            if (name.startsWith(ClientProperties.PREFIX) && !options.ignored().contains(name)) {
                given.put(name.substring(ClientProperties.PREFIX.length()), value.trim());
            }
        });
        given.remove(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG);
        LoginText.check(given.get("sasl.jaas.config"));
        for (String file : new String[] {"ssl.truststore.location", "ssl.keystore.location"}) {
            Path folder = context.folder();
            given.computeIfPresent(
                    file, (name, path) -> folder.resolve(path).normalize().toString());
        }
        return new Clients(given);
    }

    /** Where the brokers are, as it was given. */
    String address() {
        return given.getOrDefault("bootstrap.servers", "");
    }

    /** The group to tell offsets to, or null. */
    @Nullable String group() {
        return given.get("group.id");
    }

    IsolationLevel isolation() {
        return given.getOrDefault("isolation.level", "read_committed").equals("read_committed")
                ? IsolationLevel.READ_COMMITTED
                : IsolationLevel.READ_UNCOMMITTED;
    }

    private Map<String, Object> properties(Predicate<String> wanted) {
        Map<String, Object> properties = new HashMap<>();
        given.forEach((name, value) -> {
            if (wanted.test(name)) {
                properties.put(name, value);
            }
        });
        // Nothing is reported but by us: neither through JMX nor to the brokers.
        properties.put("metric.reporters", "");
        properties.put("enable.metrics.push", "false");
        return properties;
    }

    Admin admin() {
        Map<String, Object> properties = properties(ClientProperties::isForAsking);
        properties.putIfAbsent(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ASK_MILLIS);
        properties.putIfAbsent(
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                String.valueOf(Math.min(
                        30_000,
                        Long.parseLong(properties
                                .get(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG)
                                .toString()))));
        return made(() -> Admin.create(properties));
    }

    /** A consumer that never looks for a place to start by itself. */
    KafkaConsumer<byte[], byte[]> consumer() {
        return consumer(isolation());
    }

    KafkaConsumer<byte[], byte[]> consumer(IsolationLevel isolation) {
        Map<String, Object> properties = properties(ClientProperties::isForReading);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolation.toString());
        properties.putIfAbsent(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "4000");
        properties.putIfAbsent(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, "16777216");
        return made(() -> new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
    }

    /** @param transactional the name of its transactions, or null for a producer without any */
    KafkaProducer<byte[], byte[]> producer(@Nullable String transactional) {
        Map<String, Object> properties = properties(ClientProperties::isForWriting);
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, "2");
        properties.putIfAbsent(ProducerConfig.BATCH_SIZE_CONFIG, "131072");
        if (transactional == null) {
            properties.remove(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG);
        } else {
            properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactional);
        }
        return made(() -> new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer()));
    }

    /** Kafka looks for classes by name with the thread's class loader, which need not know them. */
    private static <T> T made(Supplier<T> maker) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(Clients.class.getClassLoader());
        try {
            return maker.get();
        } catch (ConfigException e) {
            // Its message may hold the value; only the name of what is wrong is told.
            throw new ConnectorException(
                    "Kafka's client does not take its properties" + named(e), "look at the options 'properties.…'");
        } catch (KafkaException e) {
            Throwable cause = e.getCause() instanceof ConfigException config ? config : e;
            throw new ConnectorException(
                    "Kafka's client cannot be made" + named(cause),
                    "look at the options 'properties.…': addresses, names of files, passwords");
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static String named(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        int at = message.indexOf("configuration ");
        if (at < 0) {
            return message.contains("bootstrap") ? ": no address of 'bootstrap.servers' can be used" : "";
        }
        String name = message.substring(at + "configuration ".length()).split("[:\\s]", 2)[0];
        return name.matches("[a-z.]+") ? ": '" + name + "'" : "";
    }
}
