package io.millrace.connect.builtin.nexmark;

import io.millrace.core.batch.BytesVector;
import io.millrace.core.batch.LongVector;
import io.millrace.core.batch.Vector;
import io.millrace.core.nested.NestedWriter;
import io.millrace.core.nested.RowLayout;
import io.millrace.core.type.Type;
import java.util.List;

/** Makes one column of a table. One thread at a time. */
interface ColumnMaker {
    void append(Vector.Writable column, long event);

    /** A property of the only kind of events in the table. */
    static ColumnMaker of(Field field) {
        if (field instanceof Field.OfNumber number) {
            return (column, event) ->
                    ((LongVector) column).append(number.value().applyAsLong(event));
        }
        Field.OfText text = (Field.OfText) field;
        AsciiText buffer = new AsciiText();
        return (column, event) -> {
            buffer.clear();
            text.value().append(event, buffer);
            ((BytesVector) column).append(buffer.data(), 0, buffer.length());
        };
    }

    /** What an event is: 0 a person, 1 an auction, 2 a bid. */
    static ColumnMaker ofKind(Events events) {
        return (column, event) -> ((LongVector) column)
                .append(
                        switch (events.kind(event)) {
                            case PERSON -> 0;
                            case AUCTION -> 1;
                            case BID -> 2;
                        });
    }

    /** All properties of one kind of events as a ROW; NULL for other events. */
    static ColumnMaker ofRow(Events events, Events.Kind kind, Type type, List<Field> fields) {
        RowLayout layout = RowLayout.of(type);
        NestedWriter writer = new NestedWriter();
        AsciiText buffer = new AsciiText();
        return (column, event) -> {
            if (events.kind(event) != kind) {
                column.appendNull();
                return;
            }
            writer.clear();
            writer.beginRow(layout);
            for (Field field : fields) {
                if (field instanceof Field.OfNumber number) {
                    writer.writeLong(number.value().applyAsLong(event));
                } else if (field instanceof Field.OfText text) {
                    buffer.clear();
                    text.value().append(event, buffer);
                    writer.writeBytes(buffer.data(), 0, buffer.length());
                }
            }
            writer.end();
            ((BytesVector) column).append(writer.data(), 0, writer.length());
        };
    }
}
