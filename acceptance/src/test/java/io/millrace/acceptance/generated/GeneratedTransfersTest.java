package io.millrace.acceptance.generated;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.batch.Batch;
import io.millrace.core.type.Column;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;
import io.millrace.engine.EngineOptions;
import io.millrace.testkit.Rows;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Accounts that pay each other and move between branches: a payment is two rows of one epoch, so at no epoch may money
 * have come or gone, no account may be in two branches or in none, and all results of a script must be of the same rows.
 */
class GeneratedTransfersTest {
    private static final int SEEDS = Integer.getInteger("seeds", 300);
    private static final long OPENING = 100;
    private static final Schema SCHEMA = Schema.of(
            new Column("account", Type.STRING),
            new Column("branch", Type.INT),
            new Column("delta", Type.BIGINT),
            new Column("seat", Type.INT));

    private static final String ACCOUNTS =
            "SELECT account, LAST_VALUE(branch) AS branch, SUM(delta) AS balance, COUNT(*) AS n FROM t GROUP BY account";
    private static final String BRANCHES = "SELECT branch, COUNT(*) AS accounts, SUM(balance) AS total, SUM(n) AS n,"
            + " MAX(balance) AS richest, COUNT(DISTINCT balance) AS levels FROM (" + ACCOUNTS + ") GROUP BY branch";
    private static final String SCRIPT = """
            CREATE TABLE t (account STRING, branch INT, delta BIGINT, seat INT) WITH ('connector' = 'memory', 'name' = 't');
            CREATE TABLE payments (account STRING, branch INT, delta BIGINT) WITH ('connector' = 'collect');
            CREATE TABLE accounts (account STRING, branch INT, balance BIGINT, n BIGINT,
                PRIMARY KEY (account) NOT ENFORCED) WITH ('connector' = 'collect');
            CREATE TABLE branches (branch INT, accounts BIGINT, total BIGINT, n BIGINT, richest BIGINT, levels BIGINT,
                PRIMARY KEY (branch) NOT ENFORCED) WITH ('connector' = 'collect');
            CREATE TABLE levels (accounts BIGINT, branches BIGINT, total BIGINT,
                PRIMARY KEY (accounts) NOT ENFORCED) WITH ('connector' = 'collect');
            CREATE TABLE ledger (account STRING, balance BIGINT, n BIGINT,
                PRIMARY KEY (account) NOT ENFORCED) WITH ('connector' = 'collect');
            CREATE TABLE seats (seat INT, account STRING, PRIMARY KEY (seat) NOT ENFORCED) WITH ('connector' = 'collect');
            EXECUTE STATEMENT SET BEGIN
            INSERT INTO seats SELECT LAST_VALUE(seat), account FROM t GROUP BY account;
            INSERT INTO payments SELECT account, branch, delta FROM t;
            INSERT INTO accounts %1$s;
            INSERT INTO branches SELECT COALESCE(branch, -1), accounts, total, n, richest, levels FROM (%2$s);
            INSERT INTO levels SELECT accounts, COUNT(*), SUM(total) FROM (%2$s) GROUP BY accounts;
            INSERT INTO ledger SELECT COALESCE(c.account, d.account), COALESCE(c.s, 0) - COALESCE(d.s, 0),
                COALESCE(c.n, 0) + COALESCE(d.n, 0)
                FROM (SELECT account, SUM(delta) AS s, COUNT(*) AS n FROM t WHERE delta >= 0 GROUP BY account) AS c
                FULL JOIN (SELECT account, SUM(-delta) AS s, COUNT(*) AS n FROM t WHERE delta < 0 GROUP BY account) AS d
                ON c.account = d.account;
            END;
            SELECT SUM(accounts), SUM(total), SUM(n) FROM (%2$s);
            """.formatted(ACCOUNTS, BRANCHES);

    private final PipelineRun pipelines = new PipelineRun();

    @Test
    void moneyIsConstantAtEveryEpochInEveryResult() throws Exception {
        Long one = Long.getLong("seed");
        long from = one == null ? 0 : one;
        for (long seed = from; seed < (one == null ? SEEDS : from + 1); seed++) {
            Random random = new Random(seed);
            int epochRows = 2 * (1 + random.nextInt(4));
            int batchRows = List.of(1, 2, 3, 7, 4096).get(random.nextInt(5));
            EngineOptions options = new EngineOptions(1 + random.nextInt(3), batchRows, epochRows);
            List<List<List<@Nullable Object>>> splits = splits(random, 1 + random.nextInt(3));
            List<Batch> batches =
                    splits.stream().map(rows -> Rows.batch(SCHEMA, rows)).toList();
            Map<String, PipelineRun.Collected> results = pipelines.run(SCRIPT, batches, options);
            int epochs = table(results, "payments").size();
            for (String name : results.keySet()) {
                assertThat(table(results, name))
                        .as("-Dseed=%d %s %s", seed, options, name)
                        .hasSize(epochs);
            }
            for (long epoch : table(results, "payments").keySet()) {
                check(
                        results,
                        epoch,
                        splits,
                        "-Dseed=%d %s epoch %d of %d".formatted(seed, options, epoch, epochs),
                        options);
            }
        }
    }

