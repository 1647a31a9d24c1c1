package io.millrace.acceptance.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.kafka.Broker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
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
