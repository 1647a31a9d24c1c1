/** Why a run stands where it stands: the figures of all its parts, and the conclusion from them. */
@NullMarked
package io.millrace.engine.why;

import org.jspecify.annotations.NullMarked;
