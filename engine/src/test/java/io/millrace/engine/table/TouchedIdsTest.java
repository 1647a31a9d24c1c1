package io.millrace.engine.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TouchedIdsTest {
    private final TouchedIds ids = new TouchedIds();

    private int[] listed() {
        return IntStream.range(0, ids.size()).map(ids::get).toArray();
    }

    @Test
    void idsAreListedOnceInTheOrderOfTheirFirstTouch() {
        for (int id : new int[] {70, 3, 70, 0, 3}) {
            ids.touch(id);
        }
        assertThat(listed()).containsExactly(70, 3, 0);
        assertThat(ids.contains(70)).isTrue();
        assertThat(ids.contains(1)).isFalse();
        assertThat(ids.contains(1000)).isFalse();
    }

    @Test
    void whatIsSettledIsListedUntilTheListIsClearedAndMayBeTouchedAgain() {
        ids.touch(5);
        ids.touch(6);
        ids.settle(5);
        ids.settle(1000);
        assertThat(listed()).containsExactly(5, 6);
        assertThat(ids.contains(5)).isFalse();
        ids.clear();
        assertThat(listed()).isEmpty();
        ids.touch(6);
        assertThat(listed()).as("not settled, so not listed anew").isEmpty();
        ids.touch(5);
        assertThat(listed()).containsExactly(5);
    }

    @Test
    void manyIdsFit() {
        IntStream.range(0, 10_000).forEach(id -> ids.touch(9_999 - id));
        assertThat(listed()).hasSize(10_000).startsWith(9_999).endsWith(0);
    }
}
