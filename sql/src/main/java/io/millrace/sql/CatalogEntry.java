package io.millrace.sql;

import io.millrace.core.type.Schema;
import org.jspecify.annotations.Nullable;

/** Something in a catalog that a query can read. */
public sealed interface CatalogEntry permits CatalogTable, CatalogView {
    ObjectPath path();

    /** All columns that a query sees. */
    Schema schema();

    /** Whether it goes away with the session. */
    boolean temporary();

    @Nullable String comment();

    /** The same without places in the text that defined it: for plans of other texts. */
    CatalogEntry withoutPlaces();

    /** A name that is unique in the session, and short where it can be. */
    default String name() {
        return path().shown();
    }
}
