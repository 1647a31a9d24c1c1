package io.millrace.acceptance.judge;

import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.flink.api.dag.Pipeline;
import org.apache.flink.client.deployment.executors.PipelineExecutorUtils;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.PipelineExecutor;
import org.apache.flink.core.execution.PipelineExecutorFactory;
import org.apache.flink.core.execution.PipelineExecutorServiceLoader;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.runtime.minicluster.MiniClusterJobClient;
import org.apache.flink.runtime.minicluster.RpcServiceSharing;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;

/** A Flink cluster in this process that stays up for all jobs, since starting one takes longer than running a job. */
final class JudgeCluster
        implements AutoCloseable, PipelineExecutorServiceLoader, PipelineExecutorFactory, PipelineExecutor {
    private static final String NAME = "judge";

    private final MiniCluster cluster;

    private JudgeCluster(MiniCluster cluster) {
        this.cluster = cluster;
    }

    static JudgeCluster start() throws Exception {
        MiniCluster cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration())
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(2)
                .setRpcServiceSharing(RpcServiceSharing.SHARED)
                .build());
        cluster.start();
        return new JudgeCluster(cluster);
    }

    private static Configuration configuration() {
        Configuration configuration = new Configuration();
        configuration.setString("execution.target", NAME);
        configuration.setString("rest.bind-port", "0");
        configuration.setString("rest.address", "localhost");
        configuration.setString("parallelism.default", "1");
        configuration.setString("pipeline.object-reuse", "true");
        // A watermark after each row, so that which rows are late does not depend on the clock.
        configuration.setString("pipeline.auto-watermark-interval", "0 ms");
        configuration.setString("restart-strategy.type", "disable");
        configuration.setString("taskmanager.memory.managed.size", "256 mb");
        configuration.setString("taskmanager.memory.network.min", "128 mb");
        configuration.setString("taskmanager.memory.network.max", "128 mb");
        return configuration;
    }

    StreamTableEnvironment environment(boolean batch) {
        StreamExecutionEnvironment execution =
                new StreamExecutionEnvironment(this, configuration(), JudgeCluster.class.getClassLoader());
        EnvironmentSettings.Builder settings = EnvironmentSettings.newInstance();
        StreamTableEnvironment environment = StreamTableEnvironment.create(
                execution, (batch ? settings.inBatchMode() : settings.inStreamingMode()).build());
        environment.getConfig().set("table.local-time-zone", "UTC");
        return environment;
    }

    @Override
    public CompletableFuture<JobClient> execute(Pipeline pipeline, Configuration configuration, ClassLoader loader)
            throws Exception {
        return cluster.submitJob(PipelineExecutorUtils.getStreamGraph(pipeline, configuration))
                .thenApply(submitted -> new MiniClusterJobClient(
                        submitted.getJobID(), cluster, loader, MiniClusterJobClient.JobFinalizationBehavior.NOTHING));
    }

    @Override
    public PipelineExecutorFactory getExecutorFactory(Configuration configuration) {
        return this;
    }

    @Override
    public Stream<String> getExecutorNames() {
        return Stream.of(NAME);
    }

    @Override
    public String getName() {
        return NAME;
    }

    @Override
    public boolean isCompatibleWith(Configuration configuration) {
        return true;
    }

    @Override
    public PipelineExecutor getExecutor(Configuration configuration) {
        return this;
    }

    @Override
    public void close() {
        cluster.closeAsync().join();
    }
}
