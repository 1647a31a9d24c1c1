package io.millrace.cli.script;

import io.millrace.cli.Streams;
import io.millrace.core.env.Environment.Threads;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Prints a new link to the page whenever somebody presses Enter: a link works once, and people have more than one
 * browser. Nothing is read while the process is in the background, for the terminal would stop it.
 */
final class LinkPrompt implements AutoCloseable {
    private static final long LOOK_MILLIS = 100;
    private static final Path STATUS = Path.of("/proc/self/stat");

    private final Streams streams;
    private final Supplier<URI> links;
    private final BooleanSupplier foreground;
    private final CountDownLatch over = new CountDownLatch(1);

    LinkPrompt(Streams streams, Supplier<URI> links, BooleanSupplier foreground) {
        this.streams = streams;
        this.links = links;
        this.foreground = foreground;
    }

    /** Prints the first link, and waits for Enter on a thread of its own if somebody can press it. */
    void start(Threads threads) {
        streams.err().println("The live page, for one browser, once: " + links.get());
        if (streams.inTerminal()) {
            streams.err().println("Press Enter for another link.");
            threads.start("millrace-links", this::listen);
        }
        streams.err().flush();
    }

    private void listen() {
        try {
            while (!over.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                if (foreground.getAsBoolean() && pressed()) {
                    streams.err().println("For one more browser, once: " + links.get());
                    streams.err().flush();
                }
            }
        } catch (IOException e) {
            // The terminal has gone; the page goes on.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean pressed() throws IOException {
        boolean enter = false;
        while (streams.in().available() > 0) {
            enter |= streams.in().read() == '\n';
        }
        return enter;
    }

    /** Whether what is typed on the terminal is for this process, where the system tells; otherwise it is assumed. */
    static boolean isForeground() {
        try {
            String status = Files.readString(STATUS);
            // After the name in brackets: state, parent, process group, session, terminal, the terminal's process
            // group.
            String[] words = status.substring(status.lastIndexOf(')') + 2).split(" ");
            return words[2].equals(words[5]);
        } catch (IOException e) {
            return true;
        }
    }

    @Override
    public void close() {
        over.countDown();
    }
}
