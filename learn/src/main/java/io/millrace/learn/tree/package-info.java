/** Hoeffding trees and rules, for classes and numbers. */
@NullMarked
package io.millrace.learn.tree;

import org.jspecify.annotations.NullMarked;
