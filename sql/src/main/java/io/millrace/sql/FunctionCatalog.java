package io.millrace.sql;

import io.millrace.engine.user.UserClass;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** The functions of users in a session. Names of functions have no case. Safe for use by any thread. */
public final class FunctionCatalog {
    /** Where a function is. */
    public enum Scope {
        /** For all databases, and before the functions that come with Millrace. */
        SYSTEM,
        /** Until the session ends. */
        TEMPORARY,
        /** In a database. */
        PERMANENT
    }

    private final Map<String, UserClass> system = new TreeMap<>();
    private final Map<String, UserClass> temporary = new TreeMap<>();
    private final Map<String, UserClass> permanent = new TreeMap<>();

    private final List<Path> jars = new ArrayList<>();

    /** The jars of ADD JAR, in which functions are that name no jar of their own, or need more than theirs. */
    public synchronized List<Path> jars() {
        return List.copyOf(jars);
    }

    /** Adds a jar, unless it is there. */
    public synchronized void addJar(Path jar) {
        if (!jars.contains(jar)) {
            jars.add(jar);
        }
    }

    /** Takes a jar away; functions that were made with it keep it. Says whether it was there. */
    public synchronized boolean removeJar(Path jar) {
        return jars.remove(jar);
    }

    private Map<String, UserClass> of(Scope scope) {
        return switch (scope) {
            case SYSTEM -> system;
            case TEMPORARY -> temporary;
            case PERMANENT -> permanent;
        };
    }

    private static String key(Scope scope, ObjectPath path) {
        String name = path.name().toLowerCase(Locale.ROOT);
        return scope == Scope.SYSTEM ? name : path.namespace() + "\0" + name;
    }

    /** The function of that scope with a path; of system functions the name alone counts. */
    public synchronized Optional<UserClass> find(Scope scope, ObjectPath path) {
        return Optional.ofNullable(of(scope).get(key(scope, path)));
    }

    public synchronized void put(Scope scope, ObjectPath path, UserClass function) {
        of(scope).put(key(scope, path), function);
    }

    public synchronized void remove(Scope scope, ObjectPath path) {
        of(scope).remove(key(scope, path));
    }

    /** The names of all functions that can be called without a database from one, sorted. */
    public synchronized List<String> names(ObjectPath.Namespace namespace) {
        TreeSet<String> names = new TreeSet<>();
        for (Scope scope : Scope.values()) {
            of(scope).forEach((key, function) -> {
                if (scope == Scope.SYSTEM || key.startsWith(namespace + "\0")) {
                    names.add(function.function().name());
                }
            });
        }
        return new ArrayList<>(names);
    }
}
