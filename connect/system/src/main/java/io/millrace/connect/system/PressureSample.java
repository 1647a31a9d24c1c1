package io.millrace.connect.system;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code pressure/cpu}, {@code memory} and {@code io}, where the kernel has them. */
record PressureSample(ProcFolder proc) implements Sample {
    @Override
    public List<Object[]> take(double seconds) throws IOException {
        List<Object[]> rows = new ArrayList<>();
        for (String resource : List.of("cpu", "memory", "io")) {
            if (!proc.has("pressure/" + resource)) {
                continue;
            }
            double[] some = new double[2];
            double[] full = new double[2];
            for (String line : proc.lines("pressure/" + resource)) {
                String[] words = line.split("[ =]");
                double[] target = words[0].equals("some") ? some : full;
                target[0] = Double.parseDouble(words[2]);
                target[1] = Double.parseDouble(words[4]);
            }
            rows.add(new Object[] {resource, some[0], some[1], full[0], full[1]});
        }
        return rows;
    }
}
