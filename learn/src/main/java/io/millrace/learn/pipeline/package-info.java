/**
 * Transformers in front of a learner, as one learner: chosen by what the learner needs, or one by one. Start at {@link
 * io.millrace.learn.pipeline.Pipelines}.
 */
@NullMarked
package io.millrace.learn.pipeline;

import org.jspecify.annotations.NullMarked;
