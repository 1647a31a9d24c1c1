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
 */
public record ConnectorContext(Environment environment, Path folder, ZoneId zone, PrintStream standardOutput) {}
