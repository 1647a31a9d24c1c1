package io.millrace.engine.value;

import io.millrace.core.env.Environment;

/** The moment at which a batch is computed: one for all its rows and expressions, read only if one asks. */
public final class BatchClock {
    private final Environment environment;
    private boolean read;
    private long micros;

    public BatchClock(Environment environment) {
        this.environment = environment;
    }

    /** A batch begins. */
    public void begin() {
        read = false;
    }

    /** Microseconds since 1970, UTC, by the clock of the host. */
    public long micros() {
        if (!read) {
            micros = environment.clock().wallMicros();
            read = true;
        }
        return micros;
    }
}
