package io.millrace.core.env;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;

/** The file system as connectors and checkpoints see it. */
public interface Files {
    /** Opens a file; without options, for reading. */
    SeekableByteChannel open(Path path, OpenOption... options) throws IOException;

    /** The attributes of a file, links followed. */
    BasicFileAttributes attributes(Path path) throws IOException;

    boolean exists(Path path);

    /** The entries of a folder in the order of their names. */
    List<Path> list(Path folder) throws IOException;

    /** Renames a file in one step, replacing what is there. */
    void move(Path source, Path target) throws IOException;
}
