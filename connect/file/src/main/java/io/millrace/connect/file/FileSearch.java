package io.millrace.connect.file;

import io.millrace.core.env.Files;
import io.millrace.core.error.ConnectorException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Goes through folders. Only plain files that are not hidden count, also those that are links; a folder that is a link
 * to one that it is in is not entered again.
 *
 * @param strict whether a link to nowhere is an error; otherwise it is left out
 */
record FileSearch(Files files, boolean strict) {
    static boolean isVisible(Path path) {
        Path name = path.getFileName();
        return name != null && !name.toString().startsWith(".");
    }

    /** The files of a folder, in the order of their names. */
    List<Path> in(Path folder) throws IOException {
        List<Path> found = new ArrayList<>();
        for (Path entry : list(folder)) {
            BasicFileAttributes attributes = isVisible(entry) ? attributes(entry) : null;
            if (attributes != null && attributes.isRegularFile()) {
                found.add(entry);
            }
        }
        return found;
    }

    /**
     * The files that fit a pattern, in the order of their names.
     *
     * @param parts the pattern between slashes; {@code **} stands for any number of folders
     * @param at the part to begin with, in the folder {@code start}
     */
    List<Path> matching(Path start, String[] parts, int at) throws IOException {
        List<Path> found = new ArrayList<>();
        List<Object> above = new ArrayList<>();
        Object key = files.attributes(start).fileKey();
        above.add(key == null ? start : key);
        collect(start, parts, at, above, found);
        return found.stream().distinct().sorted().toList();
    }

    private void collect(Path folder, String[] parts, int at, List<Object> above, List<Path> found) throws IOException {
        boolean deep = parts[at].equals("**");
        boolean lastPart = at == parts.length - 1;
        if (deep && !lastPart) {
            collect(folder, parts, at + 1, above, found);
        }
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + (deep ? "*" : parts[at]));
        for (Path entry : list(folder)) {
            Path name = entry.getFileName();
            if (name == null || !isVisible(entry) || !matcher.matches(name)) {
                continue;
            }
            BasicFileAttributes attributes = attributes(entry);
            if (attributes == null) {
                continue;
            }
            if (attributes.isDirectory() && (deep || !lastPart)) {
                Object key = attributes.fileKey();
                if (key == null || !above.contains(key)) {
                    above.add(key == null ? entry : key);
                    collect(entry, parts, deep ? at : at + 1, above, found);
                    above.remove(above.size() - 1);
                }
            } else if (attributes.isRegularFile() && lastPart) {
                found.add(entry);
            }
        }
    }

    /** The entries; none when the folder has just gone. */
    private List<Path> list(Path folder) throws IOException {
        try {
            return files.list(folder);
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        }
    }

    /** What an entry is; null when it is not there any more, or leads nowhere and that is fine. */
    private @Nullable BasicFileAttributes attributes(Path entry) throws IOException {
        try {
            return files.attributes(entry);
        } catch (NoSuchFileException e) {
            if (strict && java.nio.file.Files.isSymbolicLink(entry)) {
                throw new ConnectorException(
                        "'" + entry + "' is a link to a file that does not exist", "remove it, or change 'path'");
            }
            return null;
        } catch (FileSystemException e) {
            if (java.nio.file.Files.isSymbolicLink(entry)) {
                if (strict) {
                    throw new ConnectorException(
                            "'" + entry + "' is a link that leads nowhere: " + e.getReason(),
                            "remove it, or change 'path'");
                }
                return null;
            }
            throw e;
        }
    }
}
