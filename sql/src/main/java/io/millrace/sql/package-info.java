/** From text to pipelines: sessions, catalogs, the planner and what it answers. */
@NullMarked
package io.millrace.sql;

import org.jspecify.annotations.NullMarked;
