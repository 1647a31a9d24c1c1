package io.millrace.sql;

import java.util.List;
import java.util.Optional;

/** The tables and views of a session, by name. Names are case-sensitive. */
public interface Catalog {
    Optional<CatalogEntry> find(String name);

    /** Everything, in the order of names. */
    List<CatalogEntry> entries();

    /** Adds an entry, in place of one of the same name. */
    void put(CatalogEntry entry);

    void remove(String name);
}
