package io.millrace.connect.file;

import io.millrace.core.env.Files;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which files of a folder are being followed, or were: so that one that was renamed, or has two names, is not mistaken
 * for a new one. Safe for use by any thread.
 *
 * <p>Where the file system has no names of its own for files, only their paths count.
 */
final class FollowedFiles {
    /** A file that was not seen in so many looks is gone, and what it was known by may be another one's. */
    private static final int LOOKS = 5;

    private final Files files;
    private final Set<Path> followed = new HashSet<>();
    private final Map<String, Known> known = new HashMap<>();
    private final Map<Path, String> otherNames = new HashMap<>();
    private long look;

    /** A file that was met. */
    private record Known(FileIdentity identity, long lastLook) {}

    /** A file that nobody follows yet. */
    record Found(Path path, FileIdentity identity) {}

    FollowedFiles(Files files) {
        this.files = files;
    }

    /** Those of the files that are new; from now on they are followed. */
    synchronized List<Found> add(List<Path> paths) {
        look++;
        otherNames.keySet().retainAll(new HashSet<>(paths));
        List<Found> found = new ArrayList<>();
        for (Path path : paths) {
            try {
                FileIdentity identity = unknown(path);
                if (identity != null) {
                    followed.add(path);
                    met(identity);
                    found.add(new Found(path, identity));
                }
            } catch (NoSuchFileException e) {
                // It has just gone, perhaps to another name, under which the next look finds it.
            } catch (IOException e) {
                throw FilePaths.failed("cannot read '" + path + "'", e);
            }
        }
        known.values().removeIf(entry -> look - entry.lastLook() > LOOKS);
        return found;
    }

    /** What is at a path, if it is neither followed nor known. */
    private @Nullable FileIdentity unknown(Path path) throws IOException {
        String key = FileIdentity.key(files, path);
        Known before = known.get(key);
        if (before != null) {
            known.put(key, new Known(before.identity(), look));
        }
        if (followed.contains(path) || key.equals(otherNames.get(path))) {
            return null;
        }
        if (before != null && before.identity().isAt(files, path)) {
            otherNames.put(path, key);
            return null;
        }
        return FileIdentity.of(files, path);
    }

    /** Says that a file is being followed under that name. */
    synchronized void follow(Path path, FileIdentity identity) {
        followed.add(path);
        met(identity);
    }

    /** Says more of a file that is being followed. */
    synchronized void met(FileIdentity identity) {
        if (identity.hasKey()) {
            known.put(identity.key(), new Known(identity, look));
        }
    }

    /** Says that a file was removed and read to its end: whatever comes under its name is new. */
    synchronized void forget(Path path, @Nullable FileIdentity identity) {
        followed.remove(path);
        if (identity != null) {
            known.remove(identity.key());
        }
    }
}
