/** What every learner has to beat: the last label, the most frequent one, the mean. */
@NullMarked
package io.millrace.learn.baseline;

import org.jspecify.annotations.NullMarked;
