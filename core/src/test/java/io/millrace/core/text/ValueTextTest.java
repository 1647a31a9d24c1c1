package io.millrace.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.batch.BooleanVector;
import io.millrace.core.batch.BytesVector;
import io.millrace.core.batch.ConstantVector;
import io.millrace.core.batch.DecimalVector;
import io.millrace.core.batch.DoubleVector;
import io.millrace.core.batch.LongVector;
import io.millrace.core.batch.Vector;
import io.millrace.core.type.Kind;
import io.millrace.core.type.Type;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class ValueTextTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @Test
    void numbersAndText() {
        assertThat(text(Type.BIGINT, Long.MIN_VALUE)).isEqualTo("-9223372036854775808");
        DoubleVector doubles = new DoubleVector(1);
        doubles.append(0.1f);
        assertThat(of(doubles, Type.FLOAT)).isEqualTo("0.1");
        assertThat(of(doubles, Type.DOUBLE)).isEqualTo("0.10000000149011612");
        BooleanVector booleans = new BooleanVector(1);
        booleans.append(true);
        assertThat(of(booleans, Type.BOOLEAN)).isEqualTo("true");
        BytesVector bytes = new BytesVector(1);
        bytes.append("né\u0000");
        assertThat(of(bytes, Type.STRING)).isEqualTo("né\u0000");
        assertThat(of(bytes, Type.BYTES)).isEqualTo("x'6ec3a900'");
        assertThat(of(new ConstantVector(bytes, 3), Type.STRING)).isEqualTo("né\u0000");
    }

    @Test
    void decimalsKeepTheirScale() {
        assertThat(decimal("5", 3)).isEqualTo("0.005");
        assertThat(decimal("-5", 1)).isEqualTo("-0.5");
        assertThat(decimal("-12345", 2)).isEqualTo("-123.45");
        assertThat(decimal("0", 2)).isEqualTo("0.00");
        assertThat(decimal("99999999999999999999999999999999999999", 10))
                .isEqualTo("9999999999999999999999999999.9999999999");
        assertThat(decimal("-99999999999999999999999999999999999999", 0))
                .isEqualTo("-99999999999999999999999999999999999999");
    }

    @Test
    void times() {
        assertThat(text(Type.DATE, LocalDate.of(2024, 2, 29).toEpochDay())).isEqualTo("2024-02-29");
        assertThat(text(Type.DATE, LocalDate.of(1, 1, 1).toEpochDay())).isEqualTo("0001-01-01");
        assertThat(text(Type.TIME, 3_723_000)).isEqualTo("01:02:03");
        assertThat(text(Type.TIME, 3_723_045)).isEqualTo("01:02:03.045");
        long micros = Instant.parse("2026-01-01T00:00:00.120400Z").toEpochMilli() * 1000 + 400;
        assertThat(text(Type.timestamp(3), micros)).isEqualTo("2026-01-01 00:00:00.120");
        assertThat(text(Type.timestamp(6), micros)).isEqualTo("2026-01-01 00:00:00.120400");
        assertThat(text(Type.timestamp(0), -1)).isEqualTo("1969-12-31 23:59:59");
        assertThat(text(Type.timestampLtz(3), micros)).isEqualTo("2026-01-01 01:00:00.120+01:00");
        LongVector longs = new LongVector(1);
        longs.append(micros);
        assertThat(ValueText.of(longs, 0, Type.timestampLtz(0), ZoneOffset.UTC)).isEqualTo("2026-01-01 00:00:00Z");
    }

    @Test
    void intervals() {
        assertThat(text(new Type(Kind.INTERVAL_MONTH, 0, 0, true), 14)).isEqualTo("+1-02");
        assertThat(text(new Type(Kind.INTERVAL_MONTH, 0, 0, true), -3)).isEqualTo("-0-03");
        assertThat(text(new Type(Kind.INTERVAL_SECOND, 0, 0, true), -93_784_005))
                .isEqualTo("-1 02:03:04.005");
    }

    @Test
    void calendarAgreesWithTheJdk() {
        for (long day = -800_000; day < 3_000_000; day += 17) {
            LocalDate date = LocalDate.ofEpochDay(day);
            int packed = CivilDate.pack(day);
            assertThat(LocalDate.of(CivilDate.year(packed), CivilDate.month(packed), CivilDate.day(packed)))
                    .isEqualTo(date);
            assertThat(CivilDate.toDays(date.getYear(), date.getMonthValue(), date.getDayOfMonth()))
                    .isEqualTo(day);
            assertThat(CivilDate.plusMonths(day, day % 50))
                    .isEqualTo(date.plusMonths(day % 50).toEpochDay());
        }
    }

    @Test
    void timestampsReadBack() {
        ValueParser parser = new ValueParser();
        for (long second = -100_000_000_000L / 7; second < 4_000_000_000L; second += 99_999_999) {
            String text = LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC).toString();
            byte[] bytes = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
            assertThat(parser.parseTimestamp(bytes, 0, bytes.length)).as(text).isTrue();
            assertThat(parser.longValue()).isEqualTo(second * 1_000_000);
        }
    }

    private static String text(Type type, long value) {
        LongVector longs = new LongVector(1);
        longs.append(value);
        return of(longs, type);
    }

    private static String decimal(String unscaled, int scale) {
        DecimalVector decimals = new DecimalVector(1);
        decimals.append(new BigInteger(unscaled));
        return of(decimals, Type.decimal(38, scale));
    }

    private static String of(Vector vector, Type type) {
        return ValueText.of(vector, 0, type, BERLIN);
    }
}
