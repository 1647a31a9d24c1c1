package io.millrace.sql;

import java.util.List;

/**
 * Settings of Flink that mean nothing here, since there is one process, plans need no tuning, or state is kept
 * otherwise: scripts that have them run, with a notice.
 */
final class ClusterSettings {
    /** The common ones of SQL, so that a misspelt one is not taken for one. */
    static final List<String> KNOWN = List.of(
            "execution.checkpointing.interval",
            "execution.checkpointing.mode",
            "execution.checkpointing.timeout",
            "execution.checkpointing.min-pause",
            "execution.checkpointing.dir",
            "execution.checkpointing.savepoint-dir",
            "execution.checkpointing.unaligned",
            "execution.savepoint.path",
            "execution.target",
            "execution.attached",
            "execution.buffer-timeout",
            "pipeline.auto-watermark-interval",
            "pipeline.object-reuse",
            "pipeline.time-characteristic",
            "pipeline.max-parallelism",
            "pipeline.operator-chaining",
            "pipeline.operator-chaining.enabled",
            "pipeline.jars",
            "pipeline.classpaths",
            "state.backend",
            "state.backend.type",
            "state.backend.incremental",
            "state.checkpoints.dir",
            "state.savepoints.dir",
            "restart-strategy",
            "restart-strategy.type",
            "restart-strategy.fixed-delay.attempts",
            "restart-strategy.fixed-delay.delay",
            "sql-client.execution.result-mode",
            "sql-client.execution.max-table-result.rows",
            "sql-client.display.max-column-width",
            "sql-client.verbose",
            "table.builtin-catalog-name",
            "table.builtin-database-name",
            "table.display.max-column-width",
            "table.dml-sync",
            "table.dynamic-table-options.enabled",
            "table.generated-code.max-length",
            "table.generated-code.max-members",
            "table.plan.compile.catalog-objects",
            "table.plan.force-recompile",
            "table.plan.restore.catalog-objects",
            "table.resources.download-dir",
            "table.rtas-ctas.atomicity-enabled",
            "table.exec.async-agg.enabled",
            "table.exec.async-scalar.buffer-capacity",
            "table.exec.async-scalar.max-attempts",
            "table.exec.async-scalar.timeout",
            "table.exec.async-lookup.buffer-capacity",
            "table.exec.async-lookup.key-ordered-enabled",
            "table.exec.async-lookup.output-mode",
            "table.exec.async-lookup.timeout",
            "table.exec.async-state.enabled",
            "table.exec.deduplicate.insert-update-after-sensitive-enabled",
            "table.exec.deduplicate.mini-batch.compact-changes-enabled",
            "table.exec.disabled-operators",
            "table.exec.mini-batch.allow-latency",
            "table.exec.mini-batch.enabled",
            "table.exec.mini-batch.size",
            "table.exec.rank.topn-cache-size",
            "table.exec.resource.default-parallelism",
            "table.exec.simplify-operator-name-enabled",
            "table.exec.sink.keyed-shuffle",
            "table.exec.sink.require-on-conflict",
            "table.exec.sink.rowtime-inserter",
            "table.exec.sink.type-length-enforcer",
            "table.exec.sink.upsert-materialize",
            "table.exec.sort.async-merge-enabled",
            "table.exec.sort.default-limit",
            "table.exec.source.cdc-events-duplicate",
            "table.exec.spill-compression.enabled",
            "table.exec.uid.format",
            "table.exec.uid.generation",
            "table.exec.window-agg.buffer-size-limit",
            "table.optimizer.agg-phase-strategy",
            "table.optimizer.delta-join.strategy",
            "table.optimizer.distinct-agg.split.bucket-num",
            "table.optimizer.distinct-agg.split.enabled",
            "table.optimizer.incremental-agg-enabled",
            "table.optimizer.join-reorder-enabled",
            "table.optimizer.join.broadcast-threshold",
            "table.optimizer.multi-join.enabled",
            "table.optimizer.non-deterministic-update.strategy",
            "table.optimizer.reuse-source-enabled",
            "table.optimizer.reuse-sub-plan-enabled",
            "table.optimizer.source.predicate-pushdown-enabled");

    /** What begins so configures the machines of a cluster, or what they run. */
    private static final List<String> PREFIXES = List.of(
            "taskmanager.",
            "jobmanager.",
            "metrics.",
            "rest.",
            "web.",
            "cluster.",
            "high-availability",
            "python.",
            "yarn.",
            "kubernetes.",
            "security.",
            "env.",
            "s3.",
            "fs.",
            "state.backend.rocksdb.",
            "execution.checkpointing.",
            "execution.batch.",
            "sql-client.",
            "sql-gateway.",
            "akka.",
            "blob.",
            "classloader.",
            "client.",
            "execution.state-recovery.",
            "materialized-table.",
            "state.checkpoint-storage",
            "table.catalog-store.",
            "table.exec.hive.",
            "table.exec.local-hash-agg.",
            "heartbeat.");

    private ClusterSettings() {}

    static boolean has(String key) {
        return KNOWN.contains(key) || PREFIXES.stream().anyMatch(key::startsWith);
    }

    /** What is said of one. */
    static String notice(String key) {
        return "setting '" + key + "' has no meaning in one process";
    }
}
