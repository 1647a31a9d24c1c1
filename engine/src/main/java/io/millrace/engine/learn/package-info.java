/** Models in pipelines: rows as numbers, who learns and who predicts when, and where models are kept between runs. */
@NullMarked
package io.millrace.engine.learn;

import org.jspecify.annotations.NullMarked;
