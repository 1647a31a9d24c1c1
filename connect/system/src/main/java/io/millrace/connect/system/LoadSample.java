package io.millrace.connect.system;

import java.io.IOException;
import java.util.List;

/** Reads {@code loadavg}; it counts threads as processes, as the kernel does. */
record LoadSample(ProcFolder proc) implements Sample {
    @Override
    public List<Object[]> take(double seconds) throws IOException {
        String[] words = proc.read("loadavg").trim().split("[ /]");
        Object[] row = {
            Double.parseDouble(words[0]),
            Double.parseDouble(words[1]),
            Double.parseDouble(words[2]),
            Long.parseLong(words[3]),
            Long.parseLong(words[4])
        };
        return List.<Object[]>of(row);
    }
}
