package io.millrace.sql.plan;

import io.millrace.core.error.QueryException;
import io.millrace.engine.pipeline.WindowSpecification.Firing;
import io.millrace.engine.pipeline.WindowSpecification.Window;
import io.millrace.sql.Settings;
import java.util.Optional;

/** What settings say of results that windows give before or after their end. */
final class Emission {
    private Emission() {}

    /**
     * When windows give results besides their end; empty when only then.
     *
     * @throws QueryException when what is set does not go together
     */
    static Optional<Firing> of(Settings settings, Window window) {
        boolean early = settings.isTrue(Settings.EARLY_FIRE);
        boolean late = settings.isTrue(Settings.LATE_FIRE);
        if (!early && !late) {
            return Optional.empty();
        }
        String which = early ? Settings.EARLY_FIRE : Settings.LATE_FIRE;
        if (window instanceof Window.Session) {
            throw new QueryException(
                    "a session gives its result when it is over, but '" + which + "' is set",
                    null,
                    "write RESET '" + which + "' before this statement");
        }
        long lateness = settings.micros(Settings.ALLOW_LATENESS, settings.lifetimeMicros());
        long delay = settings.micros(Settings.LATE_FIRE_DELAY, 0);
        if (late && lateness == 0) {
            throw new QueryException(
                    "'" + Settings.LATE_FIRE + "' is set, but not how late rows may be",
                    null,
                    "add SET '" + Settings.ALLOW_LATENESS + "' = '1 min'");
        }
        if (late && delay > lateness) {
            throw new QueryException(
                    "'" + Settings.LATE_FIRE_DELAY + "' is longer than '" + Settings.ALLOW_LATENESS + "'",
                    null,
                    "results would come when nothing is kept any more");
        }
        return Optional.of(new Firing(
                early, settings.micros(Settings.EARLY_FIRE_DELAY, 0), late ? lateness : 0, late ? delay : 0));
    }
}
