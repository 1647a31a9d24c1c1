/** Many learners that vote: forests, bagging, boosting. */
@NullMarked
package io.millrace.learn.ensemble;

import org.jspecify.annotations.NullMarked;
