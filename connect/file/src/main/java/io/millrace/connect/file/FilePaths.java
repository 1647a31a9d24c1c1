package io.millrace.connect.file;

import io.millrace.core.env.Files;
import io.millrace.core.error.ConnectorException;
import io.millrace.core.text.Suggestions;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** Finds the files that a path names: one file, all files of a folder, or those that fit a pattern. */
final class FilePaths {
    private static final Pattern WILDCARD = Pattern.compile("[*?\\[{]");

    /** As s3://bucket/file. */
    private static final Pattern ELSEWHERE = Pattern.compile("(?!file:)[a-zA-Z][a-zA-Z0-9+.-]+://");

    private FilePaths() {}

    /**
     * The files, in the order of their names; files in folders below count when a pattern says so. Hidden files, whose
     * names start with a dot, are left out unless they are named.
     *
     * @throws ConnectorException when there is none
     */
    static List<Path> find(Files files, Path folder, String path) {
        List<Path> found = look(files, folder, path, true);
        if (!found.isEmpty()) {
            return found;
        } else if (isPattern(path)) {
            String[] parts = stripScheme(path).split("/", -1);
            throw new ConnectorException(
                    "no file fits '" + path + "'", near(files, start(folder, parts), parts[parts.length - 1]));
        }
        throw new ConnectorException("folder '" + path + "' has no files", "put a file into it, or change 'path'");
    }

    /** Throws when a path is one of another system, as {@code s3://bucket/file} is. */
    static void checkHere(String path) {
        if (ELSEWHERE.matcher(path).lookingAt()) {
            throw new ConnectorException(
                    "'" + path + "' is not on this machine",
                    "only its files are read and written: copy them, or mount what has them");
        }
    }

    /**
     * The files that there are now, perhaps none.
     *
     * @param strict whether links to nowhere, and a missing folder or file, are errors; otherwise they are left out
     * @throws ConnectorException when the file that is named, or the folder to look in, does not exist
     */
    static List<Path> look(Files files, Path folder, String path, boolean strict) {
        if (path.isBlank()) {
            throw new ConnectorException("option 'path' is empty", "name a file, a folder or a pattern");
        }
        checkHere(path);
        try {
            FileSearch search = new FileSearch(files, strict);
            if (isPattern(path)) {
                String[] parts = stripScheme(path).split("/", -1);
                Path start = start(folder, parts);
                if (!files.exists(start) && !strict) {
                    return List.of();
                } else if (!files.exists(start)) {
                    String fixed = String.join("/", Arrays.copyOf(parts, fixedParts(parts)));
                    throw missing(files, start, "folder", fixed);
                }
                return search.matching(start, parts, fixedParts(parts));
            }
            Path exact = exact(folder, path);
            if (!files.exists(exact) && !strict) {
                return List.of();
            } else if (!files.exists(exact)) {
                throw missing(files, exact, "file", path);
            }
            return files.attributes(exact).isDirectory() ? search.in(exact) : List.of(exact);
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

    /** Whether a path stands for any number of files rather than for one. */
    static boolean isMany(Files files, Path folder, String path) {
        return isPattern(path) || isFolder(files, exact(folder, path));
    }

    private static Path exact(Path folder, String path) {
        return folder.resolve(stripScheme(path)).normalize();
    }

    /** The first part that is a pattern, or the last part. */
    private static int fixedParts(String[] parts) {
        int at = 0;
        while (at < parts.length - 1 && !isPattern(parts[at])) {
            at++;
        }
        return at;
    }

    private static Path start(Path folder, String[] parts) {
        String fixed = String.join("/", Arrays.copyOf(parts, fixedParts(parts)));
        return folder.resolve(parts[0].isEmpty() ? fixed + "/" : fixed).normalize();
    }

    static boolean isPattern(String path) {
        return WILDCARD.matcher(path).find();
    }

    static String stripScheme(String path) {
        return path.startsWith("file://") ? path.substring("file://".length()) : path;
    }

    private static ConnectorException missing(Files files, Path path, String what, String written) {
        if (java.nio.file.Files.isSymbolicLink(path)) {
            return new ConnectorException(
                    what + " '" + written + "' is a link that leads nowhere", "remove it, or change 'path'");
        }
        Path parent = path.getParent();
        Path name = path.getFileName();
        String hint = parent == null || name == null ? null : near(files, parent, name.toString());
        return new ConnectorException(what + " '" + written + "' does not exist", hint);
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
                    .filter(FileSearch::isVisible)
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
