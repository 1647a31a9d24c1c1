package io.millrace.sql;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** A catalog that lives as long as the process. Safe for use by any thread. */
public final class MemoryCatalog implements Catalog {
    private final Map<String, CatalogEntry> entries = new ConcurrentSkipListMap<>();

    @Override
    public Optional<CatalogEntry> find(String name) {
        return Optional.ofNullable(entries.get(name));
    }

    @Override
    public List<CatalogEntry> entries() {
        return List.copyOf(entries.values());
    }

    @Override
    public void put(CatalogEntry entry) {
        entries.put(entry.name(), entry);
    }

    @Override
    public void remove(String name) {
        entries.remove(name);
    }
}
