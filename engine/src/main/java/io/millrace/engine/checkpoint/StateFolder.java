package io.millrace.engine.checkpoint;

import io.millrace.core.env.Environment;
import io.millrace.engine.checkpoint.Manifest.Keeper;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The folder that one pipeline keeps its state in, taken for this process: what it held, and what makes checkpoints in it.
 * For one run.
 */
public final class StateFolder implements AutoCloseable {
    private final StateStore store;
    private final Environment environment;
    private final @Nullable Restore restore;
    private final Options options;
    private @Nullable Checkpointer checkpointer;

    /**
     * How state is kept.
     *
     * @param pace when checkpoints are made
     * @param mayLose whether a run may begin without the state of operators that are no more, or are others now
     * @param say is told what the user should know; called by any thread
     */
    public record Options(Pace pace, boolean mayLose, Consumer<String> say) {}

    private StateFolder(StateStore store, Environment environment, @Nullable Restore restore, Options options) {
        this.store = store;
        this.environment = environment;
        this.restore = restore;
        this.options = options;
    }

    /**
     * Takes the folder and looks for the newest checkpoint in it.
     *
     * @throws StateException when the folder cannot be had, or what is in it cannot be used
     */
    public static StateFolder open(Environment environment, Path folder, Options options) {
        StateStore store = StateStore.open(environment, folder);
        try {
            Manifest newest = store.newest(options.say());
            return new StateFolder(store, environment, newest == null ? null : new Restore(store, newest), options);
        } catch (RuntimeException | Error e) {
            store.close();
            throw e;
        }
    }

    /** The checkpoint to go on from; null in a new folder. */
    public @Nullable Restore restore() {
        return restore;
    }

    /** How state is kept. */
    public Options options() {
        return options;
    }

    /** What makes checkpoints from now on. */
    public Checkpointer checkpointer(List<Restore.Keeping> operators, Consumer<Throwable> onFailure) {
        List<Keeper> keepers = operators.stream()
                .map(each -> new Keeper(each.node(), each.fingerprint(), each.label()))
                .toList();
        Checkpointer made = new Checkpointer(
                store,
                environment,
                new Checkpointer.Options(options.pace(), options.say(), onFailure),
                keepers,
                restore == null ? null : restore.manifest());
        checkpointer = made;
        return made;
    }

    /** Waits for what is just being written or delivered, and gives the folder back. */
    @Override
    public void close() {
        if (checkpointer != null) {
            checkpointer.close();
        }
        store.close();
    }
}
