package io.millrace.connect.system;

import java.io.IOException;
import java.util.List;

/** Reads the machine once; keeps the counters of the reading before. */
interface Sample {
    /**
     * The rows since the last call, in the order of {@link MetricKind#columns} but without the time: a Long, Double or
     * String each. The first call only takes the counters down; what it returns is not shown.
     *
     * @param seconds the time since the last call
     */
    List<Object[]> take(double seconds) throws IOException;

    static Sample of(MetricKind kind, ProcFolder proc, int top) {
        return switch (kind) {
            case CPU -> new CpuSample(proc);
            case MEMORY -> new MemorySample(proc);
            case DISK -> new DiskSample(proc);
            case FILESYSTEM -> new FilesystemSample(proc);
            case NETWORK -> new NetworkSample(proc);
            case LOAD -> new LoadSample(proc);
            case PROCESS -> new ProcessSample(proc, top);
            case PRESSURE -> new PressureSample(proc);
        };
    }
}
