package io.millrace.bench;

import org.openjdk.jmh.Main;

/**
 * Runs JMH with its usual arguments and with {@link CpuTimeProfiler}, for example
 * {@code RollingMean -p window=1000 -f 1 -wi 2 -i 3 -r 500ms}.
 */
public final class Benchmarks {
    private Benchmarks() {}

    public static void main(String[] arguments) throws Exception {
        String[] all = new String[arguments.length + 2];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        all[arguments.length] = "-prof";
        all[arguments.length + 1] = CpuTimeProfiler.class.getName();
        Main.main(all);
    }
}
