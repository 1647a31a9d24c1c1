package io.millrace.cli.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.cli.Streams;
import io.millrace.core.env.SystemEnvironment;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
class LinkPromptTest {
    private final AtomicInteger count = new AtomicInteger();
    private final PipedOutputStream keyboard = new PipedOutputStream();
    private final PipedInputStream screen = new PipedInputStream();
    private final BufferedReader shown = new BufferedReader(new InputStreamReader(screen, StandardCharsets.UTF_8));

    private URI link() {
        return URI.create("http://127.0.0.1:1/?token=" + count.incrementAndGet());
    }

    private LinkPrompt prompt(boolean terminal) throws IOException {
        PrintStream err = new PrintStream(new PipedOutputStream(screen), true, StandardCharsets.UTF_8);
        Streams streams = terminal
                ? new Streams(new PipedInputStream(keyboard), OutputStream.nullOutputStream(), err, true, true, true)
                : Streams.piped(new ByteArrayInputStream("\n".getBytes(StandardCharsets.UTF_8)), err, err);
        LinkPrompt prompt = new LinkPrompt(streams, this::link, () -> true);
        prompt.start(SystemEnvironment.create().threads());
        return prompt;
    }

    @Test
    void enterGivesAnotherLink() throws IOException {
        try (LinkPrompt prompt = prompt(true)) {
            assertThat(shown.readLine()).endsWith("once: http://127.0.0.1:1/?token=1");
            assertThat(shown.readLine()).isEqualTo("Press Enter for another link.");
            keyboard.write('\n');
            keyboard.flush();
            assertThat(shown.readLine()).endsWith("http://127.0.0.1:1/?token=2");
            keyboard.write("x\n".getBytes(StandardCharsets.UTF_8));
            keyboard.flush();
            assertThat(shown.readLine()).endsWith("http://127.0.0.1:1/?token=3");
            assertThat(prompt).isNotNull();
        }
    }

    @Test
    void nobodyIsAskedWhoIsNotThere() throws IOException {
        try (LinkPrompt prompt = prompt(false)) {
            assertThat(shown.readLine()).endsWith("token=1");
            assertThat(shown.ready()).isFalse();
            assertThat(prompt).isNotNull();
        }
    }
}
