package io.millrace.acceptance.golden;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A file of golden cases. Lines that begin with {@code ---} say what follows: {@code file NAME} an input,
 * {@code script} statements that every case begins with, {@code case NAME [covers A, B]} a case's own statements, and
 * then what is expected of it: {@code rows}, {@code changes}, {@code text}, {@code error} or {@code written FILE}. Lines that begin with
 * {@code #} before the first directive say what the file is about.
 *
 * <p>{@code flink refuses: WHY}, {@code flink differs: WHY}, {@code flink varies: WHY} or {@code flink takes: WHY} after what a
 * case expects says that Flink does not run it, gives other rows, gives other rows in some runs, or gives rows where Millrace
 * gives an error.
 */
public final class GoldenFile {
    private static final Pattern DIRECTIVE = Pattern.compile("--- (\\w+)(?: (.*))?");
    private static final Pattern NOTE = Pattern.compile("(refuses|differs|varies|takes): (.+)");
    private static final Set<String> EXPECTATIONS = Set.of("rows", "changes", "text", "error", "written");

    private final Path path;
    private final Map<String, String> inputs = new LinkedHashMap<>();
    private final List<GoldenCase> cases = new ArrayList<>();
    private final List<String> lines;
    private String script = "";

    /**
     * One case, as written.
     *
     * @param flink in what Flink is different, or null
     */
    public record GoldenCase(
            String name,
            int line,
            List<String> covers,
            String sql,
            List<Expectation> expectations,
            @Nullable FlinkNote flink) {}

    /**
     * In what Flink is different.
     *
     * @param kind refuses, differs or takes
     */
    public record FlinkNote(String kind, String reason) {}

    /**
     * What is expected.
     *
     * @param kind rows, changes, text, error or written
     * @param argument the name of the file written, else empty
     * @param first the line of its directive, from 0
     * @param end the line after its last one
     */
    public record Expectation(String kind, String argument, String text, int first, int end) {}

    private record Section(String kind, String argument, String text, int first, int end) {}

    private GoldenFile(Path path, List<String> lines) {
        this.path = path;
        this.lines = lines;
    }

    public static GoldenFile read(Path path) throws IOException {
        GoldenFile file = new GoldenFile(path, Files.readAllLines(path));
        List<Section> sections = file.sections();
        for (int i = 0; i < sections.size(); i++) {
            Section section = sections.get(i);
            switch (section.kind) {
                case "file" -> file.inputs.put(section.argument, section.text);
                case "script" -> file.script = section.text;
                case "case" -> {
                    List<Expectation> expectations = new ArrayList<>();
                    while (i + 1 < sections.size() && EXPECTATIONS.contains(sections.get(i + 1).kind)) {
                        Section expected = sections.get(++i);
                        expectations.add(new Expectation(
                                expected.kind, expected.argument, expected.text, expected.first, expected.end));
                    }
                    boolean noted =
                            i + 1 < sections.size() && sections.get(i + 1).kind.equals("flink");
                    file.addCase(section, expectations, noted ? file.note(sections.get(++i)) : null);
                }
                default ->
                    throw new IOException(path + ":" + (section.first + 1) + ": unknown section " + section.kind);
            }
        }
        return file;
    }

    private FlinkNote note(Section section) throws IOException {
        Matcher note = NOTE.matcher(section.argument);
        if (!note.matches() || !section.text.isEmpty()) {
            throw new IOException(path + ":" + (section.first + 1)
                    + ": expected 'flink refuses: WHY', 'differs', 'varies' or 'takes'");
        }
        return new FlinkNote(note.group(1), note.group(2));
    }

    private void addCase(Section section, List<Expectation> expectations, @Nullable FlinkNote note) throws IOException {
        String[] parts = section.argument.split(" covers ", 2);
        List<String> covers = parts.length < 2 ? List.of() : List.of(parts[1].split(", *"));
        if (expectations.isEmpty()) {
            throw new IOException(path + ":" + (section.first + 1) + ": the case expects nothing");
        }
        cases.add(new GoldenCase(parts[0].trim(), section.first + 1, covers, section.text, expectations, note));
    }

    private List<Section> sections() throws IOException {
        List<Section> sections = new ArrayList<>();
        int at = 0;
        while (at < lines.size() && !lines.get(at).startsWith("---")) {
            if (!lines.get(at).isBlank() && !lines.get(at).startsWith("#")) {
                throw new IOException(path + ":" + (at + 1) + ": expected # or ---");
            }
            at++;
        }
        while (at < lines.size()) {
            Matcher directive = DIRECTIVE.matcher(lines.get(at));
            if (!directive.matches()) {
                throw new IOException(path + ":" + (at + 1) + ": no directive");
            }
            int first = at++;
            while (at < lines.size() && !lines.get(at).startsWith("--- ")) {
                at++;
            }
            int end = at;
            while (end > first + 1 && lines.get(end - 1).isBlank()) {
                end--;
            }
            StringBuilder text = new StringBuilder();
            for (String line : lines.subList(first + 1, end)) {
                text.append(line).append('\n');
            }
            String argument =
                    directive.group(2) == null ? "" : directive.group(2).trim();
            sections.add(new Section(directive.group(1), argument, text.toString(), first, end));
        }
        return sections;
    }

    /** Replaces what some cases expect and writes the file. */
    void update(Map<Expectation, String> actual) throws IOException {
        List<String> updated = new ArrayList<>();
        int at = 0;
        for (GoldenCase golden : cases) {
            for (Expectation expectation : golden.expectations) {
                updated.addAll(lines.subList(at, expectation.first + 1));
                String text = actual.getOrDefault(expectation, expectation.text);
                updated.addAll(text.lines().toList());
                at = expectation.end;
            }
        }
        updated.addAll(lines.subList(at, lines.size()));
        Files.write(path, updated);
    }

    /** Replaces what cases say of Flink, and writes the file. NULL takes away what is said. */
    public void note(Map<GoldenCase, @Nullable FlinkNote> notes) throws IOException {
        List<String> noted = new ArrayList<>(lines);
        for (int i = cases.size() - 1; i >= 0; i--) {
            GoldenCase golden = cases.get(i);
            if (notes.containsKey(golden)) {
                int end = golden.expectations.get(golden.expectations.size() - 1).end;
                if (golden.flink != null) {
                    int at = end;
                    while (!noted.get(at).startsWith("--- flink ")) {
                        at++;
                    }
                    noted.remove(at);
                }
                FlinkNote note = notes.get(golden);
                if (note != null) {
                    noted.add(end, "--- flink " + note.kind + ": " + note.reason);
                }
            }
        }
        Files.write(path, noted);
    }

    public Path path() {
        return path;
    }

    /** Writes the inputs of all cases into a folder, those of them compiled or encoded that are sources of such files. */
    public void writeInputs(Path folder) throws IOException {
        for (Map.Entry<String, String> input : inputs.entrySet()) {
            Path file = folder.resolve(input.getKey());
            Files.createDirectories(file.getParent());
            Files.writeString(file, input.getValue());
        }
        FunctionJar.compile(folder, inputs);
        ModelFile.write(folder, inputs);
    }

    public Map<String, String> inputs() {
        return inputs;
    }

    /** The statements that every case begins with. */
    public String script() {
        return script;
    }

    public List<GoldenCase> cases() {
        return cases;
    }
}
