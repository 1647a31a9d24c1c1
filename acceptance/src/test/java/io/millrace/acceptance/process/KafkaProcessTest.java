package io.millrace.acceptance.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.kafka.Broker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Scripts over topics, from one end to the other: processes of the command and a broker. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class KafkaProcessTest {
    private static final String RIDES = """
            CREATE TABLE rides (id BIGINT, city STRING, ts TIMESTAMP(3), part INT METADATA FROM 'partition' VIRTUAL,
              WATERMARK FOR ts AS ts) WITH ('connector' = 'kafka', 'topic' = '%s', 'format' = 'json',
              'properties.bootstrap.servers' = '%s', 'key.format' = 'csv', 'key.fields' = 'city'%s);
            """;

    @TempDir
    private static Path data;

    private static Broker broker;

    @TempDir
    private Path folder;

    @BeforeAll
    static void startBroker() {
        broker = Broker.start(data);
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @BeforeEach
    void rows() throws IOException {
        Files.writeString(folder.resolve("rides.csv"), """
                id,city,ts
                1,Ulm,2026-01-01 00:00:01
                2,Bonn,2026-01-01 00:00:02
                3,Ulm,2026-01-01 00:00:03
                4,Kiel,2026-01-01 00:01:04
                """);
    }

    private static void topic(String name) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.address()))) {
            admin.createTopics(List.of(new NewTopic(name, Optional.of(2), Optional.empty())))
                    .all()
                    .get();
        }
    }

    private void script(String name, String topic, String options, String statements) throws IOException {
        Files.writeString(folder.resolve(name), RIDES.formatted(topic, broker.address(), options) + statements);
    }

    private void write(String topic) throws Exception {
        script("write.sql", topic, "", """
                CREATE TABLE f (id BIGINT, city STRING, ts TIMESTAMP(3))
                WITH ('connector' = 'filesystem', 'path' = 'rides.csv');
                INSERT INTO rides SELECT * FROM f;
                """);
        try (RunningCommand command = RunningCommand.start(folder, "run", "write.sql")) {
            assertThat(command.rest()).isEmpty();
            assertThat(command.status()).as(command.told()).isZero();
        }
    }

    @Test
    void whatAScriptWritesAnotherReads() throws Exception {
        topic("rides");
        write("rides");
        script("read.sql", "rides", ", 'scan.bounded.mode' = 'latest-offset'", """
                SELECT city, COUNT(*) AS n, COUNT(DISTINCT part) AS parts FROM rides GROUP BY city ORDER BY city;
                """);
        try (RunningCommand command = RunningCommand.start(folder, "run", "--output", "csv", "read.sql")) {
            assertThat(command.rest()).isEqualTo("city,n,parts\nBonn,1,1\nKiel,1,1\nUlm,2,1\n");
            assertThat(command.status()).as(command.told()).isZero();
            assertThat(command.told()).isEmpty();
        }
    }

    @Test
    void aTopicIsFollowedUntilTheRunIsEnded() throws Exception {
        topic("followed");
        write("followed");
        script("follow.sql", "followed", "", "SELECT id, city FROM rides;");
        try (RunningCommand command = RunningCommand.start(folder, "run", "--output", "changelog", "follow.sql")) {
            assertThat(command.line()).isEqualTo("op,id,city\n");
            for (int i = 0; i < 4; i++) {
                assertThat(command.line()).startsWith("+I,");
            }
            write("followed");
            for (int i = 0; i < 4; i++) {
                assertThat(command.line()).startsWith("+I,");
            }
            command.signal("INT");
            assertThat(command.rest()).isEmpty();
            assertThat(command.status()).isEqualTo(130);
        }
    }

    private static void send(String topic, String key, byte @Nullable [] value) throws Exception {
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.address()), new StringSerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic, key, value)).get();
        }
    }

    @Test
    void aTopicMayHaveTheNewestRowOfEachKey() throws Exception {
        topic("rides-newest");
        topic("counts");
        write("rides-newest");
        String counts = """
                CREATE TABLE counts (city STRING, n BIGINT, twice AS n * 2, PRIMARY KEY (city) NOT ENFORCED)
                WITH ('connector' = 'upsert-kafka', 'topic' = 'counts', 'properties.bootstrap.servers' = '%s',
                  'key.format' = 'raw', 'value.format' = 'json', 'value.fields-include' = 'EXCEPT_KEY'
                  %s);
                """;
        String bounded = ", 'scan.bounded.mode' = 'latest-offset'";
        script(
                "count.sql",
                "rides-newest",
                bounded,
                counts.formatted(broker.address(), "")
                        + "INSERT INTO counts SELECT city, COUNT(*) FROM rides GROUP BY city;");
        try (RunningCommand command = RunningCommand.start(folder, "run", "count.sql")) {
            assertThat(command.rest()).isEmpty();
            assertThat(command.status()).as(command.told()).isZero();
        }
        send("counts", "Ulm", null);
        send("counts", "Kiel", "{\"n\":7}".getBytes(StandardCharsets.UTF_8));
        send("counts", "Bonn", null);
        send("counts", "Bonn", "{\"n\":9}".getBytes(StandardCharsets.UTF_8));
        Files.writeString(
                folder.resolve("sum.sql"),
                counts.formatted(broker.address(), bounded)
                        + "SELECT COUNT(*) AS c, SUM(n) AS s, MAX(twice) AS m FROM counts;");
        try (RunningCommand command = RunningCommand.start(folder, "run", "--output", "csv", "sum.sql")) {
            assertThat(command.rest()).isEqualTo("c,s,m\n2,16,18\n");
            assertThat(command.status()).as(command.told()).isZero();
        }
        Files.writeString(
                folder.resolve("all.sql"),
                counts.formatted(broker.address(), bounded) + "SELECT city, n FROM counts ORDER BY city;");
        try (RunningCommand command = RunningCommand.start(folder, "run", "--output", "csv", "all.sql")) {
            assertThat(command.rest()).isEqualTo("city,n\nBonn,9\nKiel,7\n");
            assertThat(command.status()).as(command.told()).isZero();
        }
    }

    @Test
    void whatIsWrongIsSaidWithTheTopic() throws Exception {
        script("wrong.sql", "no-such-topic", "", "SELECT id FROM rides;");
        try (RunningCommand command = RunningCommand.start(folder, "run", "wrong.sql")) {
            assertThat(command.rest()).isEmpty();
            assertThat(command.status()).isEqualTo(1);
            assertThat(command.told()).contains("there is no topic 'no-such-topic' at " + broker.address());
        }
    }
}
