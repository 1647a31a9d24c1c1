package io.millrace.testkit.kafka;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.common.utils.internals.Exit;

/**
 * A Kafka broker that keeps its data in a folder and listens on this machine only. Started again on the same folder and
 * port it is the same broker as before. Topics are not made by being used.
 */
public final class Broker implements AutoCloseable {
    private static final String CLUSTER = "ZmFpcndheS1taWxscmFjZQ";

    private final Path folder;
    private final int port;
    private final KafkaRaftServer server;

    private Broker(Path folder, int port, KafkaRaftServer server) {
        this.folder = folder;
        this.port = port;
        this.server = server;
    }

    /** Starts a broker on a free port. It is ready when this returns. */
    public static Broker start(Path folder) {
        return start(folder, freePort());
    }

    /** Starts a broker on a port, and its controller on another one. It is ready when this returns. */
    public static Broker start(Path folder, int port) {
        System.setProperty("log4j2.statusLoggerLevel", "OFF");
        try {
            Files.createDirectories(folder);
            Properties settings = settings(folder, port, freePort());
            Path file = folder.resolve("server.properties");
            try (OutputStream output = Files.newOutputStream(file)) {
                settings.store(output, null);
            }
            if (!Files.exists(folder.resolve("data/meta.properties"))) {
                PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
                String[] format = {"format", "--standalone", "-t", CLUSTER, "-c", file.toString()};
                if (StorageTool.execute(format, nowhere) != 0) {
                    throw new IllegalStateException("no storage could be made in " + folder);
                }
            }
            KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM);
            server.startup();
            return new Broker(folder, port, server);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Properties settings(Path folder, int port, int controllerPort) {
        Properties settings = new Properties();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", "1");
        settings.put("listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
        settings.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port);
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.put("controller.quorum.bootstrap.servers", "127.0.0.1:" + controllerPort);
        settings.put("log.dirs", folder.resolve("data").toString());
        settings.put("auto.create.topics.enable", "false");
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("offsets.topic.num.partitions", "1");
        settings.put("transaction.state.log.replication.factor", "1");
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("transaction.state.log.num.partitions", "1");
        settings.put("share.coordinator.state.topic.replication.factor", "1");
        settings.put("share.coordinator.state.topic.min.isr", "1");
        settings.put("group.initial.rebalance.delay.ms", "0");
        // Tests write records of all times.
        settings.put("log.retention.ms", "-1");
        settings.put("log.cleaner.dedupe.buffer.size", "2097152");
        settings.put("log.index.size.max.bytes", "1048576");
        settings.put("num.network.threads", "2");
        settings.put("num.io.threads", "2");
        settings.put("num.recovery.threads.per.data.dir", "1");
        return settings;
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where clients find it: the value of {@code bootstrap.servers}. */
    public String address() {
        return "127.0.0.1:" + port;
    }

    /** Where it keeps its data. */
    public Path folder() {
        return folder;
    }

    /** The port that it listens on. */
    public int port() {
        return port;
    }

    /** Stops it in order. Its data stay, for another one. */
    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }

    /**
     * Runs a broker until the process is ended: {@code Broker FOLDER [PORT]}. Prints {@code ready HOST:PORT} as soon as
     * it is.
     */
    public static void main(String[] arguments) {
        Path folder = Path.of(arguments[0]);
        Broker broker = arguments.length > 1 ? start(folder, Integer.parseInt(arguments[1])) : start(folder);
        Exit.addShutdownHook("broker", broker::close);
        PrintStream output = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        output.println("ready " + broker.address());
        broker.server.awaitShutdown();
    }
}
