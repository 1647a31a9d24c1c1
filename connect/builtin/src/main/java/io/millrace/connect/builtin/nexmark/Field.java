package io.millrace.connect.builtin.nexmark;

import io.millrace.core.type.Type;
import java.util.function.LongUnaryOperator;

/** One property of events of one kind. */
sealed interface Field {
    String name();

    /** The type that a table declares for it; of timestamps, with or without a zone. */
    Type type();

    /** A number, or a time in microseconds, of each event. */
    record OfNumber(String name, Type type, LongUnaryOperator value) implements Field {}

    /** A text. */
    record OfText(String name, Writing value) implements Field {
        interface Writing {
            /** Appends it to an empty text. */
            void append(long event, AsciiText text);
        }

        @Override
        public Type type() {
            return Type.STRING;
        }
    }
}
