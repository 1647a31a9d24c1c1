/**
 * Models from ONNX files, scored in the stream by ONNX Runtime: {@code 'provider' = 'onnx'}. Nothing else knows that
 * library, and nobody but {@link java.util.ServiceLoader} knows this package, so that it can be left out.
 */
@NullMarked
package io.millrace.onnx;

import org.jspecify.annotations.NullMarked;
