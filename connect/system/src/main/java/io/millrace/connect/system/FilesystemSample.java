package io.millrace.connect.system;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads {@code self/mounts} and asks for the space of what lies on a device, once for each device, and of the root. */
record FilesystemSample(ProcFolder proc) implements Sample {
    @Override
    public List<Object[]> take(double seconds) throws IOException {
        List<Object[]> rows = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (String line : proc.lines("self/mounts")) {
            String[] words = line.split(" ");
            boolean counts = words[0].startsWith("/dev/") || words[1].equals("/");
            if (!counts || !seen.add(words[0])) {
                continue;
            }
            String mount = words[1].replace("\\040", " ");
            File place = new File(mount);
            long total = place.getTotalSpace();
            if (total == 0) {
                continue;
            }
            long used = total - place.getFreeSpace();
            long available = place.getUsableSpace();
            // Like df: what is reserved for the administrator is neither used nor available.
            double percent = used + available == 0 ? 0.0 : 100.0 * used / (used + available);
            rows.add(new Object[] {mount, words[0], words[2], total, used, available, percent});
        }
        return rows;
    }
}
