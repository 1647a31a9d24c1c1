package io.millrace.server;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A page with synthetic data, for working on the page: prints its link, then obeys lines of its input: {@code link} for
 * a new link, {@code drop} to end all connections, {@code end} to end the job, anything else to stop.
 */
final class LiveDemo {
    private LiveDemo() {}

    public static void main(String[] args) throws Exception {
        int port = args.length > 0 ? Integer.parseInt(args[0]) : LiveOptions.DEFAULT_PORT;
        SyntheticJob job = new SyntheticJob();
        long now = System.currentTimeMillis() * 1000;
        for (long time = now - 120_000_000L; time < now; time += 50_000) {
            job.tick(time);
        }
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
        try (LiveServer server = LiveServer.start(new LiveOptions(port, false, 10_000), job.job())) {
            clock.scheduleAtFixedRate(() -> job.tick(System.currentTimeMillis() * 1000), 50, 50, TimeUnit.MILLISECONDS);
            System.out.println(server.newLink());
            BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (String line = input.readLine(); line != null; line = input.readLine()) {
                switch (line) {
                    case "link" -> System.out.println(server.newLink());
                    case "drop" -> server.disconnect();
                    case "end" -> {
                        clock.shutdown();
                        job.close();
                    }
                    default -> {
                        return;
                    }
                }
            }
        } finally {
            clock.shutdownNow();
        }
    }
}
