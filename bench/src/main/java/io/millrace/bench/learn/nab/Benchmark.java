package io.millrace.bench.learn.nab;

import io.millrace.bench.learn.nab.Points.Result;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What the scores of a detector for a corpus are worth. */
final class Benchmark {
    private final List<Series> corpus;
    private final List<double[]> scores;

    /**
     * @param scores for each series a score for each row
     */
    Benchmark(List<Series> corpus, List<double[]> scores) {
        this.corpus = corpus;
        this.scores = scores;
    }

    /** The score of NAB: with one threshold for all series, the one that suits these best. */
    double score(Profile profile) {
        Points points = points(profile, categories());
        return points.normalized(points.best().raw());
    }

    /** What the best threshold finds. */
    Result best(Profile profile) {
        return points(profile, categories()).best();
    }

    /**
     * The score with a threshold for each category that was chosen on all others, which says how far a threshold carries
     * to series that it was not chosen for.
     */
    double acrossCategories(Profile profile) {
        double raw = 0;
        for (String category : categories()) {
            Set<String> others = categories();
            others.remove(category);
            double threshold = points(profile, others).best().threshold();
            raw += points(profile, Set.of(category)).at(threshold).raw();
        }
        return points(profile, categories()).normalized(raw);
    }

    private Set<String> categories() {
        Set<String> categories = new LinkedHashSet<>();
        corpus.forEach(series -> categories.add(series.category()));
        return categories;
    }

    private Points points(Profile profile, Set<String> categories) {
        Points points = new Points(profile);
        for (int i = 0; i < corpus.size(); i++) {
            if (categories.contains(corpus.get(i).category())) {
                points.add(corpus.get(i), scores.get(i));
            }
        }
        return points;
    }
}
