package io.millrace.sql;

import io.millrace.sql.ObjectPath.Namespace;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The catalogs of a session with their databases, tables and views, in memory. A temporary object hides the one of the
 * same path. Safe for use by any thread.
 */
public final class Catalog {
    private final Map<String, Folder<Folder<CatalogEntry>>> catalogs = new TreeMap<>();
    private final Map<ObjectPath, CatalogEntry> temporary =
            new TreeMap<>(java.util.Comparator.comparing(ObjectPath::catalog)
                    .thenComparing(ObjectPath::database)
                    .thenComparing(ObjectPath::name));
    private final FunctionCatalog functions = new FunctionCatalog();
    private final ModelCatalog models = new ModelCatalog();
    private final Set<ObjectPath> readViews = new HashSet<>();
    private Namespace current = Namespace.DEFAULT;

    /**
     * What a catalog or a database says of itself, and what is in it.
     *
     * @param options what WITH says
     */
    public record Folder<T>(@Nullable String comment, Map<String, String> options, Map<String, T> content) {
        public static <T> Folder<T> of(@Nullable String comment, Map<String, String> options) {
            return new Folder<>(comment, Map.copyOf(options), new TreeMap<>());
        }
    }

    public Catalog() {
        Folder<Folder<CatalogEntry>> first = Folder.of(null, Map.of());
        first.content().put(Namespace.DEFAULT.database(), Folder.of(null, Map.of()));
        catalogs.put(Namespace.DEFAULT.catalog(), first);
    }

    /** The functions of users. */
    public FunctionCatalog functions() {
        return functions;
    }

    /** The models; they have names of their own. */
    public ModelCatalog models() {
        return models;
    }

    /** The database that names without one are in. */
    public synchronized Namespace current() {
        return current;
    }

    public synchronized void use(Namespace namespace) {
        current = namespace;
    }

    /** The names of all catalogs. */
    public synchronized List<String> catalogs() {
        return List.copyOf(catalogs.keySet());
    }

    public synchronized Optional<Folder<Folder<CatalogEntry>>> catalog(String name) {
        return Optional.ofNullable(catalogs.get(name));
    }

    /** The names of a catalog's databases; none when there is no such catalog. */
    public synchronized List<String> databases(String catalog) {
        Folder<Folder<CatalogEntry>> folder = catalogs.get(catalog);
        return folder == null ? List.of() : List.copyOf(folder.content().keySet());
    }

    public synchronized Optional<Folder<CatalogEntry>> database(Namespace namespace) {
        return catalog(namespace.catalog()).map(catalog -> catalog.content().get(namespace.database()));
    }

    /** Adds a catalog with one database, {@code default}. */
    public synchronized void addCatalog(String name, @Nullable String comment, Map<String, String> options) {
        Folder<Folder<CatalogEntry>> folder = Folder.of(comment, options);
        String database = options.getOrDefault("default-database", "default");
        folder.content().put(database, Folder.of(null, Map.of()));
        catalogs.put(name, folder);
    }

    public synchronized void removeCatalog(String name) {
        catalogs.remove(name);
    }

    /** Adds a database or changes what it says of itself. */
    public synchronized void putDatabase(Namespace namespace, @Nullable String comment, Map<String, String> options) {
        Map<String, Folder<CatalogEntry>> databases =
                catalog(namespace.catalog()).orElseThrow().content();
        Folder<CatalogEntry> changed = Folder.of(comment, options);
        Folder<CatalogEntry> old = databases.get(namespace.database());
        if (old != null) {
            changed.content().putAll(old.content());
        }
        databases.put(namespace.database(), changed);
    }

    public synchronized void removeDatabase(Namespace namespace) {
        catalog(namespace.catalog()).orElseThrow().content().remove(namespace.database());
    }

    /** The object with a path; a temporary one first. */
    public synchronized Optional<CatalogEntry> find(ObjectPath path) {
        CatalogEntry hiding = temporary.get(path);
        return hiding != null ? Optional.of(hiding) : find(path, false).or(() -> systemTable(path));
    }

