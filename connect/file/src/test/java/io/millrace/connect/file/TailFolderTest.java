package io.millrace.connect.file;

import static io.millrace.testkit.Rows.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.connect.GrowingSource;
import io.millrace.core.connect.Reader;
import io.millrace.core.connect.Source;
import io.millrace.core.connect.Source.Position;
import io.millrace.core.connect.Source.Split;
import io.millrace.core.error.ConnectorException;
import io.millrace.core.type.Column;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;
import io.millrace.testkit.SourceRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TailFolderTest {
    private static final Schema SCHEMA = Schema.of(new Column("a", Type.STRING), new Column("b", Type.INT));
    /** More idle polls than a reader waits for the last lines of a renamed file. */
    private static final int PATIENCE = 30;

    @TempDir
    Path folder;

    private FileFixture files;
    private SourceRows rows;
    private final Map<Split, Reader> readers = new LinkedHashMap<>();

    @BeforeEach
    void start() throws IOException {
        files = new FileFixture(folder, SCHEMA);
        Files.createDirectories(folder.resolve("logs"));
        rows = new SourceRows(SCHEMA);
    }

    private GrowingSource follow(String path, String... options) {
        String[] all = new String[options.length + 6];
        System.arraycopy(new String[] {"path", path, "scan.mode", "tail", "format", "csv"}, 0, all, 0, 6);
        System.arraycopy(options, 0, all, 6, options.length);
        return (GrowingSource) files.source(all);
    }

    private void append(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private void rename(String from, String to) throws IOException {
        Files.move(folder.resolve(from), folder.resolve(to));
    }

    private void open(Source source, List<Split> splits) {
        for (Split split : splits) {
            readers.put(split, source.open(split, Position.START, new int[] {0, 1}, () -> {}));
        }
    }

    /** Looks for more files, opens them, and reads all that there is. */
    private void read(GrowingSource source) {
        open(source, source.discover());
        readers.values().forEach(reader -> rows.drain(reader, 10, PATIENCE));
    }

    private static List<String> names(List<Split> splits) {
        return splits.stream().map(Split::id).toList();
    }

    private Reader.State state(String name) {
        return readers.get(new Split(name)).poll(rows, 10).state();
    }

    @Test
    void filesThatAppearAreFoundOnceInTheOrderOfTheirNames() throws IOException {
        files.write("logs/b.log", "x,1\n");
        GrowingSource source = follow("logs/*.log");
        assertThat(names(source.splits())).containsExactly("logs/b.log");
        assertThat(source.discover()).isEmpty();
        files.write("logs/c.log", "z,3\n").write("logs/a.log", "y,2\n").write("logs/other.txt", "no\n");
        List<Split> found = source.discover();
        assertThat(names(found)).containsExactly("logs/a.log", "logs/c.log");
        assertThat(source.discover()).isEmpty();
        open(source, source.splits());
        open(source, found);
        read(source);
        assertThat(rows.rows()).containsExactly(row("x", 1), row("y", 2), row("z", 3));
    }

    @Test
    void anEmptyFolderIsFollowedToo() throws IOException {
        GrowingSource source = follow("logs");
        assertThat(source.splits()).isEmpty();
        assertThat(source.bounded()).isFalse();
        append("logs/x", "x,1\n");
        read(source);
        assertThat(rows.rows()).containsExactly(row("x", 1));
    }

    @Test
    void aFolderThatDoesNotExistIsAnError() {
        assertThatThrownBy(() -> follow("lgos/*.log"))
                .isInstanceOf(ConnectorException.class)
                .hasMessageContaining("folder 'lgos' does not exist");
    }

    @Test
    void aRenamedFileIsNotANewOne() throws IOException {
        files.write("logs/app.log", "x,1\n");
        GrowingSource source = follow("logs/*");
        open(source, source.splits());
        read(source);
        append("logs/app.log", "y,2\n");
        rename("logs/app.log", "logs/app.log.1");
        read(source);
        append("logs/app.log.1", "z,3\n");
        files.write("logs/app.log", "new,4\n");
        read(source);
        rename("logs/app.log.1", "logs/app.log.2");
        rename("logs/app.log", "logs/app.log.1");
        files.write("logs/app.log", "newer,5\n");
        read(source);
        assertThat(readers.keySet()).containsExactly(new Split("logs/app.log"));
        assertThat(rows.rows()).containsExactly(row("x", 1), row("y", 2), row("z", 3), row("new", 4), row("newer", 5));
    }

    @Test
    void whatIsWrittenToARenamedFileWhenItsNameIsTakenIsRead() throws IOException {
        files.write("logs/app.log", "x,1\n");
        GrowingSource source = follow("logs/*");
        open(source, source.splits());
        read(source);
        rename("logs/app.log", "logs/app.log.1");
        files.write("logs/app.log", "new,3\n");
        rows.drain(readers.get(new Split("logs/app.log")), 10, 2);
        append("logs/app.log.1", "y,2\n");
        read(source);
        assertThat(rows.rows()).containsExactly(row("x", 1), row("y", 2), row("new", 3));
    }

    @Test
    void aFileThatWasRenamedBeforeItWasOpenedIsRead() throws IOException {
        GrowingSource source = follow("logs/*");
        files.write("logs/app.log", "x,1\n");
        List<Split> found = source.discover();
        rename("logs/app.log", "logs/app.log.1");
        files.write("logs/app.log", "new,2\n");
        open(source, found);
        read(source);
        assertThat(readers).hasSize(1);
        assertThat(rows.rows()).containsExactly(row("x", 1), row("new", 2));
    }

    @Test
    void aFileWithTwoNamesIsReadOnce() throws IOException {
        files.write("logs/app.log", "x,1\n");
        Files.createSymbolicLink(folder.resolve("logs/current"), folder.resolve("logs/app.log"));
        GrowingSource source = follow("logs/*");
        assertThat(names(source.splits())).containsExactly("logs/app.log");
        Files.createLink(folder.resolve("logs/hard"), folder.resolve("logs/app.log"));
        assertThat(source.discover()).isEmpty();
    }

    @Test
    void aDeletedFileEndsAndItsNameMayComeAgain() throws IOException {
        files.write("logs/a.log", "x,1\n");
        GrowingSource source = follow("logs/*.log");
        open(source, source.splits());
        read(source);
        append("logs/a.log", "last,2");
        Files.delete(folder.resolve("logs/a.log"));
        read(source);
        assertThat(state("logs/a.log")).isEqualTo(Reader.State.END);
        assertThat(rows.rows()).containsExactly(row("x", 1), row("last", 2));
        files.write("logs/a.log", "again,3\n");
        List<Split> found = source.discover();
        assertThat(names(found)).containsExactly("logs/a.log");
        open(source, found);
        read(source);
        assertThat(rows.rows()).containsExactly(row("x", 1), row("last", 2), row("again", 3));
    }

    @Test
    void aFileThatIsDeletedBeforeItIsOpenedEnds() throws IOException {
        GrowingSource source = follow("logs/*.log");
        files.write("logs/a.log", "x,1\n");
        open(source, source.discover());
        Files.delete(folder.resolve("logs/a.log"));
        read(source);
        assertThat(state("logs/a.log")).isEqualTo(Reader.State.END);
        assertThat(rows.rows()).isEmpty();
    }

    @Test
    void aFolderMayGoAndComeAgain() throws IOException {
        GrowingSource source = follow("logs/*.log");
        Files.delete(folder.resolve("logs"));
        assertThat(source.discover()).isEmpty();
        Files.createDirectories(folder.resolve("logs"));
        append("logs/a.log", "x,1\n");
        assertThat(names(source.discover())).containsExactly("logs/a.log");
    }

    @Test
    void followingFromTheEndLeavesOutOnlyWhatWasThereAtTheStart() throws IOException {
        files.write("logs/old.log", "old,1\n");
        GrowingSource source = follow("logs/*.log", "tail.start", "end");
        open(source, source.splits());
        read(source);
        files.write("logs/new.log", "new,2\n");
        append("logs/old.log", "more,3\n");
        read(source);
        assertThat(rows.rows()).containsExactly(row("more", 3), row("new", 2));
    }

    @Test
    void afterARestartReadingGoesOnAndRenamedFilesAreNotNew() throws IOException {
        files.write("logs/app.log", "x,1\n");
        GrowingSource first = follow("logs/*");
        open(first, first.splits());
        read(first);
        Position position = readers.get(new Split("logs/app.log")).position();
        append("logs/app.log", "y,2\n");
        rename("logs/app.log", "logs/app.log.1");
        files.write("logs/app.log", "z,3\n").write("logs/other", "o,4\n");

        readers.clear();
        GrowingSource second = follow("logs");
        Reader resumed = second.open(new Split("logs/app.log"), position, new int[] {0, 1}, () -> {});
        assertThat(names(second.splits())).containsExactly("logs/other");
        rows.drain(resumed, 10, PATIENCE);
        assertThat(rows.rows()).containsExactly(row("x", 1), row("y", 2), row("z", 3));
        assertThat(second.discover()).isEmpty();
    }

    @Test
    void archivesThatAppearAreLeftOut() throws IOException {
        GrowingSource source = follow("logs");
        files.write("logs/app.log.1.gz", "x").write("logs/app.log", "x,1\n");
        assertThat(names(source.discover())).containsExactly("logs/app.log");
    }
}
