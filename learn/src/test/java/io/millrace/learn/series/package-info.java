@NullMarked
package io.millrace.learn.series;

import org.jspecify.annotations.NullMarked;
