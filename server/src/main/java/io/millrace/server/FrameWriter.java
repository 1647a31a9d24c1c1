package io.millrace.server;

import io.millrace.core.type.Column;
import io.millrace.core.type.Kind;
import io.millrace.engine.Metrics;
import io.millrace.engine.pipeline.Pipeline;
import io.millrace.engine.pipeline.Specification;
import java.util.List;
import java.util.Locale;

/** The messages to browsers: what the job is, and how it stands at one epoch. One thread at a time. */
final class FrameWriter {
    private static final int BARS = 24;

    private final Json json = new Json();

    /** What does not change: tiles, their columns and charts, the graph. */
    String hello(LiveJob job, String instance) {
        json.open('{')
                .name("type")
                .text("hello")
                .name("job")
                .text(job.name())
                .name("instance")
                .text(instance);
        json.name("tiles").open('[');
        for (LiveTable table : job.tables()) {
            tile(table);
        }
        json.close(']').name("nodes").open('[');
        for (Pipeline.Node node : job.pipeline().nodes()) {
            node(node);
        }
        return json.close(']').close('}').finish();
    }

    private void tile(LiveTable table) {
        LiveTile tile = table.tile();
        json.open('{')
                .name("id")
                .text(tile.id())
                .name("title")
                .text(tile.title())
                .name("sql")
                .text(tile.sql());
        json.name("changing").bool(tile.changing()).name("columns").open('[');
        for (Column column : tile.schema().columns()) {
            json.open('{').name("name").text(column.name());
            json.name("type")
                    .text(column.type().sql())
                    .name("kind")
                    .text(family(column.type().kind()));
            json.close('}');
        }
        ChartPlan plan = table.plan();
        json.close(']').name("chart").open('{');
        json.name("kind")
                .text(plan.kind().name().toLowerCase(Locale.ROOT))
                .name("time")
                .number(plan.time());
        json.name("zoned")
                .bool(plan.time() >= 0 && tile.schema().type(plan.time()).kind() == Kind.TIMESTAMP_LTZ);
        numbers("labels", plan.labels());
        numbers("measures", plan.measures());
        numbers("selected", plan.selected());
        json.close('}').close('}');
    }

    private void numbers(String name, List<Integer> values) {
        json.name(name).open('[');
        values.forEach(json::number);
        json.close(']');
    }

    private static String family(Kind kind) {
        return kind.isNumeric() ? "number" : kind.isTimestamp() ? "time" : kind == Kind.BOOLEAN ? "boolean" : "text";
    }

    private void node(Pipeline.Node node) {
        json.open('{').name("id").text(node.id()).name("label").text(node.label());
        json.name("kind").text(kind(node.spec())).name("changing").bool(node.changing());
        json.name("result").text(node.spec() instanceof Specification.Result result ? result.name() : "");
        json.name("inputs").open('[');
        for (Pipeline.Input input : node.inputs()) {
            json.open('[').number(input.node());
            json.text(input.exchange().getClass().getSimpleName().toLowerCase(Locale.ROOT));
            json.close(']');
        }
        json.close(']').close('}');
    }

    private static String kind(Specification specification) {
        if (specification instanceof Specification.Scan || specification instanceof Specification.Values) {
            return "source";
        } else if (specification instanceof Specification.Result || specification instanceof Specification.WriteTable) {
            return "result";
        } else if (specification instanceof Specification.Calc || specification instanceof Specification.UnionAll) {
            return "row";
        }
        return "state";
    }

    /** Begins a frame for the epoch that all tiles show. */
    FrameWriter begin(ShownEpoch epoch, Rates rates, boolean withNodes) {
        json.open('{').name("type").text("frame").name("epoch").number(epoch.epoch());
        json.name("completed").number(epoch.wallMicros() / 1000).name("sent").number(epoch.nowMicros() / 1000);
        json.name("ended").bool(epoch.ended());
        if (withNodes) {
            metrics(rates);
        }
        json.name("tiles").open('[');
        return this;
    }

    private void metrics(Rates rates) {
        Metrics metrics = rates.metrics();
        time("watermark", metrics.watermark());
        json.name("nodes").open('[');
        for (int i = 0; i < metrics.nodes().size(); i++) {
            Metrics.NodeMetrics node = metrics.nodes().get(i);
            json.open('[').number(node.rowsIn()).number(node.rowsOut());
            json.number(rates.inPerSecond(i)).number(rates.outPerSecond(i));
            if (node.watermark() == Long.MIN_VALUE || node.watermark() == Long.MAX_VALUE) {
                json.nullValue();
            } else {
                json.number(node.watermark() / 1000);
            }
            json.number(node.lateRows()).number(node.errorRows()).number(node.stateBytes());
            json.number(node.stateRows()).number(rates.busy(i)).close(']');
        }
        json.close(']').name("splits").open('[');
        for (Metrics.SplitMetrics split : metrics.splits()) {
            json.open('{').name("node").number(split.node()).name("split").text(split.split());
            json.name("rows").number(split.rows());
            time("watermark", split.watermark());
            json.name("idle")
                    .bool(split.idle())
                    .name("ended")
                    .bool(split.ended())
                    .close('}');
        }
        json.close(']');
    }

    private void time(String name, long micros) {
        json.name(name);
        if (micros == Long.MIN_VALUE || micros == Long.MAX_VALUE) {
            json.nullValue();
        } else {
            json.number(micros / 1000);
        }
    }

    /** Adds what a browser does not have of a tile. */
    void tile(int index, LiveTable table, TileView view, long from, SentLines sent) {
        TableContent content = table.content();
        json.open('{').name("tile").number(index).name("rows").number(content.total());
        json.name("kept").number(content.rows().size());
        if (view.mode() == TileView.Mode.TABLE) {
            page(table, view);
        } else if (view.mode() == TileView.Mode.CHART) {
            chart(table, view, from, sent);
        }
        json.close('}');
    }

    private void chart(LiveTable table, TileView view, long from, SentLines sent) {
        List<Integer> measures = view.measures().isEmpty() ? table.plan().selected() : view.measures();
        switch (table.plan().kind()) {
            case LINES, NUMBERS -> {
                List<Series> lines = table.content().lines(measures);
                sent.write(json, lines, ChartGrid.of(lines, from, view.widthPixels()));
            }
            case BARS -> bars(table, measures.get(0));
            case TABLE -> {}
        }
    }

    private void bars(LiveTable table, int measure) {
        RowList rows = table.content().rows();
        LiveTile tile = table.tile();
        json.name("bars").open('[');
        for (int position : LargestRows.of(rows, tile.schema().type(measure), measure, BARS)) {
            json.open('[').text(Lines.label(tile.schema(), table.plan(), rows, position));
            json.number(Values.number(tile.schema().type(measure), rows.column(position, measure), rows.row(position)));
            json.close(']');
        }
        json.close(']');
    }

    private void page(LiveTable table, TileView view) {
        RowList rows = table.content().rows();
        LiveTile tile = table.tile();
        json.name("page")
                .open('{')
                .name("offset")
                .number(view.offset())
                .name("rows")
                .open('[');
        int end = Math.min(rows.size(), view.offset() + view.count());
        for (int position = view.offset(); position < end; position++) {
            json.open('[');
            for (int i = 0; i < tile.schema().size(); i++) {
                Values.json(json, tile.schema().type(i), rows.column(position, i), rows.row(position));
            }
            json.close(']');
        }
        json.close(']').close('}');
    }

    String end() {
        return json.close(']').close('}').finish();
    }

    /** Says that the connection lives. */
    String pulse() {
        return "{\"type\":\"pulse\"}";
    }
}
