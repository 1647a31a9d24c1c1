package io.millrace.connect.kafka.client;

import io.millrace.core.connect.Amount;
import io.millrace.core.connect.Reader;
import io.millrace.core.connect.Source;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Makes rows of what the consumer's thread has fetched of a partition. */
final class PartitionReader implements Reader {
    /** It is woken when something comes; this is for what nobody tells. */
    private static final long IDLE_NANOS = 1_000_000_000;

    private final Inbox inbox;
    private final Fetcher fetcher;
    private final RecordDecoder decoder;
    private Place place;
    private List<ConsumerRecord<byte[], byte[]>> records = List.of();
    private int at;
    /** Where to go on behind {@link #records}. */
    private long behind;

    PartitionReader(Place place, Inbox inbox, Fetcher fetcher, RecordDecoder decoder) {
        this.place = place;
        this.inbox = inbox;
        this.fetcher = fetcher;
        this.decoder = decoder;
        behind = place.offset();
    }

    @Override
    public Poll poll(Rows rows, int maxRows) {
        long offset = place.offset();
        int given = 0;
        while (given < maxRows && offset < place.end()) {
            if (at == records.size() && !fetch()) {
                break;
            }
            if (at == records.size()) {
                offset = behind;
                continue;
            }
            ConsumerRecord<byte[], byte[]> record = records.get(at);
            if (record.offset() >= place.end()) {
                offset = place.end();
                break;
            }
            at++;
            given += decoder.decode(record, rows);
            offset = at == records.size() ? behind : record.offset() + 1;
        }
        if (offset != place.offset()) {
            place = place.at(Math.min(offset, place.end()));
            inbox.consumed(place.offset());
        }
        if (place.offset() >= place.end()) {
            return Poll.END;
        }
        if (given == 0 && place.end() != Offsets.NEVER) {
            // There is more, and idleness would cut epochs of a table that ends by time instead of by rows.
            inbox.await();
            return Poll.MORE;
        }
        return given > 0 ? Poll.MORE : Poll.idle(IDLE_NANOS);
    }

    private boolean fetch() {
        Inbox.Fetched next = inbox.take();
        if (next == null) {
            fetcher.checkFailure();
            return false;
        }
        fetcher.drained(inbox);
        records = next.records();
        at = 0;
        behind = next.next();
        return true;
    }

    @Override
    public Source.Position position() {
        return place.position();
    }

    @Override
    public Amount amount() {
        long start = inbox.start().offset();
        return place.end() == Offsets.NEVER
                ? Amount.UNKNOWN
                : Amount.of(place.offset() - start, Math.max(0, place.end() - start));
    }

    @Override
    public void close() {
        fetcher.remove(inbox);
    }
}
