package io.millrace.acceptance.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process of the command. Standard error goes to a file, standard output is read line by line. */
final class RunningCommand implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;

    private final Process process;
    private final BufferedReader out;
    private final Path err;

    private RunningCommand(ProcessBuilder builder, Path folder) throws IOException {
        err = Files.createTempFile(folder, "err", ".txt");
        process = builder.directory(folder.toFile()).redirectError(err.toFile()).start();
        out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Starts {@code millrace} with the classes under test. */
    static RunningCommand start(Path folder, String... arguments) throws IOException {
        return silent(new ProcessBuilder(command(arguments)), folder);
    }

    private static RunningCommand silent(ProcessBuilder builder, Path folder) throws IOException {
        RunningCommand running = new RunningCommand(builder, folder);
        running.process.getOutputStream().close();
        return running;
    }

    /**
     * Starts {@code millrace} on a terminal of its own, which the command {@code script} makes and {@link #type} types
     * on. Both of its outputs come as standard output, and it takes neither for a terminal.
     */
    static RunningCommand onTerminal(Path folder, String... arguments) throws IOException {
        // The launcher says which streams are terminals; here it is not in between.
        String run = String.join(" ", command(arguments))
                .replace(" io.millrace.cli.Main", " -Dmillrace.terminals=in io.millrace.cli.Main");
        return new RunningCommand(new ProcessBuilder("script", "-qec", run, "/dev/null"), folder);
    }

    /** The words of a command line that runs {@code millrace} with the classes under test. */
    static List<String> command(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto", "-cp"));
        command.add(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        command.add("io.millrace.cli.Main");
        command.addAll(List.of(arguments));
        return command;
    }

    /** Starts a shell's command line. */
    static RunningCommand shell(Path folder, String line) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", line);
        builder.environment().put("HOME", folder.toString());
        builder.environment().put("XDG_CACHE_HOME", folder.resolve("cache").toString());
        builder.environment().put("MILLRACE_NO_BUILD", "yes");
        return silent(builder, folder);
    }

    /** Types on the terminal. */
    void type(String text) throws IOException {
        process.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    /** The next line of standard output that has a text in it; what comes before it is skipped. */
    String lineWith(String part) throws IOException {
        String line = line();
        while (!line.contains(part)) {
            if (line.isEmpty()) {
                throw new AssertionError("the output is over before '" + part + "'; it said: " + told());
            }
            line = line();
        }
        return line;
    }

    /** The next line of standard output, with its line end; empty at the end. */
    String line() throws IOException {
        StringBuilder line = new StringBuilder();
        int c = out.read();
        while (c >= 0 && c != '\n') {
            line.append((char) c);
            c = out.read();
        }
        return c == '\n' ? line.append('\n').toString() : line.toString();
    }

    /** All that is left of standard output. */
    String rest() throws IOException {
        StringBuilder rest = new StringBuilder();
        char[] some = new char[1 << 16];
        for (int count = out.read(some); count >= 0; count = out.read(some)) {
            rest.append(some, 0, count);
        }
        return rest.toString();
    }

    /** Stops listening to standard output. */
    void hangUp() throws IOException {
        process.getInputStream().close();
    }

    /** Sends a signal by its name. */
    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                .start()
                .waitFor();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Waits for the end; the exit status. */
    int status() throws InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("the process does not end; it said: " + told());
        }
        return process.exitValue();
    }

    /** What was said on standard error so far. */
    String told() {
        try {
            return Files.readString(err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
