package io.millrace.connect.builtin.nexmark;

import io.millrace.core.connect.Connector;
import io.millrace.core.connect.ConnectorContext;
import io.millrace.core.connect.Option;
import io.millrace.core.connect.Shape;
import io.millrace.core.connect.Source;
import io.millrace.core.connect.Table;
import io.millrace.core.connect.TableOptions;
import io.millrace.core.error.ConnectorException;
import io.millrace.core.text.Suggestions;
import io.millrace.core.type.Column;
import io.millrace.core.type.Kind;
import io.millrace.core.type.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The events of an auction site, {@code 'connector' = 'nexmark'}: persons who register, auctions they open, bids. The
 * same options give the same events. Where the options of Flink's Nexmark connector mean something here, they have its
 * names.
 */
public final class NexmarkConnector implements Connector.SourceConnector {
    private static final String EVENTS = "events.num";
    private static final String RATE = "next-event.rate";
    /** Midnight on the first of January 2026. */
    private static final long BASE_MILLIS = 1_767_225_600_000L;

    @Override
    public String name() {
        return "nexmark";
    }

    @Override
    public List<Option> options() {
        return List.of(
                Option.choice(
                        "kind",
                        "all",
                        List.of("all", "person", "auction", "bid"),
                        "Which events are rows. Those of one kind have its properties as columns; all together have"
                                + " event_type and a ROW for each kind."),
                Option.optional(
                        EVENTS,
                        Option.Kind.INTEGER,
                        null,
                        "How many events there are of all kinds together; without end by default."),
                Option.optional(
                        RATE, Option.Kind.INTEGER, "10000", "How many events there are in a second of event time."),
                Option.optional(
                        "paced",
                        Option.Kind.BOOLEAN,
                        null,
                        "Whether events come when they are due, and the first one is now. By default they do where there"
                                + " is no end, and come as fast as they are read where there is one."),
                Option.optional("seed", Option.Kind.INTEGER, "1", "Another seed gives other events."),
                Option.optional(
                        "person.proportion", Option.Kind.INTEGER, "1", "How many persons there are for each round."),
                Option.optional(
                        "auction.proportion", Option.Kind.INTEGER, "3", "How many auctions there are for each round."),
                Option.optional("bid.proportion", Option.Kind.INTEGER, "46", "How many bids there are for each round."),
                Option.optional(
                        "auction.hot-ratio.sellers",
                        Option.Kind.INTEGER,
                        "4",
                        "One of so many auctions is not of one of the few hot sellers."),
                Option.optional(
                        "bid.hot-ratio.auctions",
                        Option.Kind.INTEGER,
                        "2",
                        "One of so many bids is not on one of the few hot auctions."),
                Option.optional(
                        "bid.hot-ratio.bidders",
                        Option.Kind.INTEGER,
                        "4",
                        "One of so many bids is not of one of the few hot bidders."),
                Option.optional("person.avg-size", Option.Kind.INTEGER, "200", "About how many bytes a person has."),
                Option.optional("auction.avg-size", Option.Kind.INTEGER, "500", "About how many bytes an auction has."),
                Option.optional("bid.avg-size", Option.Kind.INTEGER, "100", "About how many bytes a bid has."));
    }

    @Override
    public List<Shape> shapes() {
        Fields fields = new Fields(new Events(1, 3, 46, 0, 1), new Draw(0), new Fields.Ratios(4, 2, 4, 200, 500, 100));
        List<Shape> shapes = new ArrayList<>();
        for (Events.Kind kind : Events.Kind.values()) {
            List<Shape.Known> columns = fields.of(kind).stream()
                    .map(field -> new Shape.Known(new Column(field.name(), field.type()), doc(field.name())))
                    .toList();
            String name = kind.name().toLowerCase(Locale.ROOT);
            shapes.add(new Shape("kind", name, "One row for each " + name + ".", columns));
        }
        return shapes;
    }

    private static String doc(String field) {
        return switch (field) {
            case "id" -> "counted from 1000";
            case "dateTime" -> "the event time";
            case "expires" -> "when it ends";
            case "auction", "bidder", "seller" -> "an id";
            case "category" -> "10 to 14";
            case "extra" -> "filler";
            case "price", "initialBid", "reserve" -> "in cents";
            default -> "made up";
        };
    }

