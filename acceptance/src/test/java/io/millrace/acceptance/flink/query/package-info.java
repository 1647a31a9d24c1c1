/** Random tables and queries over them, as text that both Millrace and Flink are given. */
@NullMarked
package io.millrace.acceptance.flink.query;

import org.jspecify.annotations.NullMarked;
