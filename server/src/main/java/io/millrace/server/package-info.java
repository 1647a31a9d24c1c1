/** The live page: results of a run, pushed to browsers on this machine. */
@NullMarked
package io.millrace.server;

import org.jspecify.annotations.NullMarked;
