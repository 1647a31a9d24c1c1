package io.millrace.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A server of PostgreSQL with a database of its own, on a port of this machine alone: started from the programs that are
 * installed, and gone with its data when it is closed. The server refuses to be root; then it is the user that its package
 * makes. One thread at a time.
 */
public final class PostgresServer implements AutoCloseable {
    /** Whom to log in as; the database has that name, too. */
    public static final String USER = "millrace";

    public static final String PASSWORD = "sesame-7f3e";

    private static final Path PROGRAMS = Path.of("/usr/lib/postgresql");
    private static final long PATIENCE_SECONDS = 90;

    private final Path programs;
    private final Path folder;
    private final int port;

    private PostgresServer(Path programs, Path folder, int port) {
        this.programs = programs;
        this.folder = folder;
        this.port = port;
    }

    /** Whether there is a PostgreSQL to start. */
    public static boolean isInstalled() {
        return programs().isPresent();
    }

    private static Optional<Path> programs() {
        if (!Files.isDirectory(PROGRAMS)) {
            return Optional.empty();
        }
        try (Stream<Path> versions = Files.list(PROGRAMS)) {
            return versions.map(version -> version.resolve("bin"))
                    .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                    .max(Comparator.comparing(Path::toString));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes a database and starts a server for it; it answers when this returns. */
    public static PostgresServer start() {
        Path bin = programs().orElseThrow(() -> new IllegalStateException("PostgreSQL is not installed"));
        try {
            PostgresServer server = new PostgresServer(bin, Files.createTempDirectory("millrace-postgres"), freePort());
            server.make();
            server.begin();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    private void make() throws IOException {
        Path password = folder.resolve("password");
        Files.writeString(password, PASSWORD + "\n");
        if (isRoot()) {
            run(List.of("chown", "-R", "postgres:", folder.toString()));
        }
        runAsUser(List.of(
                programs.resolve("initdb").toString(),
                "--pgdata=" + data(),
                "--username=" + USER,
                "--pwfile=" + password,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                "--no-sync"));
    }

    private Path data() {
        return folder.resolve("data");
    }

    /** Starts the server again, with the data and on the port that it had. */
    public void begin() {
        String options = "-p " + port + " -h 127.0.0.1 -k '' -F -c max_connections=40";
        runAsUser(List.of(
                programs.resolve("pg_ctl").toString(),
                "--pgdata=" + data(),
                "--log=" + folder.resolve("log"),
                "--options=" + options,
                "--wait",
                "--timeout=" + PATIENCE_SECONDS,
                "start"));
    }

    /** Stops the server at once, as an accident does: connections break, and what was not committed is lost. */
    public void stop() {
        runAsUser(List.of(
                programs.resolve("pg_ctl").toString(), "--pgdata=" + data(), "--mode=immediate", "--wait", "stop"));
    }

    /** For a table's option. */
    public String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    private static void runAsUser(List<String> command) {
        List<String> whole = new ArrayList<>();
        if (isRoot()) {
            whole.addAll(List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"));
        }
        whole.addAll(command);
        run(whole);
    }

    private static void run(List<String> command) {
        try {
            Path output = Files.createTempFile("millrace-postgres", ".out");
            Process process = new ProcessBuilder(command)
                    .directory(Path.of("/").toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
            String said = Files.readString(output, StandardCharsets.UTF_8);
            Files.delete(output);
            if (!ended || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IllegalStateException(String.join(" ", command) + " failed: " + said);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Stops the server if it runs, and removes its data. */
    @Override
    public void close() {
        if (Files.exists(data().resolve("postmaster.pid"))) {
            stop();
        }
        run(List.of("rm", "-rf", folder.toString()));
    }
}
