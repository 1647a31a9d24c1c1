/** Tables of databases, by JDBC: PostgreSQL, SQLite, MySQL and MariaDB. */
@NullMarked
package io.millrace.connect.jdbc;

import org.jspecify.annotations.NullMarked;
