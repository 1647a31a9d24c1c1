package io.millrace.cli;

import io.millrace.core.text.Suggestions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A script and where it came from.
 *
 * @param name as error messages call it: the file's name as it was given
 * @param text what it says
 * @param folder what its relative paths are relative to
 */
record ScriptText(String name, String text, Path folder) {
    static ScriptText ofCommandLine(String text) {
        return new ScriptText("-c", text, Path.of("").toAbsolutePath());
    }

    /**
     * Reads a file, or standard input for {@code -}.
     *
     * @throws UnreadableException saying why it cannot be read
     */
    static ScriptText read(Path file, Streams streams) {
        boolean standardInput = file.toString().equals("-");
        try {
            byte[] bytes = standardInput ? streams.in().readAllBytes() : Files.readAllBytes(file);
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            Path folder = standardInput ? Path.of("").toAbsolutePath() : parent(file);
            String withoutMark = text.startsWith("\uFEFF") ? text.substring(1) : text;
            return new ScriptText(standardInput ? "stdin" : file.toString(), withoutMark, folder);
        } catch (NoSuchFileException e) {
            throw new UnreadableException(file, "there is no such file", near(file), e);
        } catch (AccessDeniedException e) {
            throw new UnreadableException(file, "permission denied", "give your user the right to read it", e);
        } catch (CharacterCodingException e) {
            throw new UnreadableException(file, "it is not UTF-8", "convert it: iconv -f LATIN1 -t UTF-8 old > new", e);
        } catch (IOException e) {
            String reason = Files.isDirectory(file) ? "it is a folder" : String.valueOf(e.getMessage());
            throw new UnreadableException(file, reason, "name a script: millrace run FILE.sql", e);
        }
    }

    /** What the folder of a missing script has instead. */
    private static String near(Path file) {
        Path name = file.getFileName();
        try (Stream<Path> beside = Files.list(parent(file))) {
            List<String> scripts = beside.map(each -> String.valueOf(each.getFileName()))
                    .filter(each -> each.endsWith(".sql"))
                    .sorted()
                    .limit(10)
                    .toList();
            return scripts.isEmpty()
                    ? "there are no scripts in '" + parent(file) + "'"
                    : Suggestions.didYouMean(String.valueOf(name), scripts);
        } catch (IOException e) {
            return "folder '" + parent(file) + "' does not exist either";
        }
    }

    private static Path parent(Path file) {
        Path parent = file.toAbsolutePath().getParent();
        return parent == null ? Path.of("").toAbsolutePath() : parent;
    }

    /** A script cannot be read. */
    static final class UnreadableException extends RuntimeException {
        private final String hint;

        UnreadableException(Path file, String reason, String hint, Throwable cause) {
            super(file + ": " + reason, cause);
            this.hint = hint;
        }

        String hint() {
            return hint;
        }
    }
}
