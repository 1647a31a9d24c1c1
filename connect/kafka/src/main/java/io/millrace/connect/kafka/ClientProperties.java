package io.millrace.connect.kafka;

import io.millrace.core.connect.Option;
import java.util.ArrayList;
import java.util.List;

/**
 * What of Kafka's client may be set. Nothing else passes: among the rest are names of classes that would be loaded,
 * addresses that would be called, and what exactly-once stands on.
 */
public final class ClientProperties {
    /** What they begin with. */
    public static final String PREFIX = "properties.";

    /** Where it is, and who we are. */
    private static final List<Option> CONNECTION = List.of(
            Option.required(
                    "properties.bootstrap.servers",
                    Option.Kind.TEXT,
                    "Brokers to begin with, as host:port,host:port; they tell of the others."),
            text("client.id", "What the brokers' logs call this client."),
            text("client.rack", "Reads from a broker of the same rack where there is one."),
            Option.choice(
                    "properties.client.dns.lookup",
                    null,
                    List.of("use_all_dns_ips", "resolve_canonical_bootstrap_servers_only"),
                    "How names of brokers are looked up."),
            number("request.timeout.ms", "How long a broker may take to answer."),
            number("default.api.timeout.ms", "How long to try what is asked of a broker before a run starts."),
            number("connections.max.idle.ms", "After how long an unused connection is closed."),
            number("metadata.max.age.ms", "How often to ask which broker has which partition."),
            number("reconnect.backoff.ms", "How long to wait before connecting again, at first."),
            number("reconnect.backoff.max.ms", "And at most."),
            number("retry.backoff.ms", "How long to wait before asking again, at first."),
            number("retry.backoff.max.ms", "And at most."),
            number("socket.connection.setup.timeout.ms", "How long connecting may take, at first."),
            number("socket.connection.setup.timeout.max.ms", "And at most."),
            number("send.buffer.bytes", "The system's buffer for sending; -1 leaves it to the system."),
            number("receive.buffer.bytes", "The system's buffer for receiving; -1 leaves it to the system."));

    private static final List<Option> SECURITY = List.of(
            Option.choice(
                    "properties.security.protocol",
                    null,
                    List.of("PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"),
                    "How to talk to the brokers."),
            Option.choice(
                    "properties.sasl.mechanism",
                    null,
                    List.of("PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"),
                    "How to log in."),
            text(
                    "sasl.jaas.config",
                    "Name and password, as org.apache.kafka.common.security.plain.PlainLoginModule required"
                            + " username=\"…\" password=\"…\"; or ….scram.ScramLoginModule. Never shown."),
            text("ssl.truststore.location", "A file with the certificates that are trusted."),
            text("ssl.truststore.password", "Its password. Never shown."),
            store("ssl.truststore.type"),
            text("ssl.truststore.certificates", "Certificates that are trusted, in PEM, instead of a file."),
            text("ssl.keystore.location", "A file with this client's key and certificate."),
            text("ssl.keystore.password", "Its password. Never shown."),
            store("ssl.keystore.type"),
            text("ssl.keystore.certificate.chain", "This client's certificate, in PEM, instead of a file."),
            text("ssl.keystore.key", "Its private key, in PEM. Never shown."),
            text("ssl.key.password", "The password of the private key. Never shown."),
            text("ssl.protocol", "The version of TLS to offer."),
            text("ssl.enabled.protocols", "The versions of TLS to take."),
            text("ssl.cipher.suites", "The ciphers to take."),
            text(
                    "ssl.endpoint.identification.algorithm",
                    "https checks that a certificate is that of the host; empty does not."));

    private static final List<Option> READING = List.of(
            text(
                    "group.id",
                    "The group under whose name the offsets that were read are told to Kafka, now and then, so that tools"
                            + " can show the lag; and where 'scan.startup.mode' = 'group-offsets' starts."),
            Option.choice(
                    "properties.isolation.level",
                    "read_committed",
                    List.of("read_committed", "read_uncommitted"),
                    "Whether rows of transactions that are open or were given up are left out."),
            Option.choice(
                    "properties.auto.offset.reset",
                    "earliest",
                    List.of("earliest", "latest", "none"),
                    "Where 'group-offsets' starts when the group has no offset; none is an error. Means nothing else."),
            number("fetch.min.bytes", "How much a broker gathers before it answers."),
            number("fetch.max.bytes", "How much a broker sends at a time."),
            number("fetch.max.wait.ms", "How long a broker gathers."),
            number("max.partition.fetch.bytes", "How much of a partition a broker sends at a time."),
            number("max.poll.records", "How many records are handed over at a time."),
            Option.optional(
                    "properties.check.crcs", Option.Kind.BOOLEAN, null, "Whether checksums of records are checked."),
            Option.ignored("properties.enable.auto.commit"),
            Option.ignored("properties.auto.commit.interval.ms"),
            Option.ignored("properties.partition.discovery.interval.ms"));

    private static final List<Option> WRITING = List.of(
            Option.choice(
                    "properties.compression.type",
                    null,
                    List.of("none", "gzip", "snappy", "lz4", "zstd"),
                    "How written records are compressed."),
            number("batch.size", "How many bytes of a partition are sent together."),
            number("linger.ms", "How long to wait for more to send together."),
            number("buffer.memory", "How many bytes may wait to be sent."),
            number("max.request.size", "The longest record, in bytes."),
            number("max.block.ms", "How long writing waits for room, or for a broker."),
            number("delivery.timeout.ms", "After how long a record that was not taken is an error."),
            number(
                    "transaction.timeout.ms",
                    "After how long a broker gives up a transaction; no longer than the brokers allow."));

    private ClientProperties() {}

    private static Option text(String name, String doc) {
        return Option.optional(PREFIX + name, Option.Kind.TEXT, null, doc);
    }

    private static Option number(String name, String doc) {
        return Option.optional(PREFIX + name, Option.Kind.INTEGER, null, doc);
    }

    private static Option store(String name) {
        return Option.choice(PREFIX + name, null, List.of("JKS", "PKCS12", "PEM"), "What kind of file that is.");
    }

    /** All of them, as options of a table. */
    static List<Option> options() {
        List<Option> options = new ArrayList<>(CONNECTION);
        options.addAll(SECURITY);
        options.addAll(READING);
        options.addAll(WRITING);
        return options;
    }

    /** Whether a property, without {@link #PREFIX}, is one of those that reading takes. */
    public static boolean isForReading(String name) {
        return !contains(WRITING, name);
    }

    /** Whether a property, without {@link #PREFIX}, is one of those that writing takes. */
    public static boolean isForWriting(String name) {
        return !contains(READING, name);
    }

    /** Whether a property, without {@link #PREFIX}, is one of those that asking about topics takes. */
    public static boolean isForAsking(String name) {
        return isForReading(name) && isForWriting(name);
    }

    private static boolean contains(List<Option> options, String name) {
        return options.stream().anyMatch(option -> option.name().equals(PREFIX + name));
    }
}
