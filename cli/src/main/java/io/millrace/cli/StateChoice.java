package io.millrace.cli;

import io.millrace.core.connect.Quantities;
import io.millrace.core.env.Environment;
import io.millrace.engine.checkpoint.Pace;
import io.millrace.engine.checkpoint.StateFolder;
import io.millrace.sql.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where and how state is kept. What the command line says goes before what the script sets.
 *
 * @param folder relative to where the command was given; null when the command line names none
 * @param interval from one checkpoint to the next; null when the command line says nothing
 * @param mayLose whether a run may begin without the state of what has changed in the script
 */
record StateChoice(@Nullable Path folder, @Nullable Duration interval, boolean mayLose) {
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    /** Nothing is kept unless a script says so. */
    static final StateChoice NONE = new StateChoice(null, null, false);

    /**
     * Takes the folder for one of a script's pipelines, if state is kept.
     *
     * @param script the script's folder, to which the folder that it sets is relative
     * @param number which of the script's pipelines it is, from 1
     * @param say tells the user something
     * @throws io.millrace.engine.checkpoint.StateException when the folder cannot be had or used
     */
    @Nullable StateFolder open(Environment environment, Settings settings, Path script, int number, Consumer<String> say) {
        String set = settings.values().get(Settings.STATE_DIR);
        if (folder == null && set == null) {
            return null;
        }
        Path root = folder != null ? folder.toAbsolutePath() : script.resolve(String.valueOf(set));
        Duration chosen = interval;
        if (chosen == null) {
            String text = settings.values().get(Settings.CHECKPOINT_INTERVAL);
            chosen = text == null ? INTERVAL : Quantities.duration(text);
        }
        return StateFolder.open(
                environment,
                root.normalize().resolve("run-" + number),
                new StateFolder.Options(Pace.every(chosen.toNanos()), mayLose, say));
    }
}
