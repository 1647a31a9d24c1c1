package io.millrace.connect.system;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads {@code meminfo}. */
record MemorySample(ProcFolder proc) implements Sample {
    @Override
    public List<Object[]> take(double seconds) throws IOException {
        Map<String, Long> bytes = new HashMap<>();
        for (String line : proc.lines("meminfo")) {
            String[] words = line.split("[: ]+");
            bytes.put(words[0], Long.parseLong(words[1]) * 1024);
        }
        long total = bytes.getOrDefault("MemTotal", 0L);
        long available = bytes.getOrDefault("MemAvailable", bytes.getOrDefault("MemFree", 0L));
        long used = total - available;
        long swap = bytes.getOrDefault("SwapTotal", 0L);
        long swapUsed = swap - bytes.getOrDefault("SwapFree", 0L);
        long cached = bytes.getOrDefault("Cached", 0L);
        double percent = total == 0 ? 0.0 : 100.0 * used / total;
        Object[] row = {total, used, available, cached, swap, swapUsed, percent};
        return List.<Object[]>of(row);
    }
}
