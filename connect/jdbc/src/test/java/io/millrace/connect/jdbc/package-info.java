@NullMarked
package io.millrace.connect.jdbc;

import org.jspecify.annotations.NullMarked;
