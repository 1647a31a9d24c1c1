/** Checkpoints: what a run needs to go on after an accident, on disk. */
@NullMarked
package io.millrace.engine.checkpoint;

import org.jspecify.annotations.NullMarked;
