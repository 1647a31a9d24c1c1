package io.millrace.core.connect;

import io.millrace.core.env.Environment;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.ZoneId;

/**
 * What a connector gets from its host.
 *
 * @param environment the world
 * @param folder relative paths are relative to this
 * @param zone the session's time zone
 * @param standardOutput where {@code print} prints
 * @param standardError where {@code print} prints when it is told to keep away from the results
 */
public record ConnectorContext(
        Environment environment, Path folder, ZoneId zone, PrintStream standardOutput, PrintStream standardError) {
    /** A context with one stream for everything that is printed. */
    public ConnectorContext(Environment environment, Path folder, ZoneId zone, PrintStream standardOutput) {
        this(environment, folder, zone, standardOutput, standardOutput);
    }
}
