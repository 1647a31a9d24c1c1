/** Epochs, stages and workers: who runs which operator when. */
@NullMarked
package io.millrace.engine.schedule;

import org.jspecify.annotations.NullMarked;
