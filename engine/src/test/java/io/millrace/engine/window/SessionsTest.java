package io.millrace.engine.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SessionsTest {
    private static final long MILLI = 1000;

    /** A session of the model. */
    private record Open(int key, long start, long end, List<Integer> rows) {}

    @Test
    void agreesWithAListOfSessions() {
        for (int seed = 0; seed < 500; seed++) {
            new Pair(new Random(seed)).run();
        }
    }

    /** Sessions beside their model; rows are numbered. */
    private static final class Pair {
        private final Random random;
        private final long gap;
        private final Map<Integer, List<Integer>> rows = new HashMap<>();
        private final Sessions sessions;
        private final List<Open> model = new ArrayList<>();
        private long watermark = Long.MIN_VALUE;

        Pair(Random random) {
            this.random = random;
            gap = MILLI * (1 + random.nextInt(10));
            sessions = new Sessions(gap, (into, from) -> rowsOf(into).addAll(takeRows(from)));
        }

        private List<Integer> rowsOf(int session) {
            return rows.computeIfAbsent(session, id -> new ArrayList<>());
        }

        private List<Integer> takeRows(int session) {
            List<Integer> taken = rowsOf(session);
            rows.remove(session);
            return taken;
        }

        void run() {
            for (int row = 0; row < 120; row++) {
                int key = random.nextInt(3);
                long time = MILLI * (row + random.nextInt(30) - 15);
                long seen = Math.max(
                        watermark, random.nextInt(5) == 0 ? time + MILLI * (random.nextInt(9) - 4) : watermark);
                int session = sessions.locate(key, time, seen);
                assertThat(session >= 0).isEqualTo(add(key, time, seen, row));
                if (session >= 0) {
                    rowsOf(session).add(row);
                }
                assertThat(sessions.size()).isEqualTo(model.size());
                if (random.nextInt(8) == 0) {
                    watermark = Math.max(watermark, MILLI * (row - random.nextInt(12)));
                    closeAll();
                }
                for (int k = 0; k < 3; k++) {
                    int wanted = k;
                    assertThat(sessions.hasSessions(k)).isEqualTo(model.stream().anyMatch(open -> open.key == wanted));
                }
            }
            watermark = Long.MAX_VALUE;
            closeAll();
            assertThat(sessions.size()).isZero();
        }

        private boolean add(int key, long time, long seen, int row) {
            List<Open> touched = model.stream()
                    .filter(open -> open.key == key && open.end - MILLI > seen)
                    .filter(open -> open.start <= time + gap && time <= open.end)
                    .toList();
            if (touched.isEmpty() && time + gap - MILLI <= seen) {
                return false;
            }
            Open joined = new Open(key, time, time + gap, new ArrayList<>(List.of(row)));
            for (Open open : touched) {
                joined.rows.addAll(open.rows);
                joined = new Open(key, Math.min(joined.start, open.start), Math.max(joined.end, open.end), joined.rows);
            }
            model.removeAll(touched);
            model.add(joined);
            return true;
        }

        private void closeAll() {
            long last = Long.MIN_VALUE;
            for (int session = sessions.firstOver(watermark); session >= 0; session = sessions.firstOver(watermark)) {
                long end = sessions.end(session);
                assertThat(end)
                        .isGreaterThanOrEqualTo(last)
                        .isLessThanOrEqualTo(Math.max(watermark, watermark + MILLI));
                last = end;
                List<Integer> own = takeRows(session).stream().sorted().toList();
                int key = sessions.key(session);
                long start = sessions.start(session);
                boolean known = model.removeIf(open -> open.key == key
                        && open.start == start
                        && open.end == end
                        && open.rows.stream().sorted().toList().equals(own));
                assertThat(known)
                        .as("%d [%d, %d) %s of %s", key, start, end, own, model)
                        .isTrue();
                sessions.close(session);
            }
            long now = watermark;
            assertThat(model).noneMatch(open -> open.end - MILLI <= now);
        }
    }
}
