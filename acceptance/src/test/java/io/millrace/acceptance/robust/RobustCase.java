package io.millrace.acceptance.robust;

import io.millrace.acceptance.robust.RobustFile.Section;
import io.millrace.cli.Main;
import io.millrace.cli.Streams;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** One case: what the command is given, and what it is expected to answer. */
final class RobustCase {
    private static final Set<String> EXPECTATIONS = Set.of("status", "out", "err");

    private final Section head;
    private final List<Section> common;
    private final List<Section> own = new ArrayList<>();

    /** What the command answered; the case's folder is left out of it. */
    record Answer(int status, String out, String err) {}

    RobustCase(Section head, List<Section> common) {
        this.head = head;
        this.common = common;
    }

    void add(Section section) {
        own.add(section);
    }

    String name() {
        return head.argument();
    }

    int line() {
        return head.line();
    }

    Answer expected() {
        return new Answer(Integer.parseInt(expected("status").strip()), expected("out"), expected("err"));
    }

    private String expected(String kind) {
        return own.stream()
                .filter(section -> section.kind().equals(kind))
                .map(section -> section.argument() + section.text())
                .findFirst()
                .orElse("");
    }

    /** Expects an answer from now on. */
    void expect(Answer answer) {
        own.removeIf(section -> EXPECTATIONS.contains(section.kind()));
        own.add(new Section("status", String.valueOf(answer.status()), "", 0));
        if (!answer.out().isEmpty()) {
            own.add(new Section("out", "", answer.out(), 0));
        }
        if (!answer.err().isEmpty()) {
            own.add(new Section("err", "", answer.err(), 0));
        }
    }

    Stream<Section> written() {
        return Stream.concat(Stream.of(head), own.stream());
    }

    /** Runs the command in a folder of its own. */
    Answer run(Path folder) throws IOException {
        StringBuilder script = new StringBuilder();
        String command = "run x.sql";
        String in = "";
        for (Section section : Stream.concat(common.stream(), own.stream()).toList()) {
            String[] words =
                    section.argument().replace("FOLDER", folder.toString()).split(" ");
            switch (section.kind()) {
                case "script" -> script.append(section.text());
                case "command" -> command = section.argument();
                case "stdin" -> in = section.text();
                case "file" -> Files.writeString(at(folder, words[0]), section.text());
                case "bytes" -> Files.write(at(folder, words[0]), Inputs.bytes(section.text()));
                case "gzip" ->
                    Inputs.writeGzip(
                            at(folder, words[0]),
                            Inputs.bytes(section.text()),
                            words.length < 2 ? 0 : Integer.parseInt(words[1]));
                case "link" -> Files.createSymbolicLink(at(folder, words[0]), Path.of(words[1]));
                case "folder" -> Files.createDirectories(folder.resolve(words[0]));
                case "status", "out", "err" -> {}
                default -> throw new IOException("line " + section.line() + ": unknown section " + section.kind());
            }
        }
        Files.writeString(folder.resolve("x.sql"), script + head.text());
        return run(folder, command, in);
    }

    private static Path at(Path folder, String name) throws IOException {
        Path path = folder.resolve(name.replace("%20", " "));
        Files.createDirectories(path.getParent());
        return path;
    }

    private static Answer run(Path folder, String command, String in) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream told = new PrintStream(err, true, StandardCharsets.UTF_8);
        List<String> arguments = new ArrayList<>();
        for (String word : command.split(" ")) {
            boolean file = word.endsWith(".sql") || word.endsWith("/");
            if (!word.isEmpty()) {
                arguments.add(file ? folder + "/" + word : word.replace("%20", " "));
            }
        }
        ByteArrayInputStream typed = new ByteArrayInputStream(in.getBytes(StandardCharsets.UTF_8));
        int status = Main.run(Streams.piped(typed, out, told), arguments.toArray(String[]::new));
        return new Answer(status, text(out, folder), text(err, folder));
    }

    private static String text(ByteArrayOutputStream bytes, Path folder) {
        String text =
                bytes.toString(StandardCharsets.UTF_8).replace(folder + "/", "").replace(folder.toString(), "FOLDER");
        return text.isEmpty() || text.endsWith("\n") ? text : text + "(no line end)\n";
    }
}
