/** Results as people and programs read them: tables, CSV, JSON lines and changelogs. */
@NullMarked
package io.millrace.cli.output;

import org.jspecify.annotations.NullMarked;
