/** State over accidents: damage, failing disks, changed scripts. */
@NullMarked
package io.millrace.acceptance.state;

import org.jspecify.annotations.NullMarked;
