package io.millrace.connect.system;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads {@code diskstats}, whole devices only: no partitions, and nothing that lives in memory or in a file. */
final class DiskSample implements Sample {
    private static final int SECTOR_BYTES = 512;
    private static final Pattern PART_OR_VIRTUAL = Pattern.compile(
            "(loop|ram|zram|sr|fd)\\d+|(sd|vd|hd|xvd)[a-z]+\\d+|(nvme\\d+n\\d+|mmcblk\\d+|md\\d+)p\\d+");

    private final ProcFolder proc;
    private Map<String, long[]> before = new HashMap<>();

    DiskSample(ProcFolder proc) {
        this.proc = proc;
    }

    @Override
    public List<Object[]> take(double seconds) throws IOException {
        List<Object[]> rows = new ArrayList<>();
        Map<String, long[]> now = new HashMap<>();
        for (String line : proc.lines("diskstats")) {
            String[] words = line.trim().split(" +");
            if (PART_OR_VIRTUAL.matcher(words[2]).matches()) {
                continue;
            }
            long[] counters = ProcFolder.counters(words, 3, 10);
            now.put(words[2], counters);
            long[] growth = ProcFolder.growth(before, words[2], counters);
            rows.add(new Object[] {
                words[2],
                growth[2] * SECTOR_BYTES / seconds,
                growth[6] * SECTOR_BYTES / seconds,
                growth[0] / seconds,
                growth[4] / seconds,
                Math.min(100, growth[9] / (10 * seconds))
            });
        }
        before = now;
        return rows;
    }
}
