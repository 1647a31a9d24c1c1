package io.millrace.server;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;

/**
 * One browser: what it looks at, and what it has. It gets one frame at a time: the next one is made when it says that
 * it has drawn the last one, so that a slow browser sees fewer frames and slows nobody. All but {@link #receive} and
 * {@link #close} belong to the board's thread.
 */
final class LiveClient {
    private static final int MESSAGES_MAX = 256;
    private static final long PULSE_NANOS = 2_000_000_000;
    private static final long RANGE_AUTOMATIC = -1;
    private static final long AUTOMATIC_MICROS = 300_000_000L;
    private static final long LIVE_WITHIN_MICROS = 3_600_000_000L;

    private final Connection connection;
    private final LiveJob job;
    private final Queue<String> messages = new ArrayBlockingQueue<>(MESSAGES_MAX);
    private final TileView[] views;
    private final SentLines[] sent;
    private final long[] sentVersions;
    private long sentRates = -1;
    private long sentEpoch = -1;
    private boolean sentEnd;
    private long sentNanos;
    private boolean greeted;
    private boolean inFlight;
    private boolean paused;
    private long rangeMicros = RANGE_AUTOMATIC;

    /** The way to a browser. */
    interface Connection {
        /** Sends without waiting. */
        void send(String message);

        boolean isOpen();

        void close();
    }

    LiveClient(Connection connection, LiveJob job) {
        this.connection = connection;
        this.job = job;
        int tiles = job.tables().size();
        views = new TileView[tiles];
        Arrays.fill(views, TileView.HIDDEN);
        sent = new SentLines[tiles];
        Arrays.setAll(sent, i -> new SentLines());
        sentVersions = new long[tiles];
        Arrays.fill(sentVersions, -1);
    }

    /** Takes a message of the browser's; any thread. */
    void receive(String message) {
        if (!messages.offer(message)) {
            connection.close();
        }
    }

    boolean isOpen() {
        return connection.isOpen();
    }

    /** Ends the connection; any thread. */
    void close() {
        connection.close();
    }

    /** Handles what came and sends what is due. */
    void serve(FrameWriter writer, ShownEpoch epoch, Rates rates, long nowNanos, String instance) {
        if (!greeted) {
            connection.send(writer.hello(job, instance));
            greeted = true;
            inFlight = true;
            sentNanos = nowNanos;
        }
        for (String message = messages.poll(); message != null; message = messages.poll()) {
            try {
                handle(message);
            } catch (IllegalArgumentException e) {
                connection.close();
                return;
            }
        }
        if (inFlight) {
            return;
        }
        if (paused) {
            if (nowNanos - sentNanos > PULSE_NANOS) {
                connection.send(writer.pulse());
                sentNanos = nowNanos;
            }
            return;
        }
        frame(writer, epoch, rates, nowNanos);
    }

    private void frame(FrameWriter writer, ShownEpoch epoch, Rates rates, long nowNanos) {
        List<Integer> due = new ArrayList<>();
        for (int i = 0; i < views.length; i++) {
            if (sentVersions[i] != job.tables().get(i).version()) {
                due.add(i);
            }
        }
        boolean withNodes = sentRates != rates.version();
        if (due.isEmpty() && !withNodes && sentEpoch == epoch.epoch() && sentEnd == epoch.ended()) {
            return;
        }
        writer.begin(epoch, rates, withNodes);
        for (int tile : due) {
            LiveTable table = job.tables().get(tile);
            writer.tile(tile, table, views[tile], from(table, views[tile], epoch), sent[tile]);
            sentVersions[tile] = table.version();
        }
        connection.send(writer.end());
        inFlight = true;
        sentRates = rates.version();
        sentEpoch = epoch.epoch();
        sentEnd = epoch.ended();
        sentNanos = nowNanos;
    }

    /** The first time to draw: a replay of the past is shown whole, a live stream by its last minutes. */
    private long from(LiveTable table, TileView view, ShownEpoch epoch) {
        if (rangeMicros == 0 || view.mode() != TileView.Mode.CHART) {
            return Long.MIN_VALUE;
        }
        long last = Long.MIN_VALUE;
        for (Series line : table.content().lines(table.plan().measures())) {
            last = Math.max(last, line.latestTime());
        }
        if (last == Long.MIN_VALUE) {
            return last;
        }
        if (rangeMicros == RANGE_AUTOMATIC) {
            boolean live = Math.abs(epoch.nowMicros() - last) < LIVE_WITHIN_MICROS;
            return live ? last - AUTOMATIC_MICROS : Long.MIN_VALUE;
        }
        return last - rangeMicros;
    }

    private void handle(String message) {
        String[] words = message.split(" ");
        switch (words[0]) {
            case "ack" -> inFlight = false;
            case "pause" -> paused = number(words, 1) == 1;
            case "range" -> {
                rangeMicros = number(words, 1);
                Arrays.fill(sentVersions, -1);
            }
            case "tile" -> look(words);
            default -> throw new IllegalArgumentException("unknown message");
        }
    }

    private void look(String[] words) {
        int tile = (int) number(words, 1);
        if (tile < 0 || tile >= views.length || words.length < 3) {
            throw new IllegalArgumentException("no such tile");
        }
        TileView next = switch (words[2]) {
            case "chart" -> TileView.chart((int) number(words, 3), measures(tile, words));
            case "table" -> TileView.table((int) number(words, 3), (int) number(words, 4));
            default -> TileView.HIDDEN;
        };
        if (next.mode() != views[tile].mode()) {
            sent[tile].forget();
        }
        views[tile] = next;
        sentVersions[tile] = -1;
    }

    private List<Integer> measures(int tile, String[] words) {
        List<Integer> measures = new ArrayList<>();
        for (int i = 4; i < words.length; i++) {
            int column = (int) number(words, i);
            if (!job.tables().get(tile).plan().measures().contains(column)) {
                throw new IllegalArgumentException("no such measure");
            }
            measures.add(column);
        }
        return measures;
    }

    private static long number(String[] words, int index) {
        if (index >= words.length) {
            throw new IllegalArgumentException("a number is missing");
        }
        return Long.parseLong(words[index]);
    }
}
