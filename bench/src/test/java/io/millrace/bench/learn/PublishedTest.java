package io.millrace.bench.learn;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.learn.Algorithm;
import io.millrace.core.learn.Task;
import io.millrace.learn.Learners;
import org.junit.jupiter.api.Test;

class PublishedTest {
    /** A figure that no learner is compared with, for its name or its settings are wrong, would just not be printed. */
    @Test
    void everyFigureIsAboutALearnerThatWeHave() {
        assertThat(Published.ALL).isNotEmpty().allSatisfy(published -> {
            assertThat(DataSets.all()).containsKey(published.data());
            Task task = published.figures().containsKey("mae") ? Task.REGRESSION : Task.CLASSIFICATION;
            Algorithm<?> algorithm =
                    Learners.find(task, published.algorithm()).orElseThrow(() -> new AssertionError(published));
            assertThat(new Contestant(algorithm, published.settings()).parameters())
                    .isNotNull();
        });
    }
}
