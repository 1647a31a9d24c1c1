package io.millrace.connect.file;

import io.millrace.connect.format.Formats;
import io.millrace.core.connect.Table;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.PatternSyntaxException;

/** Finds out whether a file that one table writes is among those that another one reads. */
final class SharedFiles {
    private SharedFiles() {}

    static Optional<String> of(Table written, Table read, Path folder) {
        String to = written.options().require("path");
        String from = read.options().require("path");
        if (to.isBlank() || from.isBlank()) {
            return Optional.empty();
        }
        try {
            Path target = resolved(folder, to);
            if (!written.partitionedBy().isEmpty()) {
                return isBelow(target, from, folder) ? Optional.of("folder '" + to + "'") : Optional.empty();
            }
            List<Path> files = to.endsWith("/")
                    ? Formats.names().stream()
                            .map(format -> target.resolve(written.name() + "." + format))
                            .toList()
                    : List.of(target);
            return files.stream().anyMatch(file -> isRead(file, read, folder))
                    ? Optional.of("file '" + to + "'")
                    : Optional.empty();
        } catch (InvalidPathException | PatternSyntaxException e) {
            // Whoever opens it says so better.
            return Optional.empty();
        }
    }

    /** Whether what is read is in the folder that partitions are written to, or may be. */
    private static boolean isBelow(Path target, String from, Path folder) {
        String path = FilePaths.stripScheme(from);
        String fixed = path.replaceFirst("[^/]*[*?\\[{].*", "");
        Path source = resolved(folder, fixed);
        return source.startsWith(target) || FilePaths.isPattern(path) && target.startsWith(source);
    }

    private static boolean isRead(Path file, Table read, Path folder) {
        String from = read.options().require("path");
        if (FilePaths.isPattern(from)) {
            String pattern = FilePaths.stripScheme(from);
            String whole = pattern.startsWith("/") ? pattern : resolved(folder, "") + "/" + pattern;
            return FileSystems.getDefault().getPathMatcher("glob:" + whole).matches(file);
        }
        Path source = resolved(folder, from);
        return source.equals(file)
                || (read.partitionedBy().isEmpty() ? source.equals(file.getParent()) : file.startsWith(source));
    }

    /** The file itself where the path is a link to it, or leads through one. */
    private static Path resolved(Path folder, String path) {
        Path plain =
                folder.resolve(FilePaths.stripScheme(path)).toAbsolutePath().normalize();
        for (Path there = plain; there != null; there = there.getParent()) {
            try {
                return there.toRealPath().resolve(there.relativize(plain)).normalize();
            } catch (IOException e) {
                // What does not exist yet is in a folder that does.
            }
        }
        return plain;
    }
}
