/** The command as its users start it: a process with signals, pipes and an exit status. */
@NullMarked
package io.millrace.acceptance.process;

import org.jspecify.annotations.NullMarked;
