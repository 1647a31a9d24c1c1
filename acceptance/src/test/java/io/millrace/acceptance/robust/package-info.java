/** Wrong scripts, wrong data and wrong usage: what the command answers, to the letter. */
@NullMarked
package io.millrace.acceptance.robust;

import org.jspecify.annotations.NullMarked;
