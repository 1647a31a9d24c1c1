package io.millrace.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShortestNumberTest {
    @ParameterizedTest
    @CsvSource({
        "0.0, 0.0",
        "-0.0, -0.0",
        "1.0, 1.0",
        "-1.5, -1.5",
        "0.1, 0.1",
        "0.001, 0.001",
        "0.0001, 1.0E-4",
        "9999999.0, 9999999.0",
        "1.0E7, 1.0E7",
        "1.0E10, 1.0E10",
        "12345678.9, 1.23456789E7",
        "NaN, NaN",
        "Infinity, Infinity",
        "-Infinity, -Infinity",
        "2.0E-3, 0.002",
        "2.2250738585072014E-308, 2.2250738585072014E-308",
        "4.9E-324, 4.9E-324",
        "1.0E23, 1.0E23",
        "2.0E23, 2.0E23",
        "1.7976931348623157E308, 1.7976931348623157E308",
        "9.007199254740993E15, 9.007199254740992E15",
        "0.3333333333333333, 0.3333333333333333",
        "100.25, 100.25"
    })
    void looksLikeJava(String given, String text) {
        assertThat(text(Double.parseDouble(given))).isEqualTo(text);
    }

    @Test
    void isShorterThanJava17() {
        assertThat(text(2.0E-3)).isEqualTo("0.002");
        assertThat(text(1.1E-322)).isEqualTo("1.1E-322");
        assertThat(text(8.41E21)).isEqualTo("8.41E21");
        assertThat(text(2.2250738585072E-308)).isEqualTo("2.2250738585072E-308");
        assertThat(floatText(1.1E10f)).isEqualTo("1.1E10");
        assertThat(floatText(0.1f)).isEqualTo("0.1");
        assertThat(floatText(Float.MIN_VALUE)).isEqualTo("1.4E-45");
        assertThat(floatText(Float.MAX_VALUE)).isEqualTo("3.4028235E38");
        assertThat(floatText(16777216f)).isEqualTo("1.6777216E7");
    }

    @Test
    void readsBackAndNoShorterTextDoes() {
        Random random = new Random(7);
        for (int i = 0; i < 15_000; i++) {
            double value = switch (i % 4) {
                case 0 -> Double.longBitsToDouble(random.nextLong());
                case 1 -> random.nextInt(1_000_000) / 1000.0;
                case 2 -> Math.scalb(1.0, random.nextInt(2000) - 1000);
                default -> random.nextDouble();
            };
            if (!Double.isFinite(value) || value == 0) {
                continue;
            }
            String text = text(value);
            assertThat(Double.parseDouble(text)).isEqualTo(value);
            int digits = Math.max(2, new BigDecimal(text).stripTrailingZeros().precision());
            BigDecimal exact = new BigDecimal(value);
            if (digits > 2) {
                MathContext shorter = new MathContext(digits - 1, RoundingMode.FLOOR);
                BigDecimal below = exact.round(shorter);
                assertThat(below.doubleValue()).as(text).isNotEqualTo(value);
                BigDecimal above = exact.round(new MathContext(digits - 1, RoundingMode.CEILING));
                assertThat(above.doubleValue()).as(text).isNotEqualTo(value);
            }
            BigDecimal nearest = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
            if (nearest.doubleValue() == value) {
                assertThat(new BigDecimal(text)).as(text).isEqualByComparingTo(nearest);
            }
        }
    }

    @Test
    void floatsReadBack() {
        Random random = new Random(8);
        for (int i = 0; i < 15_000; i++) {
            float value = Float.intBitsToFloat(random.nextInt());
            if (Float.isFinite(value)) {
                String text = floatText(value);
                assertThat(Float.parseFloat(text)).isEqualTo(value);
                assertThat(text.length())
                        .isLessThanOrEqualTo(Float.toString(value).length());
            }
        }
    }

    private static String text(double value) {
        StringBuilder out = new StringBuilder();
        ShortestNumber.append(out, value);
        return out.toString();
    }

    private static String floatText(float value) {
        StringBuilder out = new StringBuilder();
        ShortestNumber.append(out, value);
        return out.toString();
    }
}
