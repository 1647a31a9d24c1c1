package io.millrace.engine.checkpoint;

import io.millrace.core.env.Disk;
import io.millrace.core.env.Environment;
import io.millrace.core.state.StateInput;
import io.millrace.engine.checkpoint.BlockFile.Sealed;
import io.millrace.engine.checkpoint.BlockReader.DamagedException;
import io.millrace.engine.checkpoint.BlockReader.NewerException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A folder of state: manifests, each a checkpoint, and the files that they name. One process at a time has it. What is
 * written is named when it is complete and never changes then; a checkpoint is there when its manifest is.
 *
 * <p>Safe for use by one thread at a time, but for {@link #create}.
 */
public final class StateStore implements AutoCloseable {
    /** So many checkpoints are kept at least. */
    private static final int KEPT = 3;

    private static final Pattern MANIFEST = Pattern.compile("checkpoint-(\\d{12})");
    /** Is there once a checkpoint has been, so that a folder that lost them all is told from a new one. */
    private static final String USED = "used";

    private static final Pattern FILE = Pattern.compile("(?:run|outbox)-.*-(\\d+)");

    private final Disk disk;
    private final Path folder;
    private final Closeable lock;
    private final RandomGenerator random;
    private final List<Manifest> kept = new ArrayList<>();
    private long lastNumber;
    private long fileCount;

    private StateStore(Disk disk, Path folder, Closeable lock, RandomGenerator random) {
        this.disk = disk;
        this.folder = folder;
        this.lock = lock;
        this.random = random;
    }

    /**
     * Takes a folder for this process; it is made if need be.
     *
     * @throws StateException when it cannot be had
     */
    public static StateStore open(Environment environment, Path folder) {
        Disk disk = environment.disk();
        try {
            disk.createFolders(folder);
        } catch (IOException e) {
            throw StateException.notWritten("cannot make the folder '" + folder + "' for state", e);
        }
        Closeable lock;
        try {
            lock = disk.lock(folder.resolve("lock"));
        } catch (Disk.LockedException e) {
            throw StateException.unusable(
                    "the state in '" + folder + "' is in use by another run",
                    "wait until that run is over, or give this one a folder of its own");
        } catch (IOException e) {
            throw StateException.notWritten("cannot take the folder '" + folder + "' for state", e);
        }
        return new StateStore(disk, folder, lock, environment.random("state"));
    }

    /** Looks into a folder that another process may have, without taking it; for reading alone. */
    static StateStore look(Environment environment, Path folder) {
        return new StateStore(environment.disk(), folder, () -> {}, environment.random("state"));
    }

    /** The numbers of its checkpoints, the newest first; none where there is no such folder. */
    List<Long> numbers() {
        List<Long> numbers = new ArrayList<>();
        try {
            for (Path path : disk.exists(folder) ? disk.list(folder) : List.<Path>of()) {
                Matcher manifest = MANIFEST.matcher(path.getFileName().toString());
                if (manifest.matches()) {
                    numbers.add(0, Long.parseLong(manifest.group(1)));
                }
            }
        } catch (IOException e) {
            throw StateException.notWritten("cannot read the state in '" + folder + "'", e);
        }
        return numbers;
    }

    public Path folder() {
        return folder;
    }

    Disk disk() {
        return disk;
    }

    /**
     * The newest checkpoint that is whole, every byte of it checked; null in a folder without any. Looked for once, before
     * anything is written.
     *
     * @param warnings is told of each one that is damaged
     * @throws StateException when there are checkpoints and none can be used
     */
    @Nullable Manifest newest(Consumer<String> warnings) {
        try {
            List<Long> numbers = new ArrayList<>();
            for (Path path : disk.list(folder)) {
                String name = path.getFileName().toString();
                Matcher manifest = MANIFEST.matcher(name);
                Matcher file = FILE.matcher(name);
                if (file.matches()) {
                    // Names are never used twice: a checkpoint may be gone back to that has the file.
                    fileCount = Math.max(fileCount, Long.parseLong(file.group(1)) + 1);
                }
                if (BlockWriter.isUnfinished(path)) {
                    disk.delete(path);
                } else if (manifest.matches()) {
                    numbers.add(0, Long.parseLong(manifest.group(1)));
                }
            }
            boolean used = disk.exists(folder.resolve(USED));
            if (numbers.isEmpty() && used) {
                throw StateException.unusable(
                        "the folder '" + folder + "' had checkpoints, and the files named checkpoint-... are gone",
                        "put them back; or empty the folder to begin anew");
            } else if (!numbers.isEmpty() && !used) {
                markUsed();
            }
            return newest(numbers, warnings);
        } catch (IOException e) {
            throw StateException.notWritten("cannot read the state in '" + folder + "'", e);
        }
    }

    private void markUsed() throws IOException {
        disk.open(folder.resolve(USED), StandardOpenOption.CREATE, StandardOpenOption.WRITE)
                .close();
        disk.forceFolder(folder);
    }

    private @Nullable Manifest newest(List<Long> numbers, Consumer<String> warnings) throws IOException {
        List<String> damages = new ArrayList<>();
        for (long number : numbers) {
            lastNumber = Math.max(lastNumber, number);
            try {
                Manifest manifest = read(number);
                verify(manifest);
                if (!damages.isEmpty()) {
                    warnings.accept("checkpoint " + numbers.get(0) + " is damaged, so the run goes on from checkpoint "
                            + number + ", after epoch " + manifest.identity().epoch() + ": "
                            + String.join("; ", damages));
                }
                kept.add(0, manifest);
                for (long older : numbers) {
                    if (older < number && kept.size() < KEPT) {
                        keepOlder(older);
                    }
                }
                return manifest;
            } catch (NewerException e) {
                throw StateException.unusable(
                        String.valueOf(e.getMessage()), "run the version that wrote it, or a later one");
            } catch (DamagedException | StateInput.DamagedStateException e) {
                damages.add(String.valueOf(e.getMessage()));
            }
        }
        if (numbers.isEmpty()) {
            return null;
        }
        throw StateException.unusable(
                "none of the " + numbers.size() + " checkpoints in '" + folder + "' is whole: "
                        + String.join("; ", damages),
                "take the folder back from a backup; to begin anew, give an empty folder");
    }

    /** An older checkpoint stays to fall back on, as long as its manifest can be read. */
    private void keepOlder(long number) throws IOException {
        try {
            kept.add(0, read(number));
        } catch (DamagedException | NewerException | StateInput.DamagedStateException e) {
            // It is no use, and goes with the next checkpoint.
        }
    }

    private Path manifest(long number) {
        return folder.resolve(String.format("checkpoint-%012d", number));
    }

    /** A checkpoint's manifest. */
    Manifest read(long number) throws IOException {
        try (BlockReader reader = new BlockReader(disk, manifest(number))) {
            StateInput content = reader.next();
            if (content == null) {
                throw new DamagedException(manifest(number), "it is empty");
            }
            Manifest decoded = Manifest.decode(content);
            if (reader.next() != null || decoded.identity().number() != number) {
                throw new DamagedException(manifest(number), "it is not the manifest of checkpoint " + number);
            }
            return decoded;
        }
    }

    /** Reads every byte of a checkpoint's files. */
    void verify(Manifest manifest) throws IOException {
        for (Sealed file : files(manifest)) {
            try (BlockReader reader = open(file)) {
                reader.verify(file);
            }
        }
    }

    private static List<Sealed> files(Manifest manifest) {
        List<Sealed> files = new ArrayList<>(manifest.runs());
        manifest.outboxes().forEach(outbox -> files.add(outbox.file()));
        return files;
    }

    /** Reads a file of a checkpoint. */
    BlockReader open(Sealed file) throws IOException {
        return new BlockReader(disk, folder.resolve(file.name()));
    }

    /** The number of the next checkpoint. */
    long nextNumber() {
        return ++lastNumber;
    }

    UUID newIdentity() {
        return new UUID(random.nextLong(), random.nextLong());
    }

    /** Begins a file that a checkpoint will name; from any thread. */
    synchronized BlockWriter create(String kind, long number) throws IOException {
        byte[] name = new byte[BlockFile.NAME_BYTES];
        ByteBuffer.wrap(name).putLong(random.nextLong()).putLong(random.nextLong());
        return new BlockWriter(disk, folder.resolve(String.format("%s-%012d-%d", kind, number, fileCount++)), name);
    }

    /**
     * Makes a checkpoint: all its files are complete. When this returns it is safe.
     *
     * @param used files that are needed beside those of checkpoints
     */
    void commit(Manifest manifest, List<Sealed> used) throws IOException {
        byte[] name = new byte[BlockFile.NAME_BYTES];
        ByteBuffer.wrap(name).putLong(random.nextLong()).putLong(random.nextLong());
        // The names of its files have to be sure before a manifest says them.
        disk.forceFolder(folder);
        try (BlockWriter writer =
                new BlockWriter(disk, manifest(manifest.identity().number()), name)) {
            byte[] content = manifest.encode();
            writer.write(content, 0, content.length);
            writer.finish();
        }
        disk.forceFolder(folder);
        if (kept.isEmpty()) {
            markUsed();
        }
        kept.add(manifest);
        prune(used);
    }

    /** Deletes what nobody needs any more. */
    private void prune(List<Sealed> used) throws IOException {
        while (kept.size() > KEPT) {
            kept.remove(0);
        }
        Set<String> needed = new HashSet<>();
        for (Manifest manifest : kept) {
            needed.add(manifest(manifest.identity().number()).getFileName().toString());
            files(manifest).forEach(file -> needed.add(file.name()));
        }
        used.forEach(file -> needed.add(file.name()));
        for (Path path : disk.list(folder)) {
            String name = path.getFileName().toString();
            boolean ours =
                    MANIFEST.matcher(name).matches() || FILE.matcher(name).matches();
            if (ours && !needed.contains(name) && !BlockWriter.isUnfinished(path)) {
                disk.delete(path);
            }
        }
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            // The lock goes with the process at the latest.
        }
    }
}
