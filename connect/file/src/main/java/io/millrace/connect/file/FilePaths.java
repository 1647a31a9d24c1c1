package io.millrace.connect.file;

import io.millrace.core.env.Files;
import io.millrace.core.error.ConnectorException;
import io.millrace.core.text.Suggestions;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** Finds the files that a path names: one file, all files of a folder, or those that fit a pattern. */
final class FilePaths {
    private static final Pattern WILDCARD = Pattern.compile("[*?\\[{]");

    private FilePaths() {}

    /**
     * The files, in the order of their names; files in folders below count when a pattern says so. Hidden files, whose
     * names start with a dot, are left out unless they are named.
     *
     * @throws ConnectorException when there is none
     */
    static List<Path> find(Files files, Path folder, String path) {
        try {
            Path exact =
                    isPattern(path) ? null : folder.resolve(stripScheme(path)).normalize();
            if (path.isBlank()) {
                throw new ConnectorException("option 'path' is empty", "name a file, a folder or a pattern");
            }
            if (exact == null) {
                return matching(files, folder, stripScheme(path));
            }
            if (!files.exists(exact)) {
                throw missing(files, exact, path);
            }
            if (!files.attributes(exact).isDirectory()) {
                return List.of(exact);
            }
            List<Path> found = new ArrayList<>();
            for (Path entry : files.list(exact)) {
                if (isVisible(entry) && files.attributes(entry).isRegularFile()) {
                    found.add(entry);
                }
            }
            if (found.isEmpty()) {
                throw new ConnectorException(
                        "folder '" + path + "' has no files", "put a file into it, or change 'path'");
            }
            return found;
        } catch (IOException e) {
            throw failed("cannot look for '" + path + "'", e);
        } catch (PatternSyntaxException e) {
            throw new ConnectorException(
                    "'" + path + "' is not a pattern: " + e.getDescription(),
                    "* stands for any characters, ? for one, [ab] for one of them, {a,b} for one of several texts");
        } catch (InvalidPathException e) {
            throw new ConnectorException(
                    "'" + path.replace('\0', '?') + "' cannot be the name of a file", "change 'path'");
        }
    }

    static boolean isPattern(String path) {
        return WILDCARD.matcher(path).find();
    }

    static String stripScheme(String path) {
        return path.startsWith("file://") ? path.substring("file://".length()) : path;
    }

    private static boolean isVisible(Path path) {
        Path name = path.getFileName();
        return name != null && !name.toString().startsWith(".");
    }

    private static List<Path> matching(Files files, Path folder, String pattern) throws IOException {
        String[] parts = pattern.split("/", -1);
        StringBuilder fixed = new StringBuilder();
        int at = 0;
        while (at < parts.length - 1 && !isPattern(parts[at])) {
            fixed.append(parts[at++]).append('/');
        }
        Path start = folder.resolve(fixed.toString()).normalize();
        if (!files.exists(start)) {
            throw missing(files, start, pattern);
        }
        List<Path> found = new ArrayList<>();
        collect(files, start, parts, at, found);
        if (found.isEmpty()) {
            throw new ConnectorException("no file fits '" + pattern + "'", near(files, start, parts[parts.length - 1]));
        }
        return found.stream().distinct().sorted().toList();
    }

    private static void collect(Files files, Path folder, String[] parts, int at, List<Path> found) throws IOException {
        boolean deep = parts[at].equals("**");
        boolean lastPart = at == parts.length - 1;
        if (deep && !lastPart) {
            collect(files, folder, parts, at + 1, found);
        }
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + (deep ? "*" : parts[at]));
        for (Path entry : files.list(folder)) {
            Path name = entry.getFileName();
            if (name == null || !isVisible(entry) || !matcher.matches(name)) {
                continue;
            }
            boolean isFolder = files.attributes(entry).isDirectory();
            if (isFolder && (deep || !lastPart)) {
                collect(files, entry, parts, deep ? at : at + 1, found);
            } else if (!isFolder && lastPart) {
                found.add(entry);
            }
        }
    }

    private static ConnectorException missing(Files files, Path path, String written) {
        Path parent = path.getParent();
        Path name = path.getFileName();
        String hint = parent == null || name == null ? null : near(files, parent, name.toString());
        return new ConnectorException("file '" + written + "' does not exist", hint);
    }

    private static @Nullable String near(Files files, Path folder, String name) {
        if (files.exists(folder) && !isFolder(files, folder)) {
            return "'" + folder + "' is a file, not a folder";
        }
        if (!files.exists(folder)) {
            return "folder '" + folder + "' does not exist either";
        }
        try {
            List<String> names = files.list(folder).stream()
                    .filter(FilePaths::isVisible)
                    .map(entry -> String.valueOf(entry.getFileName()))
                    .limit(10_000)
                    .toList();
            String shown = Suggestions.nearest(name, names)
                    .map(nearest -> "did you mean '" + nearest + "'?")
                    .orElse(
                            names.isEmpty()
                                    ? "the folder is empty"
                                    : "there is: " + String.join(", ", names.subList(0, Math.min(10, names.size()))));
            return "looked in '" + folder + "': " + shown;
        } catch (IOException e) {
            return null;
        }
    }

    private static boolean isFolder(Files files, Path path) {
        try {
            return files.attributes(path).isDirectory();
        } catch (IOException e) {
            return false;
        }
    }

    /** A failure of the file system as a connector's. */
    static ConnectorException failed(String what, IOException cause) {
        String reason;
        String hint;
        if (cause instanceof EOFException) {
            reason = "it is cut off";
            hint = "the compressed file has no end: copy it again, or unpack what there is with gzip -dc";
        } else if (cause instanceof ZipException) {
            reason = "it is not compressed with gzip, or is damaged";
            hint = "if it is plain text: 'compression' = 'none'";
        } else if (cause instanceof AccessDeniedException) {
            reason = "permission denied";
            hint = "give the user that runs Millrace the right to it";
        } else if (cause instanceof NoSuchFileException) {
            reason = "it does not exist";
            hint = "perhaps it was removed while it was being looked at";
        } else if (cause instanceof FileAlreadyExistsException) {
            reason = "there is a file of that name";
            hint = "change 'path', or remove the file";
        } else {
            String detail = cause instanceof FileSystemException system ? system.getReason() : cause.getMessage();
            reason = detail == null ? cause.getClass().getSimpleName() : detail;
            hint = "check 'path', and the disk";
        }
        return new ConnectorException(what + ": " + reason, hint, true, cause);
    }
}
