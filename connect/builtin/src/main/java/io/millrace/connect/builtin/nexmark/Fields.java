package io.millrace.connect.builtin.nexmark;

import io.millrace.connect.builtin.nexmark.Field.OfNumber;
import io.millrace.connect.builtin.nexmark.Field.OfText;
import io.millrace.core.type.Type;
import java.util.List;

/**
 * What persons, auctions and bids are made of. Names, sizes and how uneven things are follow the Nexmark benchmark: three
 * of four sellers, every second auction and three of four bidders are "hot" ones, which change with every hundred.
 */
final class Fields {
    private static final int HOT = 100;
    private static final Type TIME = Type.timestamp(3);

    private static final List<String> FIRST_NAMES =
            List.of("Peter", "Paul", "Luke", "John", "Saul", "Vicky", "Kate", "Julie", "Sarah", "Deiter", "Walter");
    private static final List<String> LAST_NAMES =
            List.of("Shultz", "Abrams", "Spencer", "White", "Bartels", "Walton", "Smith", "Jones", "Noris");
    private static final List<String> STATES = List.of("AZ", "CA", "ID", "OR", "WA", "WY");
    private static final List<String> CITIES = List.of(
            "Phoenix",
            "Los Angeles",
            "San Francisco",
            "Boise",
            "Portland",
            "Bend",
            "Redmond",
            "Seattle",
            "Kent",
            "Cheyenne");
    private static final List<String> HOT_CHANNELS = List.of("Google", "Facebook", "Baidu", "Apple");
    private static final int CHANNELS = 10_000;

    private final Events events;
    private final Draw draw;
    private final Ratios ratios;

    /**
     * How uneven events are, and how long.
     *
     * @param hotSellers one of so many auctions has a seller that is not a hot one
     * @param hotAuctions one of so many bids is on an auction that is not a hot one
     * @param hotBidders one of so many bids has a bidder who is not a hot one
     * @param personBytes about how long a person is, with {@code extra}
     */
    record Ratios(
            long hotSellers, long hotAuctions, long hotBidders, int personBytes, int auctionBytes, int bidBytes) {}

    Fields(Events events, Draw draw, Ratios ratios) {
        this.events = events;
        this.draw = draw;
        this.ratios = ratios;
    }

    List<Field> of(Events.Kind kind) {
        return switch (kind) {
            case PERSON -> persons();
            case AUCTION -> auctions();
            case BID -> bids();
        };
    }

    private List<Field> persons() {
        return List.of(
                new OfNumber("id", Type.BIGINT, event -> Events.FIRST_ID + events.person(event)),
                new OfText(
                        "name",
                        (event, text) -> text.append(one(FIRST_NAMES, event, 1))
                                .append(" ")
                                .append(one(LAST_NAMES, event, 2))),
                new OfText(
                        "emailAddress",
                        (event, text) -> text.appendLetters(draw.any(event, 3), 7)
                                .append("@")
                                .appendLetters(draw.any(event, 4), 5)
                                .append(".com")),
                new OfText("creditCard", (event, text) -> {
                    long number = draw.any(event, 5) >>> 1;
                    for (int i = 0; i < 4; i++) {
                        text.append(i == 0 ? "" : " ").appendDigits(number >>> (12 * i), 4);
                    }
                }),
                new OfText("city", (event, text) -> text.append(one(CITIES, event, 6))),
                new OfText("state", (event, text) -> text.append(one(STATES, event, 7))),
                time(),
                // The others are about 70 bytes long.
                extra(ratios.personBytes() - 70));
    }

    private List<Field> auctions() {
        return List.of(
                new OfNumber("id", Type.BIGINT, event -> Events.FIRST_ID + events.auction(event)),
                new OfText("itemName", (event, text) -> text.appendLetters(draw.any(event, 1), length(20, event, 2))),
                new OfText(
                        "description", (event, text) -> text.appendLetters(draw.any(event, 3), length(100, event, 4))),
                new OfNumber("initialBid", Type.BIGINT, event -> price(event, 5)),
                new OfNumber("reserve", Type.BIGINT, event -> price(event, 5) + price(event, 6)),
                time(),
                new OfNumber(
                        "expires", TIME, event -> (events.millis(event) + events.openMillis(draw, event, 7)) * 1000),
                new OfNumber("seller", Type.BIGINT, this::seller),
                new OfNumber("category", Type.BIGINT, event -> 10 + draw.below(5, event, 8)),
                extra(ratios.auctionBytes() - 130));
    }

    private List<Field> bids() {
        return List.of(
                new OfNumber("auction", Type.BIGINT, this::bidAuction),
                new OfNumber("bidder", Type.BIGINT, this::bidder),
                new OfNumber("price", Type.BIGINT, event -> price(event, 1)),
                new OfText("channel", this::channel),
                new OfText("url", this::url),
                time(),
                extra(ratios.bidBytes() - 70));
    }

    private long seller(long event) {
        long known = events.person(event);
        boolean hot = draw.below(ratios.hotSellers(), event, 9) > 0;
        return Events.FIRST_ID + (hot ? known / HOT * HOT : events.somePerson(draw, event, 10));
    }

    private long bidAuction(long event) {
        long last = Math.max(events.auction(event), 0);
        boolean hot = draw.below(ratios.hotAuctions(), event, 2) > 0;
        return Events.FIRST_ID + (hot ? last / HOT * HOT : events.someAuction(draw, event, 3));
    }

    private long bidder(long event) {
        boolean hot = draw.below(ratios.hotBidders(), event, 4) > 0;
        // The one behind the hot sellers, so that they do not bid for what they sell.
        long known = events.person(event) / HOT * HOT + 1;
        return Events.FIRST_ID + (hot ? known : events.somePerson(draw, event, 5));
    }

    private void channel(long event, AsciiText text) {
        if (draw.below(2, event, 6) > 0) {
            text.append(one(HOT_CHANNELS, event, 7));
        } else {
            text.append("channel-").append(draw.below(CHANNELS, event, 7));
        }
    }

    /** Each channel has its address; nine of ten of the many have the channel's number in it. */
    private void url(long event, AsciiText text) {
        boolean hot = draw.below(2, event, 6) > 0;
        long channel = draw.below(hot ? HOT_CHANNELS.size() : CHANNELS, event, 7);
        long address = Draw.mix(hot ? -1 - channel : channel);
        text.append("https://www.nexmark.com/");
        for (int i = 0; i < 3; i++) {
            text.appendLetters(address + 31L * i, 5).append("/");
        }
        text.append("item.htm?query=1");
        if (!hot && channel % 10 > 0) {
            text.append("&channel_id=").append(Integer.reverse((int) channel) & Integer.MAX_VALUE);
        }
    }

    private long price(long event, int purpose) {
        return Math.round(Math.pow(10, draw.unit(event, purpose) * 6) * 100);
    }

    private int length(int most, long event, int purpose) {
        return 3 + (int) draw.below(most - 3L, event, purpose);
    }

    private Field time() {
        return new OfNumber("dateTime", TIME, event -> events.millis(event) * 1000);
    }

    /** Filler, a fifth shorter or longer than asked for. */
    private Field extra(int about) {
        int least = Math.max(0, about - about / 5);
        int range = Math.max(1, about / 5 * 2);
        return new OfText("extra", (event, text) -> {
            int count = about <= 0 ? 0 : least + (int) draw.below(range, event, 11);
            text.appendLetters(draw.any(event, 12), count);
        });
    }

    private String one(List<String> choices, long event, int purpose) {
        return choices.get((int) draw.below(choices.size(), event, purpose));
    }
}
