package io.millrace.core.env;

import io.millrace.core.error.ConnectorException;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Classes that few runs need, with the client library that they stand on: nothing of them is loaded before somebody asks
 * for one.
 *
 * <p>In a distribution the library's jars are in the folder {@code connectors/NAME} beside the jar of the module that
 * owns them. They and that jar have a class loader of their own, which looks there first: so several versions of the
 * same classes can live in one process. A class of the module that was loaded that way is another one than that of the
 * same name elsewhere; only types of the JDK and of other modules may pass between the two. Where there is no such
 * folder, as in tests, everything comes from the class path. Safe for use by any thread.
 */
public final class ClientLibrary {
    private final String name;
    private final Class<?> owner;
    private final Path home;
    private @Nullable ClassLoader loader;

    /**
     * @param name the connector's name, and that of the folder
     * @param owner a class of the module
     */
    public ClientLibrary(String name, Class<?> owner) {
        this(name, owner, home(owner));
    }

    /** @param home where the module's classes are */
    ClientLibrary(String name, Class<?> owner, Path home) {
        this.name = name;
        this.owner = owner;
        this.home = home;
    }

    private static Path home(Class<?> owner) {
        try {
            return Path.of(
                    owner.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("bug: no place of our own", e);
        }
    }

    /**
     * A new instance of a class of the module or of its library.
     *
     * @param className it has a public constructor without parameters
     * @param type what the instance is used as; of the JDK or of another module
     * @throws ConnectorException when the library is not there
     */
    public <T> T create(String className, Class<T> type) {
        try {
            return type.cast(Class.forName(className, true, loader())
                    .getDeclaredConstructor()
                    .newInstance());
        } catch (ClassNotFoundException | LinkageError e) {
            throw missing(e);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof LinkageError) {
                throw missing(e);
            }
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("bug: " + className + " cannot be made", e);
        }
    }

    /** What loads the module's classes and its library's, for those who look for classes by name themselves. */
    public synchronized ClassLoader loader() {
        ClassLoader made = loader;
        if (made == null) {
            Path folder = folder();
            made = java.nio.file.Files.isDirectory(folder) ? separate(folder) : owner.getClassLoader();
            loader = made;
        }
        return made;
    }

    private Path folder() {
        return home.resolveSibling("connectors").resolve(name);
    }

    private ClassLoader separate(Path folder) {
        List<URL> urls = new ArrayList<>();
        try (Stream<Path> found = java.nio.file.Files.list(folder)) {
            urls.add(home.toUri().toURL());
            for (Path jar : found.filter(path -> path.toString().endsWith(".jar"))
                    .sorted()
                    .toList()) {
                urls.add(jar.toUri().toURL());
            }
        } catch (IOException e) {
            throw new ConnectorException(
                    "cannot read the folder of connector '" + name + "': " + e.getMessage(), null, false, e);
        }
        return new ChildFirst(name, urls.toArray(new URL[0]), owner.getClassLoader());
    }

    private ConnectorException missing(Throwable cause) {
        return new ConnectorException(
                "connector '" + name + "' is not installed, or only in part: " + cause.getMessage(),
                "put the folder lib/connectors/" + name + " of a whole distribution in its place",
                false,
                cause);
    }

    /** Looks into its own jars before it asks its parent. */
    private static final class ChildFirst extends URLClassLoader {
        static {
            registerAsParallelCapable();
        }

        ChildFirst(String name, URL[] urls, ClassLoader parent) {
            super("connector " + name, urls, parent);
        }

        @Override
        protected Class<?> loadClass(String className, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(className)) {
                Class<?> found = findLoadedClass(className);
                if (found == null && !className.startsWith("java.")) {
                    try {
                        found = findClass(className);
                    } catch (ClassNotFoundException e) {
                        found = null;
                    }
                }
                return found == null ? super.loadClass(className, resolve) : found;
            }
        }

        @Override
        public @Nullable URL getResource(String path) {
            URL own = findResource(path);
            return own == null ? super.getResource(path) : own;
        }

        @Override
        public Enumeration<URL> getResources(String path) throws IOException {
            List<URL> all = new ArrayList<>(Collections.list(findResources(path)));
            for (URL other : Collections.list(super.getResources(path))) {
                if (all.stream().noneMatch(each -> each.toString().equals(other.toString()))) {
                    all.add(other);
                }
            }
            return Collections.enumeration(all);
        }
    }
}
