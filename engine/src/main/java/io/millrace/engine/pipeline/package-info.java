/** Pipelines as data: what a statement became, and what a host runs. */
@NullMarked
package io.millrace.engine.pipeline;

import org.jspecify.annotations.NullMarked;
