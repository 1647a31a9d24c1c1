package io.millrace.connect.file;

import io.millrace.core.connect.ConnectorContext;
import io.millrace.core.connect.Reader;
import io.millrace.core.connect.Sink;
import io.millrace.core.connect.Source;
import io.millrace.core.connect.Table;
import io.millrace.core.connect.TableOptions;
import io.millrace.core.env.SystemEnvironment;
import io.millrace.core.type.Schema;
import io.millrace.testkit.SourceRows;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A table of files in a folder of a test's own. */
record FileFixture(Path folder, Schema schema) {
    Source source(String... options) {
        FilesystemConnector connector = new FilesystemConnector();
        return connector.source(table(List.of(), options), context());
    }

    Sink sink(List<Integer> key, String... options) {
        return new FilesystemConnector().sink(table(key, options), context());
    }

    private Table table(List<Integer> key, String... options) {
        Map<String, String> given = new HashMap<>();
        given.put("path", "in.csv");
        for (int i = 0; i < options.length; i += 2) {
            given.put(options[i], options[i + 1]);
        }
        return new Table("t", schema, key, TableOptions.of(given, new FilesystemConnector().options()));
    }

    private ConnectorContext context() {
        return new ConnectorContext(new SystemEnvironment(1), folder, ZoneOffset.UTC, System.out);
    }

    FileFixture write(String name, String text) {
        try {
            Files.writeString(folder.resolve(name), text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String text(String name) throws IOException {
        return Files.readString(folder.resolve(name));
    }

    /** All rows of all files. */
    SourceRows read(String... options) {
        try (Source source = source(options)) {
            return SourceRows.all(source, schema);
        }
    }

    Reader open(Source source, Source.Position position) {
        int[] all = new int[schema.size()];
        for (int i = 0; i < all.length; i++) {
            all[i] = i;
        }
        return source.open(source.splits().get(0), position, all, () -> {});
    }
}
