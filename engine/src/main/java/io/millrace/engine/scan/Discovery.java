package io.millrace.engine.scan;

import io.millrace.core.connect.GrowingSource;
import io.millrace.core.connect.Source.Split;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Looks for more splits of a table while it is read, on a thread of its own: a look may have to wait. */
public final class Discovery implements Runnable, AutoCloseable {
    private final ScannedTable table;
    private final GrowingSource source;
    private final Runnable wakeAll;
    private final Consumer<Throwable> onFailure;
    private final CountDownLatch over = new CountDownLatch(1);

    /**
     * @param source the table's
     * @param wakeAll makes all workers look again
     */
    public Discovery(ScannedTable table, GrowingSource source, Runnable wakeAll, Consumer<Throwable> onFailure) {
        this.table = table;
        this.source = source;
        this.wakeAll = wakeAll;
        this.onFailure = onFailure;
    }

    @Override
    public void run() {
        try {
            while (!over.await(source.discoveryInterval().toNanos(), TimeUnit.NANOSECONDS)) {
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Throwable failure) {
            onFailure.accept(failure);
        }
    }

    private synchronized void look() {
        if (over.getCount() == 0) {
            return;
        }
        List<Split> found = source.discover();
        if (!found.isEmpty()) {
            table.add(found);
            wakeAll.run();
        }
    }

    /** Ends the looking; the source is no longer asked when this returns. */
    @Override
    public synchronized void close() {
        over.countDown();
    }
}
