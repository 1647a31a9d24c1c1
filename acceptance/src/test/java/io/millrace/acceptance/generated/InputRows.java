package io.millrace.acceptance.generated;

import io.millrace.core.batch.Batch;
import io.millrace.core.type.Column;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;
import io.millrace.testkit.Rows;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** The random content of the generated table, with what the engine is to know when about time. */
final class InputRows {
    static final Schema SCHEMA = Schema.of(
            new Column("k", Type.STRING),
            new Column("g", Type.INT),
            new Column("ts", Type.timestamp(3)),
            new Column("v", Type.BIGINT),
            new Column("d", Type.DOUBLE),
            new Column("p", Type.decimal(10, 2)),
            new Column("f", Type.BOOLEAN));
    static final int TEXT = 0;
    static final int TIME = 2;
    static final int WHOLE = 3;
    static final int REAL = 4;
    static final int FLAG = 6;

    private static final @Nullable String[] TEXTS = {
        null, "", "a", "b", "ab", "ä", "日本", "\uD83D\uDE00", "a\0", " ", "a rather long key, longer than two words"
    };
    private static final @Nullable Integer[] NUMBERS = {null, 0, 1, 2, -1, Integer.MAX_VALUE};
    private static final double[] SPECIAL = {
        0.0, -0.0, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.MIN_VALUE
    };

    private final List<List<Event>> splits;
    private final List<Long> watermarks;

    private InputRows(List<List<Event>> splits, List<Long> watermarks) {
        this.splits = splits;
        this.watermarks = watermarks;
    }

    /** All events, by split and position. */
    List<Event> events() {
        return splits.stream().flatMap(List::stream).toList();
    }

    /** The events of the first epochs. */
    List<Event> until(long epoch) {
        return events().stream().filter(event -> event.epoch() <= epoch).toList();
    }

    /** The table's watermark at the end of an epoch, in milliseconds. */
    long watermark(long epoch) {
        return watermarks.get((int) Math.min(epoch, watermarks.size() - 1));
    }

    List<Batch> batches() {
        return splits.stream()
                .map(split ->
                        Rows.batch(SCHEMA, split.stream().map(Event::values).toList()))
                .toList();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Event event : events()) {
            text.append("  split ").append(event.split()).append(" epoch ").append(event.epoch());
            text.append(" seen ").append(event.seen() == Long.MIN_VALUE ? "-" : Event.toTime(event.seen()));
            text.append(' ').append(event.values()).append('\n');
        }
        return text.toString();
    }

    /**
     * Makes rows.
     *
     * @param delay the watermark is this many milliseconds behind
     * @param epochRows each split gives so many rows to an epoch
     */
    static InputRows random(Random random, long delay, int splitCount, int epochRows) {
        long base = new long[] {-4000, 0, 1_700_000_000_000L}[random.nextInt(3)];
        long step = new long[] {0, 200, 1500}[random.nextInt(3)];
        long jitter = new long[] {0, 1000, 6000}[random.nextInt(3)];
        boolean special = random.nextInt(3) == 0;
        int texts = 1 + random.nextInt(TEXTS.length);
        List<List<List<@Nullable Object>>> values = new ArrayList<>();
        for (int s = 0; s < splitCount; s++) {
            int size = random.nextInt(10) == 0 ? 0 : random.nextInt(61) / splitCount;
            List<List<@Nullable Object>> split = new ArrayList<>();
            long now = base;
            for (int i = 0; i < size; i++) {
                now += step == 0 ? 0 : random.nextLong(step);
                long time = now - (jitter == 0 ? 0 : random.nextLong(jitter));
                time = random.nextInt(3) == 0 ? time : Math.floorDiv(time, 500) * 500 - random.nextInt(8) / 7;
                List<@Nullable Object> row = i > 0 && random.nextInt(12) == 0
                        ? new ArrayList<>(split.get(random.nextInt(i)))
                        : row(random, time, texts, special);
                split.add(row);
            }
            values.add(split);
        }
        return seen(values, delay, epochRows);
    }

    private static List<@Nullable Object> row(Random random, long time, int texts, boolean special) {
        boolean nulls = random.nextInt(4) == 0;
        return Rows.row(
                TEXTS[random.nextInt(texts)],
                NUMBERS[random.nextInt(NUMBERS.length)],
                nulls && random.nextInt(3) == 0 ? null : Event.toTime(time),
                nulls && random.nextBoolean() ? null : whole(random),
                nulls && random.nextBoolean() ? null : real(random, special),
                nulls && random.nextBoolean() ? null : BigDecimal.valueOf(random.nextInt(200_000) - 100_000, 2),
                nulls && random.nextBoolean() ? null : random.nextBoolean());
    }

    private static Long whole(Random random) {
        return random.nextInt(40) == 0 ? Long.MAX_VALUE : (Long) (long) (random.nextInt(21) - 10);
    }

    private static Double real(Random random, boolean special) {
        if (special && random.nextInt(4) == 0) {
            return SPECIAL[random.nextInt(SPECIAL.length)];
        }
        return random.nextBoolean() ? random.nextInt(9) * 0.25 - 1 : random.nextGaussian() * 100;
    }

    /** Cuts epochs, and works out what each row's effective watermark is. */
    private static InputRows seen(List<List<List<@Nullable Object>>> values, long delay, int epochRows) {
        int count = values.size();
        List<List<Event>> splits = new ArrayList<>();
        values.forEach(split -> splits.add(new ArrayList<>()));
        long[] own = new long[count];
        Arrays.fill(own, Long.MIN_VALUE);
        long[] ended = own.clone();
        List<Long> watermarks = new ArrayList<>(List.of(Long.MIN_VALUE));
        int most = values.stream().mapToInt(List::size).max().orElse(0);
        for (int epoch = 1; epoch == 1 || (long) (epoch - 1) * epochRows < most; epoch++) {
            long floor = watermarks.get(epoch - 1);
            for (int s = 0; s < count; s++) {
                long others = lowestBut(ended, s);
                int from = (int) Math.min(values.get(s).size(), (long) (epoch - 1) * epochRows);
                int to = (int) Math.min(values.get(s).size(), (long) epoch * epochRows);
                for (int i = from; i < to; i++) {
                    long seen = Math.max(floor, Math.min(own[s], others));
                    Event event = new Event(values.get(s).get(i), s, i, epoch, seen);
                    splits.get(s).add(event);
                    own[s] = event.hasTime() ? Math.max(own[s], event.millis() - delay) : own[s];
                }
            }
            for (int s = 0; s < count; s++) {
                ended[s] = values.get(s).size() <= (long) epoch * epochRows ? Long.MAX_VALUE : own[s];
            }
            watermarks.add(Math.max(floor, lowestBut(ended, -1)));
        }
        return new InputRows(splits, watermarks);
    }

    private static long lowestBut(long[] watermarks, int but) {
        long lowest = Long.MAX_VALUE;
        for (int s = 0; s < watermarks.length; s++) {
            lowest = s == but ? lowest : Math.min(lowest, watermarks[s]);
        }
        return lowest;
    }
}
