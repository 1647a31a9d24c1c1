/** What holds for the whole house: its rules, and the answers it must give. */
@NullMarked
package io.millrace.acceptance;

import org.jspecify.annotations.NullMarked;
