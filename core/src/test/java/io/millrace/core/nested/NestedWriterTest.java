package io.millrace.core.nested;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.type.Column;
import io.millrace.core.type.Storage;
import io.millrace.core.type.Type;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is written is what is read, and equal values are equal bytes. */
class NestedWriterTest {
    private static final Type PERSON = Type.row(List.of(
            new Column("name", Type.STRING),
            new Column("age", Type.INT),
            new Column("marks", Type.array(Type.DOUBLE)),
            new Column("counts", Type.map(Type.STRING, Type.BIGINT)),
            new Column("rich", Type.BOOLEAN),
            new Column("sum", Type.decimal(20, 2))));

    private final NestedWriter writer = new NestedWriter();

    private void text(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        writer.writeBytes(utf8, 0, utf8.length);
    }

    private void entry(RowLayout item, String key, long value) {
        writer.beginRow(item);
        text(key);
        writer.writeLong(value);
        writer.end();
    }

    private String shown(Type type) {
        StringBuilder out = new StringBuilder();
        NestedText.shown(ZoneOffset.UTC).append(out, writer.data(), 0, writer.length(), type);
        return out.toString();
    }

    private byte[] bytes() {
        return Arrays.copyOf(writer.data(), writer.length());
    }

    @Test
    void readsRowsOfEverything() {
        RowLayout item = RowLayout.of(PERSON.child(3));
        writer.clear().beginRow(RowLayout.of(PERSON));
        text("Zoë \"Z\"");
        writer.writeNull();
        writer.beginArray(Storage.DOUBLE);
        writer.writeDouble(1.5);
        writer.writeNull();
        writer.writeDouble(-0.0);
        writer.end();
        writer.beginMap(item);
        entry(item, "a", Long.MAX_VALUE);
        entry(item, "", -1);
        writer.end();
        writer.writeBoolean(true);
        writer.writeDecimal(-1, -12345);
        writer.end();

        assertThat(shown(PERSON))
                .isEqualTo("{\"name\":\"Zoë \\\"Z\\\"\",\"age\":null,\"marks\":[1.5,null,0.0],"
                        + "\"counts\":{\"a\":9223372036854775807,\"\":-1},\"rich\":true,\"sum\":-123.45}");
    }

    @Test
    void findsFieldsOfBytesBehindOnesThatAreNull() {
        writer.clear().beginRow(RowLayout.of(PERSON));
        writer.writeNull();
        writer.writeLong(7);
        writer.writeNull();
        writer.beginMap(RowLayout.of(PERSON.child(3)));
        writer.end();
        writer.writeNull();
        writer.writeNull();
        writer.end();

        assertThat(shown(PERSON))
                .isEqualTo("{\"name\":null,\"age\":7,\"marks\":null,\"counts\":{},\"rich\":null,\"sum\":null}");
        RowLayout layout = RowLayout.of(PERSON);
        assertThat(layout.end(writer.data(), 0, 3) - layout.start(writer.data(), 0, 3))
                .isEqualTo(Nested.EMPTY_ARRAY_BYTES);
    }

    @Test
    void writesZerosAndNotNumbersOnlyOneWay() {
        writer.clear().beginArray(Storage.DOUBLE);
        writer.writeDouble(-0.0);
        writer.writeDouble(Double.longBitsToDouble(0x7ff8000000000001L));
        writer.end();
        byte[] odd = bytes();
        writer.clear().beginArray(Storage.DOUBLE);
        writer.writeDouble(0.0);
        writer.writeDouble(Double.NaN);
        writer.end();

        assertThat(bytes()).isEqualTo(odd);
    }

    @Test
    void keepsTheLastValueOfAKeyWhereTheKeyCameFirst() {
        Type map = Type.map(Type.STRING, Type.BIGINT);
        RowLayout item = RowLayout.of(map);
        for (int keys : new int[] {2, 100}) {
            writer.clear().beginMap(item);
            for (int round = 0; round < 3; round++) {
                for (int key = 0; key < keys; key++) {
                    entry(item, "k" + key, round * 1000L + key);
                }
            }
            writer.end();

            assertThat(Nested.count(writer.data(), 0, writer.length())).isEqualTo(keys);
            assertThat(shown(map)).startsWith("{\"k0\":2000,\"k1\":2001");
        }
    }

    @Test
    void takesBackWhatWasBegun() {
        Type type = Type.array(Type.array(Type.STRING));
        writer.clear().beginArray(Storage.BYTES);
        NestedWriter.Mark mark = writer.mark();
        writer.beginArray(Storage.BYTES);
        text("gone");
        writer.back(mark);
        writer.writeNull();
        writer.beginArray(Storage.BYTES);
        text("there");
        writer.end();
        writer.end();

        assertThat(shown(type)).isEqualTo("[null,[\"there\"]]");
    }

    @Test
    void comparesMapsWhateverTheOrderOfTheirEntries() {
        Type type = Type.row(List.of(new Column("m", Type.map(Type.STRING, Type.BIGINT))));
        byte[] ascending = rowOfMap(type, "a", "b");
        byte[] descending = rowOfMap(type, "b", "a");
        byte[] other = rowOfMap(type, "b", "c");

        assertThat(ascending).isNotEqualTo(descending);
        assertThat(areEqual(ascending, descending, type)).isTrue();
        assertThat(areEqual(ascending, other, type)).isFalse();
        NestedWriter sorted = new NestedWriter();
        NestedOrder.sort(sorted, descending, 0, descending.length, type);
        assertThat(Arrays.copyOf(sorted.data(), sorted.length())).isEqualTo(ascending);
    }

    private byte[] rowOfMap(Type type, String... keys) {
        RowLayout item = RowLayout.of(type.child(0));
        writer.clear().beginRow(RowLayout.of(type));
        writer.beginMap(item);
        for (String key : keys) {
            entry(item, key, key.charAt(0));
        }
        writer.end();
        writer.end();
        return bytes();
    }

    private static boolean areEqual(byte[] one, byte[] other, Type type) {
        return NestedOrder.areEqual(one, 0, one.length, other, 0, other.length, type);
    }

    @Test
    void typesReadAsFlinkPrintsThem() {
        Type nested = Type.row(List.of(
                        new Column("a b", Type.INT.notNull()),
                        new Column(
                                "c",
                                Type.map(Type.STRING, Type.multiset(Type.DATE).notNull()))))
                .notNull();

        assertThat(Type.array(nested))
                .hasToString("ARRAY<ROW<`a b` INT NOT NULL, `c` MAP<STRING, MULTISET<DATE> NOT NULL>> NOT NULL>");
    }
}
