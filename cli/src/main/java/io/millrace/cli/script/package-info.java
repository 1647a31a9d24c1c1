/** Running scripts: steps, progress, interruption and the end. */
@NullMarked
package io.millrace.cli.script;

import org.jspecify.annotations.NullMarked;