    /** An even number of rows a split: openings of two accounts, payments between two, moves of two, who swap seats. */
    private static List<List<List<@Nullable Object>>> splits(Random random, int count) {
        List<List<List<@Nullable Object>>> splits = new ArrayList<>();
        for (int s = 0; s < count; s++) {
            List<List<@Nullable Object>> rows = new ArrayList<>();
            List<Integer> seats = new ArrayList<>();
            for (int pair = random.nextInt(40); pair >= 0; pair--) {
                boolean opening = seats.isEmpty() || random.nextInt(8) == 0;
                if (opening) {
                    seats.add(1000 * s + seats.size());
                    seats.add(1000 * s + seats.size());
                }
                int one = opening ? seats.size() - 1 : random.nextInt(seats.size());
                int other = opening ? one - 1 : (one + 1 + random.nextInt(seats.size() - 1)) % seats.size();
                Collections.swap(seats, one, other);
                long amount = random.nextBoolean() ? 0 : pair;
                for (int account : List.of(one, other)) {
                    long delta = opening ? OPENING : account == one ? -amount : amount;
                    Integer branch = random.nextInt(4) == 0 ? null : random.nextInt(5);
                    rows.add(Rows.row("s" + s + "-" + account, branch, delta, seats.get(account)));
                }
            }
            splits.add(rows);
        }
        return splits;
    }

    private static TreeMap<Long, List<List<@Nullable Object>>> table(
            Map<String, PipelineRun.Collected> results, String name) {
        return Objects.requireNonNull(results.get(name)).epochs();
    }

    private static void check(
            Map<String, PipelineRun.Collected> results,
            long epoch,
            List<List<List<@Nullable Object>>> splits,
            String place,
            EngineOptions options) {
        List<List<@Nullable Object>> read = new ArrayList<>();
        for (List<List<@Nullable Object>> rows : splits) {
            read.addAll(rows.subList(0, (int) Math.min(rows.size(), epoch * options.epochRows())));
        }
        long accounts = read.stream().map(row -> row.get(0)).distinct().count();
        List<List<@Nullable Object>> raw = table(results, "payments").get(epoch);
        List<List<@Nullable Object>> byAccount = table(results, "accounts").get(epoch);
        List<List<@Nullable Object>> byBranch = table(results, "branches").get(epoch);
        List<List<@Nullable Object>> byLevel = table(results, "levels").get(epoch);
        List<List<@Nullable Object>> all = table(results, "result").get(epoch);
        long money = accounts * OPENING;
        assertThat(raw).as(place).hasSize(read.size());
        assertThat(sum(raw, 2)).as(place).isEqualTo(money);
        assertThat(byAccount).as(place).hasSize((int) accounts);
        assertThat(sum(byAccount, 2)).as(place).isEqualTo(money);
        assertThat(sum(byAccount, 3)).as(place).isEqualTo(read.size());
        // Credits and debits, each summed and then joined, are of the same rows.
        List<List<@Nullable Object>> ledger = table(results, "ledger").get(epoch);
        assertThat(ledger).as(place).hasSize((int) accounts);
        assertThat(sum(ledger, 1)).as(place).isEqualTo(money);
        assertThat(sum(ledger, 2)).as(place).isEqualTo(read.size());
        assertThat(table(results, "seats").get(epoch)).as(place).hasSize((int) accounts);
        assertThat(sum(byBranch, 1)).as(place).isEqualTo(accounts);
        assertThat(sum(byBranch, 2)).as(place).isEqualTo(money);
        assertThat(sum(byBranch, 3)).as(place).isEqualTo(read.size());
        assertThat(sum(byLevel, 1)).as(place).isEqualTo(byBranch.size());
        assertThat(sum(byLevel, 2)).as(place).isEqualTo(money);
        assertThat(all).as(place).containsExactly(Rows.row(accounts, money, (long) read.size()));
        for (List<@Nullable Object> branch : byBranch) {
            // No branch is a group like any other, but NULL cannot be in a primary key.
            List<List<@Nullable Object>> members = byAccount.stream()
                    .filter(account ->
                            Objects.requireNonNullElse(account.get(1), -1L).equals(branch.get(0)))
                    .toList();
            assertThat(branch.get(1)).as(place).isEqualTo((long) members.size());
            assertThat(branch.get(2)).as(place).isEqualTo(sum(members, 2));
            assertThat(branch.get(4))
                    .as(place)
                    .isEqualTo(members.stream()
                            .mapToLong(account -> number(account.get(2)))
                            .max()
                            .orElseThrow());
            assertThat(branch.get(5))
                    .as(place)
                    .isEqualTo(members.stream()
                            .map(account -> account.get(2))
                            .distinct()
                            .count());
        }
    }

    private static long number(@Nullable Object value) {
        return (Long) Objects.requireNonNull(value);
    }

    private static long sum(List<List<@Nullable Object>> rows, int column) {
        return rows.stream().mapToLong(row -> number(row.get(column))).sum();
    }
}
