package io.millrace.connect.format;

import io.millrace.connect.format.AvroInput.Broken;
import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.error.ConnectorException;
import io.millrace.core.type.Column;
import io.millrace.core.type.Schema;
import java.time.ZoneOffset;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads rows from records of one schema, passing over what is not wanted. One thread at a time. */
final class AvroRow {
    private final AvroType writer;
    private final RowBuffer row;
    /** For each field of the record, how it is read and into which column; null and -1 for those that are not wanted. */
    private final @Nullable AvroValue[] values;

    private final int[] columns;
    private final int[] missing;

    /**
     * @param writer the schema that records are written by
     * @throws ConnectorException when the columns cannot be read from it
     */
    AvroRow(Schema wanted, AvroType writer) {
        if (writer.kind != AvroType.Kind.RECORD) {
            throw new ConnectorException("the data has no records, but values of " + writer, "it is no table");
        }
        this.writer = writer;
        row = new RowBuffer(wanted, ZoneOffset.UTC);
        values = new @Nullable AvroValue[writer.parts.size()];
        columns = new int[values.length];
        int[] absent = new int[wanted.size()];
        int count = 0;
        for (int i = 0; i < wanted.size(); i++) {
            Column column = wanted.column(i);
            int field = AvroValue.find(writer.names, column.name());
            if (field >= 0) {
                values[field] = new AvroValue(column, writer.part(field));
                columns[field] = i;
            } else if (column.type().nullable()) {
                absent[count++] = i;
            } else {
                throw new ConnectorException(
                        "the data has no field for column '" + column.name() + "', which is NOT NULL",
                        "it has " + String.join(", ", writer.names));
            }
        }
        missing = Arrays.copyOf(absent, count);
    }

    /** Reads the record that comes next, keeping its values. */
    void read(AvroInput in) throws Broken {
        for (int column : missing) {
            row.setNull(column);
        }
        for (int i = 0; i < values.length; i++) {
            AvroValue value = values[i];
            if (value == null) {
                writer.part(i).skip(in);
            } else {
                value.read(in, row, columns[i]);
            }
        }
    }

    /** Passes over the record that comes next. */
    void skip(AvroInput in) throws Broken {
        writer.skip(in);
    }

    /** Appends what was read last. */
    void give(BatchBuilder builder) {
        row.commit(builder, 1);
    }
}
