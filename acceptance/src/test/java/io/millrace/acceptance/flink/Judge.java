package io.millrace.acceptance.flink;

import io.millrace.acceptance.flink.Answer.Refused;
import io.millrace.acceptance.flink.Answer.Table;
import io.millrace.acceptance.golden.RowReceiver;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Flink in a process of its own, for as long as this is open. For one thread. */
final class Judge implements AutoCloseable {
    private static final Path FOLDER = Path.of("flink", "target");

    private final Process process;
    private final DataInputStream in;
    private final DataOutputStream out;

    private Judge(Process process) {
        this.process = process;
        in = new DataInputStream(process.getInputStream());
        out = new DataOutputStream(new BufferedOutputStream(process.getOutputStream()));
    }

    static Judge start() throws IOException {
        return start("-Xmx2g", "-XX:TieredStopAtLevel=1");
    }

    /**
     * With options for Java.
     *
     * @param options as {@code -Xmx2g}; {@code -Djudge.timeoutSeconds=N} is how long a job may take, 60 if not given
     */
    static Judge start(String... options) throws IOException {
        Path classes = FOLDER.resolve("classes").toAbsolutePath();
        if (!Files.isDirectory(classes)) {
            throw new IOException("Flink is not there: run with -Pflink");
        }
        String libraries = FOLDER.resolve("lib").toAbsolutePath() + File.separator + "*";
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.addAll(List.of(
                "-XX:+UseSerialGC",
                "-Duser.language=en",
                "-Duser.timezone=UTC",
                "--add-opens=java.base/java.util=ALL-UNNAMED",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--add-opens=java.base/java.time=ALL-UNNAMED",
                "-cp",
                classes + File.pathSeparator + libraries,
                "io.millrace.acceptance.judge.JudgeProcess"));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.redirectError(FOLDER.resolve("judge.log").toFile());
        return new Judge(builder.start());
    }

    /**
     * What Flink answers to each query of a script; the answer to a statement that is no query only when it is refused.
     *
     * @param batch whether all input is read before results are made, as for tables that do not change
     * @param folder where the script's files are
     */
    List<Answer> run(boolean batch, Path folder, String script) throws IOException {
        return ask(Arrays.asList(
                batch ? "batch" : "streaming", folder.toAbsolutePath().toString(), null, script));
    }

    /** What Flink answers to the query of a script, a table without rows: its changes go into a file. */
    Answer runInto(Path changes, Path folder, String script) throws IOException {
        String file = changes.toAbsolutePath().toString();
        List<Answer> answers = ask(List.of("streaming", folder.toAbsolutePath().toString(), file, script));
        return answers.get(answers.size() - 1);
    }

    /** Reads the changes of {@link #runInto}. */
    static void read(Path changes, RowReceiver receiver) throws IOException {
        try (DataInputStream in =
                new DataInputStream(new BufferedInputStream(Files.newInputStream(changes), 1 << 16))) {
            while (true) {
                in.mark(1);
                if (in.read() < 0) {
                    return;
                }
                in.reset();
                List<@Nullable String> change = read(in);
                receiver.accept(change.subList(1, change.size()), "+".equals(change.get(0)) ? 1 : -1);
            }
        }
    }

    private List<Answer> ask(List<@Nullable String> request) throws IOException {
        write(request);
        List<Answer> answers = new ArrayList<>();
        while (true) {
            List<@Nullable String> message = read(in);
            String kind = Objects.requireNonNull(message.get(0));
            if (kind.equals("end")) {
                return answers;
            }
            answers.add(kind.equals("refused") ? new Refused(Objects.requireNonNull(message.get(1))) : table(message));
        }
    }

    private static Table table(List<@Nullable String> message) {
        int columns = Integer.parseInt(Objects.requireNonNull(message.get(2)));
        List<String> names = new ArrayList<>();
        List<String> types = new ArrayList<>();
        for (int i = 0; i < columns; i++) {
            names.add(Objects.requireNonNull(message.get(3 + i)));
            types.add(Objects.requireNonNull(message.get(3 + columns + i)));
        }
        List<List<@Nullable String>> rows = new ArrayList<>();
        for (int at = 3 + 2 * columns; at < message.size(); at += columns) {
            rows.add(message.subList(at, at + columns));
        }
        return new Table("appended".equals(message.get(1)), names, types, rows);
    }

    private void write(List<? extends @Nullable String> texts) throws IOException {
        out.writeInt(texts.size());
        for (String text : texts) {
            byte[] bytes = text == null ? null : text.getBytes(StandardCharsets.UTF_8);
            out.writeInt(bytes == null ? -1 : bytes.length);
            out.write(bytes == null ? new byte[0] : bytes);
        }
        out.flush();
    }

    private static List<@Nullable String> read(DataInputStream in) throws IOException {
        List<@Nullable String> texts = new ArrayList<>();
        int count = in.readInt();
        for (int i = 0; i < count; i++) {
            int length = in.readInt();
            texts.add(length < 0 ? null : new String(in.readNBytes(length), StandardCharsets.UTF_8));
        }
        return texts;
    }

    @Override
    public void close() throws IOException {
        out.close();
        process.destroy();
    }
}
