package io.millrace.connect.system;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads {@code net/dev}. Errors are those of the interval. */
final class NetworkSample implements Sample {
    private final ProcFolder proc;
    private Map<String, long[]> before = new HashMap<>();

    NetworkSample(ProcFolder proc) {
        this.proc = proc;
    }

    @Override
    public List<Object[]> take(double seconds) throws IOException {
        List<Object[]> rows = new ArrayList<>();
        Map<String, long[]> now = new HashMap<>();
        for (String line : proc.lines("net/dev")) {
            int colon = line.indexOf(':');
            if (colon < 0) {
                continue;
            }
            String name = line.substring(0, colon).trim();
            long[] counters =
                    ProcFolder.counters(line.substring(colon + 1).trim().split(" +"), 0, 11);
            now.put(name, counters);
            long[] growth = ProcFolder.growth(before, name, counters);
            rows.add(new Object[] {
                name,
                growth[0] / seconds,
                growth[8] / seconds,
                growth[1] / seconds,
                growth[9] / seconds,
                growth[2],
                growth[10]
            });
        }
        before = now;
        return rows;
    }
}
