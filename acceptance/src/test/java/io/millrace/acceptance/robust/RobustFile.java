package io.millrace.acceptance.robust;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file of cases. A line {@code --- KIND [ARGUMENT]} begins a section. Those before the first {@code case NAME} belong
 * to every case; the text of a case is its script, {@code x.sql}. Inputs are {@code command} (the arguments, by default
 * {@code run x.sql}), {@code script} (what every script begins with), {@code stdin}, and files: {@code file NAME} as it
 * stands, {@code link NAME TARGET}, {@code bytes NAME} and {@code gzip NAME [CUT]} as {@link Inputs} says. Expected are {@code status}, {@code
 * out} and {@code err}. Lines that begin with {@code #} before the first section say what the file is about.
 */
final class RobustFile {
    private static final Pattern DIRECTIVE = Pattern.compile("--- (\\w+)(?: (.*))?");

    private final Path path;
    private final List<String> head = new ArrayList<>();
    private final List<Section> common = new ArrayList<>();
    private final List<RobustCase> cases = new ArrayList<>();

    /**
     * One section.
     *
     * @param line the line of its directive, from 1
     */
    record Section(String kind, String argument, String text, int line) {}

    private RobustFile(Path path) {
        this.path = path;
    }

    static RobustFile read(Path path) throws IOException {
        RobustFile file = new RobustFile(path);
        List<String> lines = Files.readAllLines(path);
        int at = 0;
        while (at < lines.size() && !lines.get(at).startsWith("--- ")) {
            file.head.add(lines.get(at++));
        }
        while (!file.head.isEmpty() && file.head.get(file.head.size() - 1).isBlank()) {
            file.head.remove(file.head.size() - 1);
        }
        while (at < lines.size()) {
            Matcher directive = DIRECTIVE.matcher(lines.get(at));
            if (!directive.matches()) {
                throw new IOException(path + ":" + (at + 1) + ": no directive");
            }
            int first = ++at;
            while (at < lines.size() && !DIRECTIVE.matcher(lines.get(at)).matches()) {
                at++;
            }
            int end = at;
            while (end > first && lines.get(end - 1).isBlank()) {
                end--;
            }
            StringBuilder text = new StringBuilder();
            lines.subList(first, end).forEach(line -> text.append(line).append('\n'));
            String argument =
                    directive.group(2) == null ? "" : directive.group(2).strip();
            file.add(new Section(directive.group(1), argument, text.toString(), first));
        }
        return file;
    }

    private void add(Section section) {
        if (section.kind().equals("case")) {
            cases.add(new RobustCase(section, common));
        } else if (cases.isEmpty()) {
            common.add(section);
        } else {
            cases.get(cases.size() - 1).add(section);
        }
    }

    /** Writes the file with what the cases expect now. */
    void write() throws IOException {
        StringBuilder text = new StringBuilder();
        head.forEach(line -> text.append(line).append('\n'));
        if (!common.isEmpty()) {
            text.append('\n');
        }
        common.forEach(section -> write(text, section));
        for (RobustCase each : cases) {
            text.append('\n');
            each.written().forEach(section -> write(text, section));
        }
        Files.writeString(path, text);
    }

    private static void write(StringBuilder text, Section section) {
        text.append("--- ").append(section.kind());
        if (!section.argument().isEmpty()) {
            text.append(' ').append(section.argument());
        }
        text.append('\n').append(section.text());
    }

    Path path() {
        return path;
    }

    List<RobustCase> cases() {
        return cases;
    }
}
