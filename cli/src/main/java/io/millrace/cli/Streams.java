package io.millrace.cli;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Where a command reads and writes: results to {@code out}, everything else to {@code err}.
 *
 * @param outTerminal whether a person reads {@code out}
 * @param errTerminal whether a person reads {@code err}
 * @param inTerminal whether a person types {@code in}
 */
public record Streams(
        InputStream in,
        OutputStream out,
        PrintStream err,
        boolean inTerminal,
        boolean outTerminal,
        boolean errTerminal) {
    /** The streams of a pipe or a test: nobody is at a terminal. */
    public static Streams piped(InputStream in, OutputStream out, PrintStream err) {
        return new Streams(in, out, err, false, false, false);
    }

    /**
     * The streams of the process. The JDK cannot tell which of them are terminals, so the launcher does, in {@code
     * millrace.terminals}.
     */
    static Streams ofProcess() {
        List<String> names =
                List.of(System.getProperty("millrace.terminals", "").split(","));
        return new Streams(
                new FileInputStream(FileDescriptor.in),
                new FileOutputStream(FileDescriptor.out),
                new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
                names.contains("in"),
                names.contains("out"),
                names.contains("err"));
    }

    /** Whether results may be coloured. */
    public boolean colored() {
        return outTerminal && System.getenv("NO_COLOR") == null;
    }
}
