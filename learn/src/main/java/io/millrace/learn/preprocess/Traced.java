package io.millrace.learn.preprocess;

import io.millrace.core.learn.Transformer;

/** A transformer that knows which input place an output place comes from: what a prediction owes to it can be told. */
public interface Traced extends Transformer {
    /** The input place that an output place comes from; -1 where there are several. */
    int source(int output);
}
