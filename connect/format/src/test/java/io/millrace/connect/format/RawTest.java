package io.millrace.connect.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.batch.Batch;
import io.millrace.core.connect.Table;
import io.millrace.core.error.ConnectorException;
import io.millrace.core.type.Column;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;
import io.millrace.testkit.Rows;
import io.millrace.testkit.SourceRows;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RawTest {
    private static Schema of(Type type) {
        return new Schema(List.of(new Column("v", type)));
    }

    private static void check(Type type, Object value, String big, String little) {
        Batch batch = Rows.batch(of(type), List.of(Rows.row(value)));
        for (String order : List.of("big-endian", "little-endian")) {
            Table table = FormatFixture.table(of(type), Map.of("raw.endianness", order));
            byte[] message = FormatFixture.message("raw", table, batch, 0);
            assertThat(message)
                    .as("%s %s", type, order)
                    .asHexString()
                    .isEqualTo(order.startsWith("big") ? big : little);
            assertThat(FormatFixture.read("raw", table, message).rows())
                    .usingRecursiveComparison()
                    .isEqualTo(List.of(List.of(value)));
        }
    }

    @Test
    void laysValuesOutAsFlinkDoes() {
        check(Type.BOOLEAN, true, "01", "01");
        check(Type.TINYINT, -2, "FE", "FE");
        check(Type.SMALLINT, 258, "0102", "0201");
        check(Type.INT, 1, "00000001", "01000000");
        check(Type.BIGINT, -2L, "FFFFFFFFFFFFFFFE", "FEFFFFFFFFFFFFFF");
        check(Type.FLOAT, 1.5f, "3FC00000", "0000C03F");
        check(Type.DOUBLE, -2.0, "C000000000000000", "00000000000000C0");
        check(Type.STRING, "zoë", "7A6FC3AB", "7A6FC3AB");
        check(Type.BYTES, new byte[] {0, 10, 13}, "000A0D", "000A0D");
    }

    @Test
    void refusesMessagesOfAnotherLength() {
        SourceRows rows = FormatFixture.read("raw", FormatFixture.table(of(Type.INT), Map.of()), new byte[] {1, 2, 3});
        assertThat(rows.failures())
                .singleElement()
                .satisfies(failure ->
                        assertThat(failure.reason()).isEqualTo("column 'v': 3 bytes are no INT, which has 4"));
    }

    @Test
    void anEmptyMessageIsAnEmptyText() {
        Table table = FormatFixture.table(of(Type.STRING), Map.of());
        assertThat(FormatFixture.read("raw", table, new byte[0]).rows()).containsExactly(List.of(""));
        List<Object> none = new ArrayList<>();
        none.add(null);
        assertThat(FormatFixture.message("raw", table, Rows.batch(of(Type.STRING), List.of(none)), 0))
                .isEmpty();
    }

    @Test
    void textOfOtherCharactersAndText() {
        Table latin = FormatFixture.table(of(Type.STRING), Map.of("raw.charset", "ISO-8859-1"));
        assertThat(FormatFixture.read("raw", latin, new byte[] {'z', (byte) 0xEB})
                        .rows())
                .containsExactly(List.of("zë"));
        Batch batch = Rows.batch(of(Type.STRING), List.of(Rows.row("zë")));
        assertThat(FormatFixture.message("raw", latin, batch, 0)).asHexString().isEqualTo("7AEB");
        Table utf8 = FormatFixture.table(of(Type.STRING), Map.of());
        assertThat(FormatFixture.read("raw", utf8, new byte[] {'z', (byte) 0xEB})
                        .failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure.reason()).isEqualTo("column 'v' is not valid UTF-8"));
        assertThatThrownBy(() -> FormatFixture.read(
                        "raw", FormatFixture.table(of(Type.STRING), Map.of("raw.charset", "none such")), new byte[0]))
                .isInstanceOf(ConnectorException.class);
    }

    @Test
    void linesEndAsTheyDoAnywhere() {
        Table table = FormatFixture.table(of(Type.STRING), Map.of());
        byte[] file = "a\r\n\nlast".getBytes(StandardCharsets.UTF_8);
        assertThat(FormatFixture.readFile("raw", table, file, 1).rows())
                .containsExactly(List.of("a"), List.of(""), List.of("last"));
    }
}
