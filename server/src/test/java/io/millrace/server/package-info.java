/** Tests of the live page, and a page with synthetic data to look at. */
@NullMarked
package io.millrace.server;

import org.jspecify.annotations.NullMarked;
