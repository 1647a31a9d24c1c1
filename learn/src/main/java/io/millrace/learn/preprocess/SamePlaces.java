package io.millrace.learn.preprocess;

import io.millrace.core.learn.Features;

/** A transformer whose rows have the features that went in, each in its place. */
abstract class SamePlaces implements Traced {
    final Places places;

    SamePlaces(Features features) {
        places = new Places(features);
    }

    @Override
    public final Features output() {
        return places.features();
    }

    @Override
    public final int source(int output) {
        return output;
    }
}
