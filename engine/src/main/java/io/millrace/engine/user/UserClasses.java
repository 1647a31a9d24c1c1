package io.millrace.engine.user;

import io.millrace.core.error.QueryException;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Loads the classes of users. They see their own jars, Flink's API from the folder {@code udf} beside this module's own
 * jar, and the JDK: nothing of ours, so that versions cannot clash. Functions of the same jars share one loader, as long
 * as the jars stay as they are. Safe for use by any thread.
 */
public final class UserClasses {
    private static final Map<String, ClassLoader> LOADERS = new ConcurrentHashMap<>();

    private UserClasses() {}

    /**
     * The class of a function.
     *
     * @throws QueryException without a place, when a jar or the class cannot be read
     */
    public static Class<?> load(UserFunction function) {
        ClassLoader loader = LOADERS.computeIfAbsent(stamp(function.jars()), stamp -> loader(function.jars()));
        try {
            return Class.forName(function.className(), true, loader);
        } catch (ClassNotFoundException e) {
            throw new QueryException(
                    "there is no class '" + function.className() + "'",
                    null,
                    function.jars().isEmpty()
                            ? "say where it is: ADD JAR 'file.jar', or CREATE FUNCTION ... USING JAR 'file.jar'"
                            : "it is not in " + names(function.jars()),
                    e);
        } catch (LinkageError e) {
            throw new QueryException(
                    "class '" + function.className() + "' cannot be loaded: " + e,
                    null,
                    "add the jars that it needs: USING JAR 'a.jar', JAR 'b.jar'",
                    e);
        }
    }

    private static String names(List<Path> jars) {
        return String.join(
                ", ", jars.stream().map(jar -> "'" + jar.getFileName() + "'").toList());
    }

    /** The jars as they are now: one that was written anew is another one. */
    private static String stamp(List<Path> jars) {
        StringBuilder stamp = new StringBuilder();
        for (Path jar : jars) {
            try {
                stamp.append(jar)
                        .append(':')
                        .append(Files.size(jar))
                        .append(':')
                        .append(Files.getLastModifiedTime(jar).toMillis())
                        .append('\n');
            } catch (IOException e) {
                throw new QueryException(
                        "cannot read '" + jar.getFileName() + "'",
                        null,
                        "relative paths are relative to the script",
                        e);
            }
        }
        return stamp.toString();
    }

    private static ClassLoader loader(List<Path> jars) {
        List<URL> urls = new ArrayList<>();
        try {
            for (Path jar : jars) {
                urls.add(jar.toUri().toURL());
            }
            Path folder = folder();
            if (Files.isDirectory(folder)) {
                try (Stream<Path> found = Files.list(folder)) {
                    for (Path jar : found.filter(path -> path.toString().endsWith(".jar"))
                            .sorted()
                            .toList()) {
                        urls.add(jar.toUri().toURL());
                    }
                }
            }
        } catch (MalformedURLException e) {
            throw new IllegalStateException("bug: a path without a URL", e);
        } catch (IOException e) {
            throw new QueryException("cannot read the folder of Flink's API: " + e.getMessage(), null, null, e);
        }
        return new URLClassLoader("user functions", urls.toArray(new URL[0]), ClassLoader.getPlatformClassLoader());
    }

    /** Where Flink's API is, and jars that all functions may use. */
    public static Path folder() {
        try {
            Path own = Path.of(UserClasses.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return own.resolveSibling("udf");
        } catch (URISyntaxException e) {
            throw new IllegalStateException("bug: no place of our own", e);
        }
    }
}
