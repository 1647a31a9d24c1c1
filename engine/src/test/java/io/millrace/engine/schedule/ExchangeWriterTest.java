package io.millrace.engine.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.batch.Batch;
import io.millrace.core.type.Column;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;
import io.millrace.engine.table.Hashes;
import io.millrace.testkit.Rows;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ExchangeWriterTest {
    private static final Schema SCHEMA = Schema.of(
            new Column("n", Type.BIGINT),
            new Column("s", Type.STRING),
            new Column("d", Type.DOUBLE),
            new Column("b", Type.BOOLEAN),
            new Column("p", Type.decimal(38, 2)));

    private static final List<List<@Nullable Object>> ROWS = List.of(
            Rows.row(0L, "", 0.0, false, BigDecimal.ZERO),
            Rows.row(1L, "a", 1.5, true, BigDecimal.ONE),
            Rows.row(-1L, "12345678", -1.5, null, new BigDecimal("-1")),
            Rows.row(Long.MAX_VALUE, "123456789 日本", Double.NaN, true, new BigDecimal("12345678901234567890.12")),
            Rows.row(null, null, null, null, null),
            Rows.row(42L, "a\0", -0.0, false, BigDecimal.TEN));

    /** State is found by these after a restart, maybe of a newer version: they must never change. */
    @Test
    void hashesAreWhatTheyAlwaysWere() {
        Batch batch = Rows.batch(SCHEMA, ROWS);
        List<String> lines = new ArrayList<>();
        for (int[] columns : new int[][] {{0}, {1}, {2}, {3}, {4}, {0, 1}, {1, 0}, {2, 3, 4}}) {
            long[] hashes = new long[ROWS.size()];
            Hashes.hash(batch, columns, null, ROWS.size(), hashes);
            StringBuilder line = new StringBuilder(Arrays.toString(columns));
            for (long hash : hashes) {
                line.append(' ').append(Long.toHexString(hash));
            }
            lines.add(line.toString());
        }
        assertThat(lines)
                .containsExactly(
                        "[0] 7f9fcd6d6a73dbe8 e9bba08a2d86da79 857a9d714c77ab8"
                                + " bb84a8a027147bcf 339b7859a737c879 91ab958be72c3b79",
                        "[1] 517cc1b727220a95 caaa3542961f9de1 9360a3b8740ad734"
                                + " 5d41939f63f75adb 339b7859a737c879 6e8bb3ff31eaa7c8",
                        "[2] 7f9fcd6d6a73dbe8 20deabd448aabd51 d40baa9d3c7fbc18"
                                + " 47482c6fef3c3aea 339b7859a737c879 7f9fcd6d6a73dbe8",
                        "[3] 580ab7501b41ac46 e9bba08a2d86da79 339b7859a737c879"
                                + " e9bba08a2d86da79 339b7859a737c879 580ab7501b41ac46",
                        "[4] 6bfffa43bda2269e 985486686d809d5 406ed6621e34cb50"
                                + " fa23aa078aadfc51 339b7859a737c879 c8a46b7742d52e1d",
                        "[0, 1] 7f9fcd6d6a73dbe8 da63c162572d909f 754c4013770990ac"
                                + " cbe61175b86afc29 2a1aeff6ee0a3178 32a919cf3b5e3135",
                        "[1, 0] 7f9fcd6d6a73dbe8 471a65e279ac11bb c497b8333e908230"
                                + " a2bbcb491f514996 2a1aeff6ee0a3178 6bcf8056f2940324",
                        "[2, 3, 4] 6f8a4b25b3717fd8 72bb60003e0038c4 b929f0ebb9249b8b"
                                + " e68a948c9e64ea68 4bdca8d0232e0721 eacc0d78f475071b");
    }

    @Test
    void keysThatDifferBeforeANullAreSpread() {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (long key = 0; key < 1000; key++) {
            rows.add(Rows.row(key, null, null, null, null));
        }
        long[] hashes = new long[rows.size()];
        Hashes.hash(Rows.batch(SCHEMA, rows), new int[] {0, 1, 2}, null, rows.size(), hashes);
        assertThat(Arrays.stream(hashes).distinct().count()).isEqualTo(rows.size());
    }

    @Test
    void aKeyHasOneLaneHoweverItsRowsCome() {
        Random random = new Random(1);
        for (int lanes : new int[] {1, 2, 3, 5, 128}) {
            Map<@Nullable Object, Integer> laneOfKey = new HashMap<>();
            Set<Integer> used = new HashSet<>();
            for (int round = 0; round < 20; round++) {
                List<List<@Nullable Object>> rows = new ArrayList<>();
                for (int i = random.nextInt(200); i >= 0; i--) {
                    int key = random.nextInt(300);
                    rows.add(Rows.row(
                            key == 0 ? null : (Object) (long) key, "x" + i, 1.0, true, new BigDecimal("1.00")));
                }
                List<List<List<@Nullable Object>>> received = write(rows, lanes);
                assertThat(received.stream().mapToInt(List::size).sum()).isEqualTo(rows.size());
                for (int lane = 0; lane < lanes; lane++) {
                    for (List<@Nullable Object> row : received.get(lane)) {
                        assertThat(laneOfKey.computeIfAbsent(row.get(0), key -> -1))
                                .isIn(-1, lane);
                        laneOfKey.put(row.get(0), lane);
                        used.add(lane);
                    }
                    // Rows of a lane keep their order.
                    List<List<@Nullable Object>> own = received.get(lane);
                    assertThat(rows.stream().filter(own::contains).toList()).isEqualTo(own);
                }
            }
            assertThat(used.size()).isGreaterThan(lanes / 2);
        }
    }

    private static List<List<List<@Nullable Object>>> write(List<List<@Nullable Object>> rows, int lanes) {
        List<ExchangeQueue> queues = new ArrayList<>();
        for (int i = 0; i < lanes; i++) {
            queues.add(new ExchangeQueue(() -> {}, () -> {}));
        }
        ExchangeWriter writer = new ExchangeWriter(SCHEMA, new int[] {0}, queues);
        int half = rows.size() / 2;
        writer.write(Rows.batch(SCHEMA, rows.subList(0, half)));
        writer.write(Rows.batch(SCHEMA, rows.subList(half, rows.size())));
        writer.endEpoch();
        List<List<List<@Nullable Object>>> received = new ArrayList<>();
        for (ExchangeQueue queue : queues) {
            List<List<@Nullable Object>> own = new ArrayList<>();
            for (ExchangeQueue.Item item = queue.poll(); item != null; item = queue.poll()) {
                Batch batch = item.batch();
                if (batch != null) {
                    own.addAll(Rows.of(batch, SCHEMA));
                }
            }
            received.add(own);
        }
        return received;
    }
}
