package io.millrace.cli;

import io.millrace.cli.script.Statements;
import io.millrace.core.env.Environment;
import java.nio.file.Path;

/** Puts the parts together: connectors, planner and engine. */
final class Composition {
    private Composition() {}

    static Statements session(RunOptions options, Path folder, Environment environment) {
        throw new UnsupportedOperationException("planner and engine are not connected in this build");
    }
}
