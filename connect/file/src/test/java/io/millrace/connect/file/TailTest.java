package io.millrace.connect.file;

import static io.millrace.testkit.Rows.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.connect.Reader;
import io.millrace.core.connect.Source;
import io.millrace.core.type.Column;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;
import io.millrace.testkit.SourceRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TailTest {
    private static final Schema SCHEMA = Schema.of(new Column("a", Type.STRING), new Column("b", Type.INT));

    /** More idle polls than a reader waits for the last lines of a renamed file. */
    private static final int PATIENCE = 30;

    @TempDir
    Path folder;

    private FileFixture files;
    private SourceRows rows;

    @BeforeEach
    void start() {
        files = new FileFixture(folder, SCHEMA).write("in.csv", "a,b\nx,1\n");
        rows = new SourceRows(SCHEMA);
    }

    private void append(String text) throws IOException {
        Files.writeString(folder.resolve("in.csv"), text, StandardOpenOption.APPEND);
    }

    @Test
    void growthIsFollowedLineByLine() throws IOException {
        try (Source source = files.source("scan.mode", "tail");
                Reader reader = files.open(source, Source.Position.START)) {
            assertThat(source.bounded()).isFalse();
            assertThat(rows.drain(reader, 10, 2).rows()).containsExactly(row("x", 1));
            append("y,");
            assertThat(rows.drain(reader, 10, 2).count()).isEqualTo(1);
            append("2\nz,3");
            assertThat(rows.drain(reader, 10, 2).rows()).containsExactly(row("x", 1), row("y", 2));
        }
    }

    @Test
    void aRenamedFileIsReadToItsEndBeforeTheNextOne() throws IOException {
        try (Source source = files.source("scan.mode", "tail");
                Reader reader = files.open(source, Source.Position.START)) {
            rows.drain(reader, 10, 2);
            append("y,2\nlast,3");
            Files.move(folder.resolve("in.csv"), folder.resolve("in.csv.1"));
            rows.drain(reader, 10, 2);
            files.write("in.csv", "a,b\nnew,4\n");
            rows.drain(reader, 10, PATIENCE);
        }
        assertThat(rows.failures()).isEmpty();
        assertThat(rows.rows()).containsExactly(row("x", 1), row("y", 2), row("last", 3), row("new", 4));
    }

    @Test
    void anEmptiedFileIsReadFromItsBeginning() throws IOException {
        try (Source source = files.source("scan.mode", "tail");
                Reader reader = files.open(source, Source.Position.START)) {
            rows.drain(reader, 10, 2);
            files.write("in.csv", "");
            rows.drain(reader, 10, 2);
            append("b,a\n2,y\n");
            rows.drain(reader, 10, 2);
            files.write("in.csv", "a,b\nlonger than before,3\nand another line,4\n");
            rows.drain(reader, 10, 2);
        }
        assertThat(rows.rows())
                .containsExactly(row("x", 1), row("y", 2), row("longer than before", 3), row("and another line", 4));
    }

    @Test
    void readingGoesOnAfterARestartEvenWhenTheFileWasRenamedMeanwhile() throws IOException {
        Source.Position position;
        try (Source source = files.source("scan.mode", "tail");
                Reader reader = files.open(source, Source.Position.START)) {
            rows.drain(reader, 10, 2);
            position = reader.position();
        }
        append("y,2\n");
        Files.move(folder.resolve("in.csv"), folder.resolve("in.csv.1"));
        files.write("in.csv", "a,b\nz,3\n");
        try (Source source = files.source("scan.mode", "tail");
                Reader reader = files.open(source, position)) {
            rows.drain(reader, 10, PATIENCE);
        }
        assertThat(rows.rows()).containsExactly(row("x", 1), row("y", 2), row("z", 3));
    }

    @Test
    void followingMayStartAtTheEnd() throws IOException {
        append("half,");
        try (Source source = files.source("scan.mode", "tail", "tail.start", "end");
                Reader reader = files.open(source, Source.Position.START)) {
            assertThat(rows.drain(reader, 10, 2).count()).isZero();
            append("2\nz,3\n");
            assertThat(rows.drain(reader, 10, 2).rows()).containsExactly(row("z", 3));
        }
    }
}
