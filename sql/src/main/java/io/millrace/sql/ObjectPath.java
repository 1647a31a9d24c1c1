package io.millrace.sql;

/**
 * Where an object of a session is: its catalog, database and name. Names are case-sensitive.
 */
public record ObjectPath(String catalog, String database, String name) {
    /**
     * A database, and so a place that names without one are relative to.
     */
    public record Namespace(String catalog, String database) {
        /** Where a session starts. */
        public static final Namespace DEFAULT = new Namespace("default_catalog", "default_database");

        public ObjectPath of(String name) {
            return new ObjectPath(catalog, database, name);
        }
    }

    public Namespace namespace() {
        return new Namespace(catalog, database);
    }

    /** The name alone for what is in the database a session starts in, else all three parts: unique in a session. */
    public String shown() {
        return namespace().equals(Namespace.DEFAULT) ? name : catalog + "." + database + "." + name;
    }
}
