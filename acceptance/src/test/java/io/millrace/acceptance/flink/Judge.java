package io.millrace.acceptance.flink;

import io.millrace.acceptance.flink.Answer.Refused;
import io.millrace.acceptance.flink.Answer.Table;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
        Path classes = FOLDER.resolve("classes").toAbsolutePath();
        if (!Files.isDirectory(classes)) {
            throw new IOException("Flink is not there: run with -Pflink");
        }
        String libraries = FOLDER.resolve("lib").toAbsolutePath() + File.separator + "*";
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx2g",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Duser.language=en",
                "-Duser.timezone=UTC",
                "--add-opens=java.base/java.util=ALL-UNNAMED",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--add-opens=java.base/java.time=ALL-UNNAMED",
                "-cp",
                classes + File.pathSeparator + libraries,
                "io.millrace.acceptance.judge.JudgeProcess");
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
        write(List.of(batch ? "batch" : "streaming", folder.toAbsolutePath().toString(), script));
        List<Answer> answers = new ArrayList<>();
        while (true) {
            List<@Nullable String> message = read();
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

    private void write(List<String> texts) throws IOException {
        out.writeInt(texts.size());
        for (String text : texts) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            out.writeInt(bytes.length);
            out.write(bytes);
        }
        out.flush();
    }

    private List<@Nullable String> read() throws IOException {
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
