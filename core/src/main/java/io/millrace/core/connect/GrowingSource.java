package io.millrace.core.connect;

import java.time.Duration;
import java.util.List;

/**
 * A live source that may have more splits later: files that appear in a folder, partitions that are added to a topic.
 * The watermark of a new split counts from the epoch on in which it was found.
 */
public interface GrowingSource extends Source {
    /** How long to wait between two looks; zero when this table cannot have more splits after all. */
    Duration discoveryInterval();

    /**
     * The splits that have come since the last look, the first of which was {@link #splits}, in a fixed order. After a
     * restart the splits of before are opened first, and neither {@link #splits} nor this tells them again. The name of
     * a split that has ended may come again, and then is another split.
     *
     * <p>Called by one thread at a time, but while readers are being polled; it may wait for disks and networks.
     *
     * @throws io.millrace.core.error.ConnectorException when there is no looking; the run fails
     */
    List<Split> discover();
}
