package io.millrace.learn.drift;

import io.millrace.core.learn.Parameter;
import io.millrace.core.learn.Parameters;
import java.util.List;
import java.util.Locale;

/** Which changes of a mean count. */
public enum Direction {
    BOTH,
    UP,
    DOWN;

    static Parameter parameter() {
        return Parameter.choice(
                "direction", List.of("both", "up", "down"), "Whether a rise, a fall or both are changes.");
    }

    /** For detectors of errors, of which a rise matters. */
    static Parameter upFirst() {
        return Parameter.choice(
                "direction", List.of("up", "both", "down"), "Whether a rise, a fall or both are changes.");
    }

    static Direction of(Parameters parameters) {
        return valueOf(parameters.text("direction").toUpperCase(Locale.ROOT));
    }

    boolean isUp() {
        return this != DOWN;
    }

    boolean isDown() {
        return this != UP;
    }
}
