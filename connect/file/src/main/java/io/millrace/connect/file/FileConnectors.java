package io.millrace.connect.file;

import io.millrace.core.connect.Connector;
import java.util.List;

/** The connectors of this module. */
public final class FileConnectors {
    public static final List<Connector> ALL = List.of(new FilesystemConnector());

    private FileConnectors() {}
}
