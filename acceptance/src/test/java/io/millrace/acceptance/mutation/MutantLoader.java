package io.millrace.acceptance.mutation;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Loads every class of Millrace anew, mutated ones first; all others are those of the tests. */
final class MutantLoader extends ClassLoader {
    private static final String OURS = "io.millrace.";

    /** The same for all loaders, so that each class is read once. */
    private static final Map<String, byte[]> ORIGINALS = new ConcurrentHashMap<>();

    private final ClassLoader tests;
    private final Map<String, byte[]> mutated;

    /**
     * @param mutated classes by name
     */
    MutantLoader(Map<String, byte[]> mutated) {
        super("mutant", MutantLoader.class.getClassLoader());
        tests = MutantLoader.class.getClassLoader();
        this.mutated = mutated;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(OURS)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : define(name);
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        byte[] bytes = mutated.get(name);
        if (bytes == null) {
            bytes = ORIGINALS.get(name);
        }
        if (bytes == null) {
            bytes = read(name);
            ORIGINALS.put(name, bytes);
        }
        // The place of the original: Millrace asks where it lies to find what lies beside it.
        return defineClass(name, bytes, 0, bytes.length, tests.loadClass(name).getProtectionDomain());
    }

    private byte[] read(String name) throws ClassNotFoundException {
        try (InputStream stream = tests.getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (stream == null) {
                throw new ClassNotFoundException(name);
            }
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }
}