    private Optional<CatalogEntry> systemTable(ObjectPath path) {
        return isSystem(path.namespace()) ? SystemTables.find(path) : Optional.empty();
    }

    /** Whether a database is the one that comes with Millrace, and no user's hides it. */
    private boolean isSystem(Namespace namespace) {
        return namespace.equals(SystemTables.NAMESPACE) && database(namespace).isEmpty();
    }

    /** Whether there are tables in a database, or could be. */
    public synchronized boolean hasDatabase(Namespace namespace) {
        return database(namespace).isPresent() || isSystem(namespace);
    }

    /** The temporary object with a path, or the one that is not. */
    public synchronized Optional<CatalogEntry> find(ObjectPath path, boolean isTemporary) {
        return isTemporary
                ? Optional.ofNullable(temporary.get(path))
                : database(path.namespace()).map(database -> database.content().get(path.name()));
    }

    /** The object with a name in the current database. */
    public Optional<CatalogEntry> find(String name) {
        return find(current().of(name));
    }

    /** What can be seen in the current database, in the order of names. */
    public List<CatalogEntry> entries() {
        return entries(current());
    }

    /** What can be seen in a database, in the order of names. */
    public synchronized List<CatalogEntry> entries(Namespace namespace) {
        Map<String, CatalogEntry> entries = new TreeMap<>();
        if (isSystem(namespace)) {
            SystemTables.ALL.forEach(table -> entries.put(table.path().name(), table));
        }
        database(namespace).ifPresent(database -> entries.putAll(database.content()));
        temporary.values().stream()
                .filter(entry -> entry.path().namespace().equals(namespace))
                .forEach(entry -> entries.put(entry.path().name(), entry));
        return List.copyOf(entries.values());
    }

    /** Adds an entry, in place of one of the same path that is as temporary. Its database exists. */
    public synchronized void put(CatalogEntry entry) {
        if (entry.temporary()) {
            temporary.put(entry.path(), entry);
        } else {
            database(entry.path().namespace())
                    .orElseThrow()
                    .content()
                    .put(entry.path().name(), entry);
        }
    }

    public synchronized void remove(CatalogEntry entry) {
        if (entry.temporary()) {
            temporary.remove(entry.path());
        } else {
            database(entry.path().namespace())
                    .ifPresent(
                            database -> database.content().remove(entry.path().name()));
        }
    }

    /** Notes that the script that is planned reads a view. */
    public synchronized void read(CatalogView view) {
        readViews.add(view.path());
    }

    /** The materialized tables that the script that is planned defines and nothing in it reads, in the order of names. */
    synchronized List<CatalogView> unread() {
        return catalogs.values().stream()
                .flatMap(catalog -> catalog.content().values().stream())
                .flatMap(database -> database.content().values().stream())
                .filter(entry -> entry instanceof CatalogView view
                        && view.materialized() != null
                        && view.place() != null
                        && !readViews.contains(view.path()))
                .map(CatalogView.class::cast)
                .toList();
    }

    /** Forgets where in a text entries were defined, and which it read: another one is planned. */
    synchronized void beginScript() {
        readViews.clear();
        temporary.replaceAll((path, entry) -> entry.withoutPlaces());
        catalogs.values().stream()
                .map(catalog -> catalog.content().values())
                .flatMap(Collection::stream)
                .forEach(database -> database.content().replaceAll((name, entry) -> entry.withoutPlaces()));
    }

    /**
     * The path that a name of one, two or three parts means here.
     *
     * @param names its parts, the object's own last
     */
    public synchronized ObjectPath path(List<String> names) {
        int count = names.size();
        String name = names.get(count - 1);
        return switch (count) {
            case 1 -> current.of(name);
            case 2 -> new ObjectPath(current.catalog(), names.get(0), name);
            default -> new ObjectPath(names.get(count - 3), names.get(count - 2), name);
        };
    }

    /** What a name could have meant, for hints. */
    List<String> near(ObjectPath path) {
        List<String> names = new ArrayList<>();
        entries(path.namespace()).forEach(entry -> names.add(entry.path().name()));
        return names;
    }
}
