package io.millrace.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValueParserTest {
    private final ValueParser parser = new ValueParser();

    @Test
    void longs() {
        for (String text : new String[] {"0", "-0", "+7", "9223372036854775807", "-9223372036854775808", "00012"}) {
            byte[] bytes = bytes("x" + text + "y");
            assertThat(parser.parseLong(bytes, 1, bytes.length - 1)).as(text).isTrue();
            assertThat(parser.longValue()).isEqualTo(Long.parseLong(text));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                "+",
                "1.0",
                " 1",
                "9223372036854775808",
                "-9223372036854775809",
                "1e3",
                "99999999999999999999"
            })
    void notLongs(String text) {
        assertThat(parser.parseLong(bytes(text), 0, bytes(text).length)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0.0",
                "1.5",
                ".5",
                "5.",
                "123456789.123456789",
                "1e300",
                "-1E-5",
                "NaN",
                "Infinity",
                "0.1",
                "179769313486231570000000000000000000000",
                "3.141592653589793"
            })
    void doubles(String text) {
        assertThat(parser.parseDouble(bytes(text), 0, bytes(text).length)).isTrue();
        assertThat(Double.valueOf(parser.doubleValue())).isEqualTo(Double.valueOf(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", ".", "1f", "1d", "0x1p3", " 1", "1 ", "1.2.3", "abc", "é"})
    void notDoubles(String text) {
        assertThat(parser.parseDouble(bytes(text), 0, bytes(text).length)).isFalse();
    }

    @Test
    void decimals() {
        assertThat(parser.parseDecimal(bytes("12.345"), 0, 6, 10, 2)).isTrue();
        assertThat(parser.decimal()).isEqualTo("1235");
        assertThat(parser.parseDecimal(bytes("999.995"), 0, 7, 5, 2)).isFalse();
        assertThat(parser.parseDecimal(bytes("1e999999999"), 0, 11, 38, 2)).isFalse();
        assertThat(parser.parseDecimal(bytes("1e-999999999"), 0, 12, 38, 2)).isTrue();
        assertThat(parser.decimal()).isEqualTo("0");
        assertThat(parser.parseDecimal(bytes("x"), 0, 1, 38, 2)).isFalse();
    }

    @Test
    void datesAndTimes() {
        assertThat(parser.parseDate(bytes("2024-02-29"), 0, 10)).isTrue();
        assertThat(parser.longValue()).isEqualTo(LocalDate.of(2024, 2, 29).toEpochDay());
        assertThat(parser.parseDate(bytes("2023-02-29"), 0, 10)).isFalse();
        assertThat(parser.parseDate(bytes("2023-2-9"), 0, 8)).isTrue();
        assertThat(parser.parseTime(bytes("23:59:59.5"), 0, 10)).isTrue();
        assertThat(parser.longValue()).isEqualTo(86_399_500);
        assertThat(parser.parseTime(bytes("24:00:00"), 0, 8)).isFalse();
    }

    @Test
    void timestamps() {
        long micros = Instant.parse("2026-11-22T16:06:45Z").getEpochSecond() * 1_000_000;
        assertThat(timestamp("2026-11-22 16:06:45")).isEqualTo(micros);
        assertThat(timestamp("2026-11-22T16:06:45.123456789")).isEqualTo(micros + 123_456);
        assertThat(timestamp("2026-11-22 16:06")).isEqualTo(micros - 45_000_000);
        assertThat(timestamp("2026-11-23 16:06:45")).isEqualTo(micros + 86_400_000_000L);
        assertThat(timestamp("2026-11-23"))
                .isEqualTo(Instant.parse("2026-11-23T00:00:00Z").getEpochSecond() * 1_000_000);
        for (String bad : new String[] {
            "2026-11-22 16",
            "2026-11-22 16:61:00",
            "2026-11-22x16:00:00",
            "2026-11-2216:00:00",
            "2026-11-22 16:00:00Z",
            "2026-11-22 16:00:00.1234567890",
            ""
        }) {
            assertThat(parser.parseTimestamp(bytes(bad), 0, bytes(bad).length))
                    .as(bad)
                    .isFalse();
        }
    }

    @Test
    void instants() {
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        long micros = Instant.parse("2026-07-01T10:00:00Z").getEpochSecond() * 1_000_000;
        for (String text : new String[] {
            "2026-07-01 10:00:00Z",
            "2026-07-01T12:00:00+02:00",
            "2026-07-01 12:00:00 +02",
            "2026-07-01 12:00:00",
            "2026-07-01 05:30:00-0430"
        }) {
            assertThat(parser.parseInstant(bytes(text), 0, bytes(text).length, berlin))
                    .as(text)
                    .isTrue();
            assertThat(parser.longValue()).as(text).isEqualTo(micros);
        }
        assertThat(ValueParser.toLocal(micros, berlin)).isEqualTo(micros + 7_200_000_000L);
    }

    private long timestamp(String text) {
        assertThat(parser.parseTimestamp(bytes(text), 0, bytes(text).length))
                .as(text)
                .isTrue();
        return parser.longValue();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
