package io.millrace.sql;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The models of a session. A temporary one hides the one of the same path. Safe for use by any thread. */
public final class ModelCatalog {
    private final Map<String, CatalogModel> temporary = new TreeMap<>();
    private final Map<String, CatalogModel> permanent = new TreeMap<>();
    private long created;

    private static String key(ObjectPath path) {
        return path.namespace() + "\0" + path.name();
    }

    /** The model with a path; a temporary one first. */
    public synchronized Optional<CatalogModel> find(ObjectPath path) {
        CatalogModel hiding = temporary.get(key(path));
        return Optional.ofNullable(hiding != null ? hiding : permanent.get(key(path)));
    }

    /** The temporary model with a path, or the one that is not. */
    public synchronized Optional<CatalogModel> find(ObjectPath path, boolean isTemporary) {
        return Optional.ofNullable((isTemporary ? temporary : permanent).get(key(path)));
    }

    /** The model with a path, or the version of one that the path means. */
    public Optional<CatalogModel> findUsed(ObjectPath path) {
        return find(path)
                .or(() -> VersionName.of(path)
                        .flatMap(version -> find(version.model()).map(model -> model.at(version))));
    }

    public synchronized void put(CatalogModel model) {
        (model.temporary() ? temporary : permanent).put(key(model.path()), model);
    }

    public synchronized void remove(CatalogModel model) {
        (model.temporary() ? temporary : permanent).remove(key(model.path()));
    }

    /** What the next model that is created is kept by. */
    synchronized String nextId(ObjectPath path) {
        return path.shown() + "#" + ++created;
    }

    /** The models of a database, in the order of their names. */
    public synchronized List<CatalogModel> models(ObjectPath.Namespace namespace) {
        Map<String, CatalogModel> seen = new TreeMap<>(permanent);
        seen.putAll(temporary);
        return seen.values().stream()
                .filter(model -> model.path().namespace().equals(namespace))
                .toList();
    }
}