    @Override
    public Source source(Table table, ConnectorContext context) {
        TableOptions options = table.options();
        long count = options.isGiven(EVENTS) ? atLeast(1, EVENTS, options) : Long.MAX_VALUE;
        boolean paced = options.isGiven("paced") ? options.flag("paced") : count == Long.MAX_VALUE;
        long base = paced ? context.environment().clock().wallMicros() / 1000 : BASE_MILLIS;
        Events events = new Events(
                Math.toIntExact(atLeast(1, "person.proportion", options)),
                Math.toIntExact(atLeast(1, "auction.proportion", options)),
                Math.toIntExact(atLeast(1, "bid.proportion", options)),
                base,
                atLeast(1, RATE, options));
        Fields.Ratios ratios = new Fields.Ratios(
                atLeast(1, "auction.hot-ratio.sellers", options),
                atLeast(1, "bid.hot-ratio.auctions", options),
                atLeast(1, "bid.hot-ratio.bidders", options),
                Math.toIntExact(atLeast(0, "person.avg-size", options)),
                Math.toIntExact(atLeast(0, "auction.avg-size", options)),
                Math.toIntExact(atLeast(0, "bid.avg-size", options)));
        Fields fields = new Fields(events, new Draw(options.integer("seed").orElse(1)), ratios);
        String wanted = options.text("kind").orElse("all");
        Events.Kind kind = wanted.equals("all") ? null : Events.Kind.valueOf(wanted.toUpperCase(Locale.ROOT));
        List<ColumnMaker> makers = new ArrayList<>();
        for (Column column : table.schema().columns()) {
            makers.add(maker(column, kind, events, fields, table));
        }
        return new NexmarkSource(
                events, kind, makers, count, paced, context.environment().clock());
    }

    private static long atLeast(long least, String name, TableOptions options) {
        OptionalLong given = options.integer(name);
        long value = given.orElse(least);
        if (value < least || value > Integer.MAX_VALUE && !name.equals(EVENTS)) {
            throw new ConnectorException(
                    "option '" + name + "' is " + value, "it takes a number from " + least + " on");
        }
        return value;
    }

    private static ColumnMaker maker(
            Column column, Events.@Nullable Kind kind, Events events, Fields fields, Table table) {
        String where = "table " + table.name();
        if (kind != null) {
            return ColumnMaker.of(field(column, fields.of(kind), where));
        }
        if (column.name().equals("event_type") && column.type().kind().isInteger()) {
            return ColumnMaker.ofKind(events);
        }
        for (Events.Kind each : Events.Kind.values()) {
            if (column.name().equals(each.name().toLowerCase(Locale.ROOT))
                    && column.type().kind() == Kind.ROW) {
                List<Field> chosen = new ArrayList<>();
                for (Column child : column.type().children()) {
                    chosen.add(field(child, fields.of(each), "column '" + column.name() + "' of " + where));
                }
                return ColumnMaker.ofRow(events, each, column.type(), chosen);
            }
        }
        throw new ConnectorException(
                "column '" + column.name() + "' of " + where + " is "
                        + column.type().sql() + ", which no event has",
                "with 'kind' = 'all' there are event_type INT, and person, auction and bid, each a ROW");
    }

    private static Field field(Column column, List<Field> fields, String where) {
        for (Field field : fields) {
            if (field.name().equals(column.name())) {
                Type declared = column.type();
                boolean time =
                        field.type().kind().isTimestamp() && declared.kind().isTimestamp();
                if (!time && declared.kind() != field.type().kind()) {
                    throw new ConnectorException(
                            "column '" + column.name() + "' of " + where + " is " + declared.sql(),
                            "declare it as " + field.type().sql());
                }
                return field;
            }
        }
        throw new ConnectorException(
                "column '" + column.name() + "' of " + where + " is none that an event has",
                Suggestions.didYouMean(
                        column.name(), fields.stream().map(Field::name).toList()));
    }
}
