package io.millrace.engine.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.batch.LongVector;
import io.millrace.core.type.Type;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class SplitWatermarkTest {
    private final SplitWatermark split = new SplitWatermark();

    @Test
    void aRowMeetsWhatTheRowsBeforeItGave() {
        assertThat(before(Type.timestamp(3), 1_000L, 5_000L, null, 3_000L))
                .containsExactly(null, 1_000L, 5_000L, 5_000L);
        split.move(9_000);
        assertThat(before(Type.timestamp(3), 12_000L, 20_000L)).containsExactly(9_000L, 12_000L);
    }

    @Test
    void theOtherSplitsHoldItBackButNotBehindTheTable() {
        split.beginEpoch(4_000, 2_000);
        assertThat(before(Type.timestamp(3), 3_000L, 9_000L, 10_000L)).containsExactly(2_000L, 3_000L, 4_000L);
    }

    @Test
    void itIsCutToThePrecisionOfTheColumn() {
        split.move(-1);
        assertThat(before(Type.timestamp(3), 0L)).containsExactly(-1_000L);
        assertThat(before(Type.timestampLtz(6), 0L)).containsExactly(-1L);
    }

    private List<@Nullable Long> before(Type type, @Nullable Long... given) {
        LongVector vector = new LongVector(given.length);
        for (Long each : given) {
            if (each == null) {
                vector.appendNull();
            } else {
                vector.append(each);
            }
        }
        LongVector met = split.before(vector, given.length, type);
        List<@Nullable Long> result = new ArrayList<>();
        for (int i = 0; i < met.size(); i++) {
            result.add(met.isNull(i) ? null : met.get(i));
        }
        return result;
    }
}
