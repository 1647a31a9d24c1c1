/** The contract of a connector: descriptors, options, sources and sinks. */
@NullMarked
package io.millrace.core.connect;

import org.jspecify.annotations.NullMarked;
