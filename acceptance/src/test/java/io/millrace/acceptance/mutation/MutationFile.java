package io.millrace.acceptance.mutation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Reads files of seeded bugs. A bug is a paragraph:
 *
 * <pre>
 * bug: what is wrong, as a sentence
 * in: the path of a source file
 *  a line that stays as it is, with one space in front
 * -a line that goes
 * +a line that comes in its place
 * caught by: golden files, separated by commas
 * </pre>
 *
 * Lines are compared without their indentation. Lines that begin with {@code #} are comments.
 */
final class MutationFile {
    static final Path FOLDER = Path.of("mutations");

    private final Path path;
    private final List<Mutation> mutations = new ArrayList<>();
    private String name = "";
    private int firstLine;
    private String source = "";
    private List<String> original = new ArrayList<>();
    private List<String> mutated = new ArrayList<>();

    private MutationFile(Path path) {
        this.path = path;
    }

    /** The bugs of all files, in the order of their names. */
    static List<Mutation> all() throws IOException {
        List<Mutation> all = new ArrayList<>();
        try (Stream<Path> paths = Files.list(FOLDER)) {
            for (Path path : paths.sorted().toList()) {
                all.addAll(new MutationFile(path).read());
            }
        }
        return all;
    }

    private List<Mutation> read() throws IOException {
        List<String> lines = Files.readAllLines(path);
        for (int i = 0; i < lines.size(); i++) {
            read(lines.get(i), i + 1);
        }
        if (!name.isEmpty()) {
            throw wrong(lines.size(), "the last bug has no 'caught by:'");
        }
        return mutations;
    }

    private void read(String line, int number) throws IOException {
        if (name.isEmpty()) {
            if (line.startsWith("bug: ")) {
                name = line.substring("bug: ".length());
                firstLine = number;
            } else if (!line.isBlank() && !line.startsWith("#")) {
                throw wrong(number, "expected 'bug: ' or a comment");
            }
        } else if (line.startsWith("in: ")) {
            source = line.substring("in: ".length());
        } else if (line.startsWith("caught by: ")) {
            end(List.of(line.substring("caught by: ".length()).split(", *")));
        } else if (line.startsWith(" ")) {
            original.add(line.strip());
            mutated.add(line.strip());
        } else if (line.startsWith("-")) {
            original.add(line.substring(1).strip());
        } else if (line.startsWith("+")) {
            mutated.add(line.substring(1).strip());
        } else {
            throw wrong(number, "expected 'in: ', a line with ' ', '-' or '+' in front, or 'caught by: '");
        }
    }

    private void end(List<String> golden) throws IOException {
        if (source.isEmpty() || original.isEmpty() || original.equals(mutated)) {
            throw wrong(firstLine, "a bug needs 'in: ' and lines that differ");
        }
        mutations.add(new Mutation(name, path + ":" + firstLine, source, original, mutated, golden));
        name = "";
        source = "";
        original = new ArrayList<>();
        mutated = new ArrayList<>();
    }

    private IOException wrong(int line, String what) {
        return new IOException(path + ":" + line + ": " + what);
    }
}
