/** For tests, of Millrace and of plug-ins: rows from and to plain Java values, and contracts that all of a kind keep. */
@NullMarked
package io.millrace.testkit;

import org.jspecify.annotations.NullMarked;
