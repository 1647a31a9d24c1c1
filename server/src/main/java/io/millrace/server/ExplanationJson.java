package io.millrace.server;

import io.millrace.engine.why.Explanation;
import io.millrace.engine.why.Explanation.OperatorStanding;
import io.millrace.engine.why.Explanation.SourceSplit;
import io.millrace.engine.why.Explanation.SourceTable;
import io.millrace.engine.why.Explanation.Wait;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An explanation as one JSON object, for programs. */
final class ExplanationJson {
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long MICROS_PER_MILLI = 1000;

    private final Json json = new Json();

    private ExplanationJson() {}

    static String of(Explanation explanation) {
        return new ExplanationJson().write(explanation);
    }

    private String write(Explanation explanation) {
        json.open('{').name("state").text(word(explanation.state()));
        json.name("epoch").number(explanation.epoch()).name("readEpoch").number(explanation.readEpoch());
        json.name("conclusion").open('[');
        explanation.conclusion().forEach(json::text);
        json.close(']').name("tables").open('[');
        explanation.sources().forEach(this::source);
        json.close(']').name("operators").open('[');
        explanation.operators().forEach(this::operator);
        return json.close(']').close('}').finish();
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private void optional(String name, @Nullable String value) {
        json.name(name);
        if (value == null) {
            json.nullValue();
        } else {
            json.text(value);
        }
    }

    private void source(SourceTable source) {
        json.open('{').name("operator").number(source.node()).name("table").text(source.table());
        json.name("live").bool(source.live()).name("rows").number(source.rows());
        optional("watermark", source.watermark());
        json.name("splits").open('[');
        source.splits().forEach(this::split);
        json.close(']').close('}');
    }

    private void split(SourceSplit split) {
        json.open('{').name("split").text(split.name()).name("rows").number(split.rows());
        json.name("errors").number(split.errorRows());
        optional("lastTime", split.lastTime());
        optional("watermark", split.watermark());
        json.name("behindMillis").number(split.behindMicros() / MICROS_PER_MILLI);
        json.name("activity").text(word(split.activity()));
        json.name("silentMillis").number(split.silentNanos() / NANOS_PER_MILLI);
        json.name("holdsBack").bool(split.holdsBack()).close('}');
    }

    private void operator(OperatorStanding standing) {
        json.open('{').name("operator").number(standing.node()).name("id").text(standing.id());
        json.name("label").text(standing.label()).name("rowsIn").number(standing.rowsIn());
        json.name("rowsOut").number(standing.rowsOut()).name("lateRows").number(standing.lateRows());
        json.name("stateRows").number(standing.stateRows()).name("stateBytes").number(standing.stateBytes());
        json.name("forEver").bool(standing.forEver());
        optional("watermark", standing.watermark());
        json.name("busyMillis").number(standing.busyNanos() / NANOS_PER_MILLI).name("waits");
        Wait wait = standing.waits();
        if (wait == null) {
            json.nullValue();
        } else {
            wait(wait);
        }
        json.close('}');
    }

    private void wait(Wait wait) {
        json.open('{').name("for").text(word(wait.reason())).name("count").number(wait.count());
        optional("windowStart", wait.windowStart());
        optional("windowEnd", wait.windowEnd());
        optional("due", wait.due());
        json.name("shortMillis").number(wait.shortMicros() / MICROS_PER_MILLI);
        optional("table", wait.table());
        optional("split", wait.split());
        json.name("words").text(wait.words()).close('}');
    }
}
