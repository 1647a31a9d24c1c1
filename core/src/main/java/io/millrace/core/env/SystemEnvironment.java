package io.millrace.core.env;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** The real world. */
public final class SystemEnvironment implements Environment {
    private final long seed;

    public SystemEnvironment(long seed) {
        this.seed = seed;
    }

    /** An environment whose randomness is different in every process. */
    public static SystemEnvironment create() {
        return new SystemEnvironment(new SplittableRandom().nextLong());
    }

    @Override
    public Clock clock() {
        return SystemClock.INSTANCE;
    }

    @Override
    public RandomGenerator random(String name) {
        return new SplittableRandom(seed * 0x9E3779B97F4A7C15L + name.hashCode());
    }

    @Override
    public Threads threads() {
        return (name, body) -> {
            Thread thread = new Thread(body, name);
            thread.setDaemon(true);
            thread.start();
            return thread;
        };
    }

    @Override
    public Files files() {
        return SystemFiles.INSTANCE;
    }

    private enum SystemClock implements Clock {
        INSTANCE;

        private final long originNanos = System.nanoTime();
        private final long originMicros = wallMicros();

        @Override
        public long steadyMicros() {
            return originMicros + (System.nanoTime() - originNanos) / 1000;
        }

        @Override
        public long wallMicros() {
            Instant now = Instant.now();
            return now.getEpochSecond() * 1_000_000 + now.getNano() / 1000;
        }

        @Override
        public long nanos() {
            return System.nanoTime();
        }
    }

    private enum SystemFiles implements Files {
        INSTANCE;

        @Override
        public SeekableByteChannel open(Path path, OpenOption... options) throws IOException {
            OpenOption[] chosen = options.length == 0 ? new OpenOption[] {StandardOpenOption.READ} : options;
            return java.nio.file.Files.newByteChannel(path, chosen);
        }

        @Override
        public BasicFileAttributes attributes(Path path) throws IOException {
            return java.nio.file.Files.readAttributes(path, BasicFileAttributes.class);
        }

        @Override
        public boolean exists(Path path) {
            return java.nio.file.Files.exists(path);
        }

        @Override
        public void move(Path source, Path target) throws IOException {
            java.nio.file.Files.move(
                    source, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }

        @Override
        public List<Path> list(Path folder) throws IOException {
            try (Stream<Path> entries = java.nio.file.Files.list(folder)) {
                return entries.sorted().toList();
            }
        }
    }
}
