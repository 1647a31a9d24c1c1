package io.millrace.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** The files of this checkout: those that are tracked, or would be if they were added. */
final class Repository {
    private static final Set<String> NOT_OURS = Set.of(".git", "target", "node_modules");
    private static final Set<String> TEXT = Set.of(
            "java",
            "md",
            "xml",
            "sql",
            "ts",
            "tsx",
            "css",
            "html",
            "json",
            "js",
            "mjs",
            "sh",
            "csv",
            "txt",
            "test",
            "mutations",
            "yaml",
            "yml",
            "properties",
            "config",
            "svg",
            "gitignore",
            "npmrc");

    private final Path root;
    private final List<Path> files;

    private Repository(Path root, List<Path> files) {
        this.root = root;
        this.files = files;
    }

    static Repository here() {
        Path at = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(at.resolve("acceptance")) || !Files.isRegularFile(at.resolve("pom.xml"))) {
            Path parent = at.getParent();
            if (parent == null) {
                throw new IllegalStateException("the tests do not run inside a checkout");
            }
            at = parent;
        }
        return new Repository(at, list(at));
    }

    private static List<Path> list(Path root) {
        if (Files.exists(root.resolve(".git"))) {
            try {
                Process git = new ProcessBuilder("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
                        .directory(root.toFile())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
                String names = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                if (git.waitFor() == 0) {
                    return Stream.of(names.split("\0"))
                            .filter(name -> !name.isEmpty())
                            .distinct()
                            .map(root::resolve)
                            .filter(Files::isRegularFile)
                            .toList();
                }
            } catch (IOException e) {
                return walk(root);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        return walk(root);
    }

    /** For a checkout without git, as from an archive. */
    private static List<Path> walk(Path root) {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> {
                        for (Path part : root.relativize(file)) {
                            if (NOT_OURS.contains(part.toString())) {
                                return false;
                            }
                        }
                        return true;
                    })
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All text files. */
    List<SourceFile> texts() {
        return files.stream().filter(Repository::isText).map(this::read).toList();
    }

    /** All Java files. */
    List<SourceFile> java() {
        return texts().stream().filter(file -> file.path().endsWith(".java")).toList();
    }

    Path root() {
        return root;
    }

    private SourceFile read(Path file) {
        try {
            String path = root.relativize(file).toString().replace('\\', '/');
            return new SourceFile(path, Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(file + " is no UTF-8 text", e);
        }
    }

    private static boolean isText(Path file) {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return dot < 0 || TEXT.contains(name.substring(dot + 1).toLowerCase(Locale.ROOT));
    }
}
