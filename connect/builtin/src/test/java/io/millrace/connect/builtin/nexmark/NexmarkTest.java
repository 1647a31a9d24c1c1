package io.millrace.connect.builtin.nexmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.connect.ConnectorContext;
import io.millrace.core.connect.Shape;
import io.millrace.core.connect.Source;
import io.millrace.core.connect.Table;
import io.millrace.core.connect.TableOptions;
import io.millrace.core.env.SystemEnvironment;
import io.millrace.core.error.ConnectorException;
import io.millrace.core.type.Column;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;
import io.millrace.testkit.SourceContract;
import io.millrace.testkit.SourceRows;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NexmarkTest {
    private static Source source(Schema schema, String... options) {
        Map<String, String> given = new HashMap<>();
        for (int i = 0; i < options.length; i += 2) {
            given.put(options[i], options[i + 1]);
        }
        NexmarkConnector connector = new NexmarkConnector();
        Table table = new Table("t", schema, List.of(), TableOptions.of(given, connector.options()));
        return connector.source(
                table, new ConnectorContext(new SystemEnvironment(1), Path.of("."), ZoneOffset.UTC, System.out));
    }

    private static Schema schema(String kind) {
        for (Shape shape : new NexmarkConnector().shapes()) {
            if (shape.value().equals(kind)) {
                return new Schema(
                        shape.columns().stream().map(Shape.Known::column).toList());
            }
        }
        throw new AssertionError(kind);
    }

    private static List<List<@Nullable Object>> rows(String kind, String... options) {
        List<String> all = new ArrayList<>(List.of("kind", kind, "events.num", "5000"));
        all.addAll(List.of(options));
        Schema schema = schema(kind);
        return SourceRows.all(source(schema, all.toArray(String[]::new)), schema)
                .rows();
    }

    @Test
    void eachKindKeepsTheContract() {
        for (String kind : List.of("person", "auction", "bid")) {
            SourceContract.check(() -> source(schema(kind), "kind", kind, "events.num", "700"), schema(kind));
        }
    }

    @Test
    void ofFiftyEventsOneIsAPersonAndThreeAreAuctions() {
        assertThat(rows("person")).hasSize(100);
        assertThat(rows("auction")).hasSize(300);
        assertThat(rows("bid")).hasSize(4600);
        assertThat(rows("person", "person.proportion", "2", "auction.proportion", "2", "bid.proportion", "6"))
                .hasSize(1000);
    }

    @Test
    void idsCountFromAThousandAndTimesFollowTheRate() {
        List<List<@Nullable Object>> auctions = rows("auction");
        for (int i = 0; i < auctions.size(); i++) {
            assertThat(auctions.get(i).get(0)).isEqualTo(1000L + i);
        }
        List<List<@Nullable Object>> persons = rows("person", "next-event.rate", "100");
        assertThat(persons.get(0).get(6)).isEqualTo(LocalDateTime.parse("2026-01-01T00:00:00.000"));
        assertThat(persons.get(99).get(6)).isEqualTo(LocalDateTime.parse("2026-01-01T00:00:49.500"));
    }

    @Test
    void bidsAreMostlyOnHotAuctionsOfTheLastOnes() {
        List<List<@Nullable Object>> bids = rows("bid");
        long hot = bids.stream().filter(bid -> (long) bid.get(0) % 100 == 0).count();
        assertThat(hot).isBetween(2000L, 2700L);
        assertThat(bids).allMatch(bid -> (long) bid.get(0) >= 1000 && (long) bid.get(0) <= 1300 + 10);
        assertThat(bids).allMatch(bid -> (long) bid.get(2) >= 100 && (long) bid.get(2) <= 100_000_000);
        Set<@Nullable Object> bidders = new HashSet<>();
        bids.forEach(bid -> bidders.add(bid.get(1)));
        assertThat(bidders.size()).isGreaterThan(50);
    }

    @Test
    void auctionsEndAfterTheyBeginAndReserveMoreThanTheFirstBid() {
        assertThat(rows("auction")).allMatch(auction -> {
            LocalDateTime begins = (LocalDateTime) auction.get(5);
            LocalDateTime ends = (LocalDateTime) auction.get(6);
            return begins != null
                    && ends != null
                    && ends.isAfter(begins)
                    && (long) auction.get(4) > (long) auction.get(3);
        });
    }

    @Test
    void theSeedDecides() {
        assertThat(rows("bid")).isEqualTo(rows("bid")).isNotEqualTo(rows("bid", "seed", "2"));
    }

    @Test
    void allKindsTogetherAreTheSameEvents() {
        Schema bid = schema("bid");
        Schema all = Schema.of(new Column("event_type", Type.INT), new Column("bid", Type.row(bid.columns())));
        List<List<@Nullable Object>> together =
                SourceRows.all(source(all, "events.num", "5000"), all).rows();
        assertThat(together).hasSize(5000);
        assertThat(together.stream().filter(row -> row.get(1) != null)).hasSize(4600);
        assertThat(together).allMatch(row -> (row.get(1) != null) == ((int) row.get(0) == 2));
        assertThat(together.get(0).get(0)).isEqualTo(0);
        assertThat(together.get(3).get(0)).isEqualTo(1);
    }

    @Test
    void wrongColumnsAreRefused() {
        assertThatThrownBy(() -> source(Schema.of(new Column("prize", Type.BIGINT)), "kind", "bid"))
                .isInstanceOf(ConnectorException.class)
                .hasMessageContaining("column 'prize' of table t is none that an event has")
                .satisfies(e -> assertThat(((ConnectorException) e).hint()).contains("price"));
        assertThatThrownBy(() -> source(Schema.of(new Column("price", Type.STRING)), "kind", "bid"))
                .isInstanceOf(ConnectorException.class)
                .hasMessageContaining("is STRING");
        assertThatThrownBy(() -> source(Schema.of(new Column("price", Type.BIGINT))))
                .isInstanceOf(ConnectorException.class)
                .hasMessageContaining("which no event has");
        assertThatThrownBy(() -> source(schema("bid"), "kind", "bid", "next-event.rate", "0"))
                .isInstanceOf(ConnectorException.class)
                .hasMessageContaining("next-event.rate");
    }
}
