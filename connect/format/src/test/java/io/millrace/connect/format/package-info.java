@NullMarked
package io.millrace.connect.format;

import org.jspecify.annotations.NullMarked;
