package io.millrace.connect.system;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads {@code stat}: user, nice, system, idle, iowait, irq, softirq and steal, in ticks, for each core. */
final class CpuSample implements Sample {
    private final ProcFolder proc;
    private Map<String, long[]> before = new HashMap<>();

    CpuSample(ProcFolder proc) {
        this.proc = proc;
    }

    @Override
    public List<Object[]> take(double seconds) throws IOException {
        List<Object[]> rows = new ArrayList<>();
        Map<String, long[]> now = new HashMap<>();
        for (String line : proc.lines("stat")) {
            if (!line.startsWith("cpu") || line.startsWith("cpu ")) {
                continue;
            }
            String[] words = line.split(" +");
            long[] ticks = ProcFolder.counters(words, 1, 8);
            now.put(words[0], ticks);
            long[] spent = ProcFolder.growth(before, words[0], ticks);
            double sum = 0;
            for (long part : spent) {
                sum += part;
            }
            double share = sum == 0 ? 0 : 100 / sum;
            double idle = sum == 0 ? 100 : spent[3] * share;
            double waiting = spent[4] * share;
            rows.add(new Object[] {
                Long.parseLong(words[0].substring(3)),
                (spent[0] + spent[1]) * share,
                (spent[2] + spent[5] + spent[6]) * share,
                waiting,
                idle,
                spent[7] * share,
                sum == 0 ? 0.0 : (sum - spent[3] - spent[4]) * share
            });
        }
        before = now;
        return rows;
    }
}
