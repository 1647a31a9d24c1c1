package io.millrace.connect.builtin.nexmark;

/**
 * Which event is what, and when. Events are numbered from 0; of each {@link #total} that follow one another the first are
 * persons, then come auctions, then bids. Who and what an event refers to has appeared by then, or will soon.
 *
 * @param persons of {@link #total} events, how many are persons
 * @param auctions how many are auctions
 * @param bids how many are bids
 * @param baseMillis the time of event 0, milliseconds since 1970
 * @param perSecond how many events there are in a second of event time
 */
record Events(int persons, int auctions, int bids, long baseMillis, long perSecond) {
    static final long FIRST_ID = 1000;

    private static final int ACTIVE_PERSONS = 1000;
    private static final int OPEN_AUCTIONS = 100;
    /** How far ahead of what has appeared an event may refer. */
    private static final int LEAD = 10;

    /** What an event is. */
    enum Kind {
        PERSON,
        AUCTION,
        BID
    }

    int total() {
        return persons + auctions + bids;
    }

    Kind kind(long event) {
        long place = event % total();
        return place < persons ? Kind.PERSON : place < persons + auctions ? Kind.AUCTION : Kind.BID;
    }

    /** The number of the first event of a kind, from {@code event} on. */
    long next(Kind kind, long event) {
        long next = event;
        while (kind(next) != kind) {
            next++;
        }
        return next;
    }

    long millis(long event) {
        return baseMillis + event * 1000 / perSecond;
    }

    /** Counting from 0, the person that this event is, or the last one before it. */
    long person(long event) {
        return event / total() * persons + Math.min(event % total(), persons - 1L);
    }

    /** Counting from 0, the auction that this event is, or the last one before it; -1 before the first. */
    long auction(long event) {
        long begun = Math.min(Math.max(event % total() - persons + 1, 0), auctions);
        return event / total() * auctions + begun - 1;
    }

    /** Somebody of the last thousand, or of those to come next; counting from 0. */
    long somePerson(Draw draw, long event, int purpose) {
        long known = person(event) + 1;
        long active = Math.min(known, ACTIVE_PERSONS);
        return known - active + draw.below(active + LEAD, event, purpose);
    }

    /** One of the last hundred auctions, or of those to come next; counting from 0. */
    long someAuction(Draw draw, long event, int purpose) {
        long last = Math.max(auction(event), 0);
        long first = Math.max(last - OPEN_AUCTIONS, 0);
        return first + draw.below(last - first + 1 + LEAD, event, purpose);
    }

    /** For how long an auction is open that begins with this event: on average until a hundred more have begun. */
    long openMillis(Draw draw, long event, int purpose) {
        long later = event + (long) OPEN_AUCTIONS * total() / auctions;
        long horizon = millis(later) - millis(event);
        return 1 + draw.below(Math.max(horizon * 2, 1), event, purpose);
    }
}
