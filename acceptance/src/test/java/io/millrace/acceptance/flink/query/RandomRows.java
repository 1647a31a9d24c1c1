package io.millrace.acceptance.flink.query;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Random rows of the tables of a {@link World}: NULL, duplicates, empty and non-ASCII text, extreme integers, times out of order.
 * Floating point has few digits, so that sums are exact in any order; times are after 1970.
 */
record RandomRows(Dice dice) {
    private static final List<String> TEXTS = List.of(
            "a",
            "b",
            "ab",
            "\"\"",
            "B",
            "ä",
            "日本",
            "\uD83D\uDE00x",
            " ",
            "a b",
            "Hello World",
            "12",
            "-7.5",
            "true",
            "2024-02-29",
            "\"x,y\"");

    /** A file with so many rows and a header. */
    String csv(int count) {
        List<String> rows = new ArrayList<>();
        LocalDateTime base = LocalDateTime.of(2024, 2, 28, 23, 59, 40).plusHours(dice.below(3) * 5L);
        long stepMillis = dice.oneOf(List.of(1L, 300L, 1500L, 4000L));
        long millis = 0;
        int texts = dice.between(1, TEXTS.size());
        int nulls = dice.oneOf(List.of(0, 10, 30));
        for (int i = 0; i < count; i++) {
            millis += dice.below((int) (2 * stepMillis));
            long behind = dice.chance(30) ? dice.below(9000) : 0;
            long at = dice.chance(40) ? (millis - behind) / 1000 * 1000 : millis - behind;
            String time = text(base.plusNanos(at * 1_000_000), 3);
            boolean again = i > 0 && dice.chance(10);
            String row = again
                    ? rows.get(dice.below(i)).replaceFirst("^[^,]*,", "").replaceFirst(",[^,]*$", "")
                    : values(texts, nulls);
            rows.add(i + "," + row + "," + time);
        }
        return "id,k,g,b,sm,ti,d,r,p,q,f,dt,tm,w,ts\n" + String.join("\n", rows) + "\n";
    }

    /** Versions of a few keys, none of them NULL, each a little later than the one before. */
    String versions(int count) {
        StringBuilder rows = new StringBuilder("k,n,m,ts\n");
        LocalDateTime time = LocalDateTime.of(2024, 2, 28, 23, 59, 35).plusHours(dice.below(3) * 5L);
        for (int i = 0; i < count; i++) {
            time = time.plusNanos(dice.between(1, 3000) * 1_000_000L);
            String number = dice.chance(15) ? "" : String.valueOf(dice.between(-3, 6));
            rows.append(TEXTS.get(dice.oneOf(List.of(0, 1, 2, 4, 5, 6))))
                    .append(',')
                    .append(number)
                    .append(',');
            rows.append(dice.chance(15) ? "" : decimal(dice.between(-900, 900), 2))
                    .append(',');
            rows.append(text(time, 3)).append('\n');
        }
        return rows.toString();
    }

    /** Lines of JSON with parts of all kinds, any of which may be NULL. */
    String nested(int count) {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < count; i++) {
            String row = "{\"a\":" + number() + ",\"b\":" + word() + ",\"c\":"
                    + orNull("{\"d\":" + orNull(decimal(dice.between(-500, 500), 2)) + "}") + "}";
            String map = "{" + (dice.chance(70) ? "\"x\":" + number() + "," : "") + "\"y\":" + number() + "}";
            rows.append("{\"id\":").append(i).append(",\"k\":").append(word());
            rows.append(",\"r\":").append(orNull(row)).append(",\"l\":").append(orNull(list(this::number)));
            rows.append(",\"m\":").append(orNull(map)).append(",\"w\":").append(orNull(list(this::word)));
            String entry = "{\"h\":" + word() + ",\"v\":" + number() + "}";
            rows.append(",\"e\":").append(orNull(list(() -> entry))).append("}\n");
        }
        return rows.toString();
    }

    private String number() {
        return orNull(String.valueOf(dice.between(-2, 3)));
    }

    private String word() {
        return orNull("\"" + dice.oneOf("a", "b", "a,b", "", "日本", "ä") + "\"");
    }

    private String orNull(String json) {
        return dice.chance(12) ? "null" : json;
    }

    private String list(java.util.function.Supplier<String> element) {
        List<String> elements = new ArrayList<>();
        for (int i = dice.below(4); i > 0; i--) {
            elements.add(element.get());
        }
        return "[" + String.join(",", elements) + "]";
    }

    private String values(int texts, int nulls) {
        List<String> values = List.of(
                TEXTS.get(dice.below(texts)),
                String.valueOf(dice.below(4)),
                dice.chance(5)
                        ? dice.oneOf("9223372036854775807", "-9223372036854775808")
                        : String.valueOf(dice.between(-20, 20)),
                dice.chance(5) ? dice.oneOf("32767", "-32768") : String.valueOf(dice.between(-9, 9)),
                dice.chance(5) ? dice.oneOf("127", "-128") : String.valueOf(dice.between(-3, 3)),
                dice.chance(10)
                        ? dice.oneOf("65536.0", "0.125", "-12345.75")
                        : String.valueOf(dice.between(-40, 40) / 4.0 + 0.0),
                String.valueOf(dice.between(-20, 20) / 2.0f + 0.0f),
                decimal(dice.between(-2000, 2000), 2),
                decimal(
                        dice.chance(20) ? dice.between(-1_000_000_000, 1_000_000_000) : dice.between(-9, 9) * 500_000,
                        6),
                dice.oneOf("true", "false"),
                text(LocalDateTime.of(2024, 1, 30, 0, 0).plusDays(dice.below(400)), 0)
                        .substring(0, 10),
                String.format(Locale.ROOT, "%02d:%02d:%02d", dice.below(24), dice.below(60), dice.below(60)),
                text(LocalDateTime.of(2023, 12, 31, 23, 59, 58).plusNanos(dice.below(2_000_000) * 2_345_000L), 6));
        List<String> cells = new ArrayList<>();
        values.forEach(value -> cells.add(dice.chance(nulls) ? "" : value));
        return String.join(",", cells);
    }

    private static String decimal(int digits, int scale) {
        return java.math.BigDecimal.valueOf(digits, scale).toPlainString();
    }

    private static String text(LocalDateTime time, int precision) {
        String pattern = "uuuu-MM-dd HH:mm:ss" + (precision == 0 ? "" : "." + "S".repeat(precision));
        return time.format(java.time.format.DateTimeFormatter.ofPattern(pattern));
    }
}
