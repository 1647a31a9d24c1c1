package io.millrace.acceptance.judge;

import java.util.Set;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.table.connector.sink.DynamicTableSink;
import org.apache.flink.table.factories.DynamicTableSinkFactory;
import org.apache.flink.table.factories.FactoryUtil;

/** The connector {@code collect}: what is written to its tables is kept in {@link CollectedRows} under their {@code id}. */
public final class CollectingTableFactory implements DynamicTableSinkFactory {
    static final ConfigOption<String> ID = ConfigOptions.key("id").stringType().noDefaultValue();

    @Override
    public String factoryIdentifier() {
        return "collect";
    }

    @Override
    public Set<ConfigOption<?>> requiredOptions() {
        return Set.of(ID);
    }

    @Override
    public Set<ConfigOption<?>> optionalOptions() {
        return Set.of();
    }

    @Override
    public DynamicTableSink createDynamicTableSink(Context context) {
        FactoryUtil.TableFactoryHelper options = FactoryUtil.createTableFactoryHelper(this, context);
        options.validate();
        return new CollectingTableSink(options.getOptions().get(ID), context.getPhysicalRowDataType());
    }
}
