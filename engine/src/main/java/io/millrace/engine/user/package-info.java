/** Functions of users: Java classes written against Flink's own API, loaded from their jars. */
@NullMarked
package io.millrace.engine.user;

import org.jspecify.annotations.NullMarked;
