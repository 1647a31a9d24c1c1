package io.millrace.acceptance.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A folder {@code logs} that is written while a script beside it, {@code x.sql}, reads it. */
record LogFolder(Path logs) {
    /** An empty one, with the script. */
    static LogFolder of(Path folder, String script) throws IOException {
        Files.writeString(folder.resolve("x.sql"), script);
        return new LogFolder(Files.createDirectories(folder.resolve("logs")));
    }

    /** Writes rows, each {@code MINUTE,VALUE}, at once. */
    void append(String name, String... rows) throws IOException {
        StringBuilder text = new StringBuilder();
        for (String row : rows) {
            text.append("2026-01-01 00:").append(row.replace(",", ":30,")).append('\n');
        }
        Files.writeString(logs.resolve(name), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
