/** The interactive shell. */
@NullMarked
package io.millrace.cli.shell;

import org.jspecify.annotations.NullMarked;
