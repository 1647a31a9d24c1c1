package io.millrace.connect.system;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads {@code <pid>/stat} of all processes and more of the busiest ones. A process that ends meanwhile is left out. */
final class ProcessSample implements Sample {
    /** Linux shows times to programs in hundredths of a second on all machines. */
    private static final double TICKS_PER_SECOND = 100;

    private final ProcFolder proc;
    private final int top;
    private Map<String, long[]> before = new HashMap<>();

    ProcessSample(ProcFolder proc, int top) {
        this.proc = proc;
        this.top = top;
    }

    private record Usage(long pid, String name, double percent, long memoryPages, long threads) {}

    @Override
    public List<Object[]> take(double seconds) throws IOException {
        List<Usage> usages = new ArrayList<>();
        Map<String, long[]> now = new HashMap<>();
        for (Path entry : proc.files().list(proc.root())) {
            String pid = String.valueOf(entry.getFileName());
            if (pid.charAt(0) > '9' || pid.charAt(0) < '0') {
                continue;
            }
            try {
                usages.add(usage(pid, now, seconds));
            } catch (IOException e) {
                // It has ended since the folder was listed.
            }
        }
        before = now;
        usages.sort(Comparator.comparingDouble(Usage::percent)
                .thenComparingLong(Usage::memoryPages)
                .reversed()
                .thenComparingLong(Usage::pid));
        return usages.stream()
                .limit(top)
                .map(usage ->
                        new Object[] {usage.pid, usage.name, usage.percent, memoryBytes(usage.pid), usage.threads})
                .toList();
    }

    private Usage usage(String pid, Map<String, long[]> now, double seconds) throws IOException {
        String stat = proc.read(pid + "/stat");
        // The name may hold anything, blanks and brackets too; it ends at the last bracket.
        int open = stat.indexOf('(');
        int close = stat.lastIndexOf(')');
        if (open < 0 || close < open) {
            throw new IOException("no process " + pid);
        }
        String[] words = stat.substring(close + 2).split(" ");
        long[] ticks = {Long.parseLong(words[11]) + Long.parseLong(words[12])};
        // A number may be given to another process; the time of its start tells them apart.
        String identity = pid + " " + words[19];
        now.put(identity, ticks);
        long spent = ProcFolder.growth(before, identity, ticks)[0];
        return new Usage(
                Long.parseLong(pid),
                stat.substring(open + 1, close),
                100 * spent / TICKS_PER_SECOND / seconds,
                Long.parseLong(words[21]),
                Long.parseLong(words[17]));
    }

    private long memoryBytes(long pid) {
        try {
            for (String line : proc.lines(pid + "/status")) {
                if (line.startsWith("VmRSS:")) {
                    return Long.parseLong(line.split("[\\s]+")[1]) * 1024;
                }
            }
        } catch (IOException e) {
            // It has ended since its times were read.
        }
        return 0;
    }
}
