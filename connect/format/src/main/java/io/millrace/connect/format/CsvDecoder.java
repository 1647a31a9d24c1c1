package io.millrace.connect.format;

import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.connect.Reader;
import io.millrace.core.connect.Table;
import io.millrace.core.type.Kind;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads CSV: finds the fields of a record, parses those that are wanted. See {@link CsvFormat}. */
final class CsvDecoder implements Decoder {
    private final Table table;
    private final int[] columns;
    private final CsvOptions options;
    private final CsvFields fields;
    private final RowBuffer row;
    private final boolean[] text;
    private final @Nullable NestedCsv[] nested;
    /** The field of each wanted column. */
    private final int[] fieldOf;
    /** Fields from here on are only counted. */
    private int wantedFields;
    /** How many fields a record must have. */
    private int expectedFields;

    private byte[] scratch = new byte[256];
    private int scratchUsed;

    CsvDecoder(Format.Request request, CsvOptions options) {
        this.table = request.table();
        this.columns = request.columns();
        this.options = options;
        fields = new CsvFields(options);
        row = new RowBuffer(table.schema().select(columns), request.zone());
        fieldOf = new int[columns.length];
        text = new boolean[columns.length];
        nested = new @Nullable NestedCsv[columns.length];
        for (int i = 0; i < columns.length; i++) {
            Kind kind = table.schema().type(columns[i]).kind();
            text[i] = kind.isText();
            nested[i] =
                    kind.isNested() ? new NestedCsv(table.schema().column(columns[i]), request.zone(), options) : null;
        }
        int[] positions = new int[table.schema().size()];
        Arrays.setAll(positions, i -> i);
        map(positions, positions.length);
    }

    private void map(int[] fieldOfColumn, int fieldCount) {
        expectedFields = fieldCount;
        wantedFields = 0;
        for (int i = 0; i < columns.length; i++) {
            fieldOf[i] = fieldOfColumn[columns[i]];
            wantedFields = Math.max(wantedFields, fieldOf[i] + 1);
        }
    }

    @Override
    public boolean begin(Chunk chunk) {
        if (!ByteOrderMark.skip(chunk)) {
            return false;
        }
        byte[] data = chunk.data();
        int at = chunk.start();
        if (options.header() == CsvOptions.Header.FALSE) {
            return true;
        }
        int next = at;
        while (next < chunk.end() && isLeftOut(data, next, chunk.end())) {
            int line = Scan.find(data, next, chunk.end(), (byte) '\n');
            if (line == chunk.end() && !chunk.last()) {
                return false;
            }
            next = Math.min(line + 1, chunk.end());
        }
        if (next == chunk.end()) {
            return chunk.last();
        }
        int behind = fields.locate(data, next, chunk.end(), chunk.last(), 0);
        if (behind == CsvFields.INCOMPLETE) {
            return false;
        }
        fields.locate(data, next, chunk.end(), chunk.last(), fields.count());
        chunk.takeUntil(!fields.broken() && header(List.of(fields.texts(data))) ? behind : at);
        return true;
    }

    private boolean header(List<String> names) {
        int[] found = CsvHeader.match(table, names);
        if (options.header() == CsvOptions.Header.AUTO && !CsvHeader.looksLikeOne(found)) {
            return false;
        }
        CsvHeader.check(table, names, found);
        map(found, names.size());
        return true;
    }

    /** Whether the line is empty or a comment. */
    private boolean isLeftOut(byte[] data, int at, int end) {
        byte first = data[at];
        return first == '\n'
                || first == '\r' && (at + 1 == end || data[at + 1] == '\n')
                || first == '#' && options.comments();
    }

    @Override
    public int decode(Chunk chunk, Reader.Rows rows, int maxRows) {
        byte[] data = chunk.data();
        int end = chunk.end();
        boolean last = chunk.last();
        BatchBuilder builder = rows.builder();
        int given = 0;
        int at = chunk.start();
        while (given < maxRows && at < end) {
            if (data[at] < '0' && isLeftOut(data, at, end)) {
                int line = Scan.find(data, at, end, (byte) '\n');
                if (line == end && !last) {
                    break;
                }
                at = Math.min(line + 1, end);
                continue;
            }
            int next = fields.locate(data, at, end, last, wantedFields);
            if (next == CsvFields.INCOMPLETE) {
                break;
            }
            if (fields.broken() || fields.count() != expectedFields) {
                if (!options.ignoreParseErrors()) {
                    reject(rows, chunk, at, next, shapeProblem());
                    given++;
                }
            } else if (readRow(data)) {
                row.commit(builder, 1);
                given++;
            } else if (!options.ignoreParseErrors()) {
                reject(rows, chunk, at, next, row.problem());
                given++;
            }
            at = next;
        }
        chunk.takeUntil(at);
        return given;
    }

    private String shapeProblem() {
        return fields.broken()
                ? "a quote is not closed, or is followed by more text"
                : "has " + fields.count() + (fields.count() == 1 ? " field where " : " fields where ") + expectedFields
                        + " are expected";
    }

    private static void reject(Reader.Rows rows, Chunk chunk, int from, int next, String reason) {
        byte[] data = chunk.data();
        int end = next > from && data[next - 1] == '\n' ? next - 1 : next;
        rows.error(data, from, end - from, reason, chunk.offset() + (from - chunk.start()));
    }

    private boolean readRow(byte[] data) {
        scratchUsed = 0;
        for (int i = 0; i < fieldOf.length; i++) {
            if (!readField(i, fieldOf[i], data) && !(options.ignoreParseErrors() && row.setNull(i))) {
                return false;
            }
        }
        return true;
    }

    private boolean readField(int column, int field, byte[] data) {
        int start = fields.start(field);
        int end = fields.end(field);
        if (fields.quoted(field)) {
            if (start == end && !text[column]) {
                return row.setNull(column);
            }
        } else if (start == end || isNullLiteral(data, start, end)) {
            return row.setNull(column);
        }
        if (!fields.escaped(field)) {
            return set(column, data, start, end);
        }
        if (scratchUsed + end - start > scratch.length) {
            scratch = new byte[Math.max(2 * scratch.length, end - start)];
            scratchUsed = 0;
        }
        int from = scratchUsed;
        scratchUsed += fields.unescape(field, data, scratch, from);
        return set(column, scratch, from, scratchUsed);
    }

    private boolean set(int column, byte[] data, int from, int end) {
        NestedCsv reader = nested[column];
        if (reader == null) {
            return row.set(column, data, from, end);
        }
        if (!reader.read(data, from, end)) {
            return row.refuseAs(reader.problem());
        }
        row.setBytes(column, reader.writer().data(), 0, reader.writer().length());
        return true;
    }

    private boolean isNullLiteral(byte[] data, int start, int end) {
        byte[] literal = options.nullLiteral();
        return literal.length == end - start && Arrays.equals(data, start, end, literal, 0, literal.length);
    }
}
